import type { PoolClient } from 'pg';
import type { Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { changeHolds } from './hold-lock.ts';
import type { OrderStatus } from './order-status.ts';
import { readHold, type HoldInput } from './read-hold.ts';

interface HeldOrder {
  status: OrderStatus;
  projectId: string;
}

/**
 * Puts one order on hold; one that is held already gets this reason and date in place of those it had.
 *
 * @throws UserError NOT_FOUND, BLANK, INVALID, INVALID_TRANSITION where nothing is left to wait with
 */
export async function holdOrder(db: Database, backer: Owned, by: Principal, input: HoldInput): Promise<void> {
  const { reason, until } = readHold(input, ['input']);
  await db.write([backer.creatorId], async (client) => {
    const order = await lockToHold(client, backer);
    if (order.status === 'CANCELED' || order.status === 'FULFILLED')
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        order.status === 'CANCELED'
          ? 'This order is “Canceled”: nothing is owed that could wait.'
          : 'This order is “Fulfilled”: nothing is left that could wait. Revert it first if it did not go out.',
      );
    await client.query(
      `insert into order_hold as h (backer_id, creator_id, project_id, reason, until, actor_name) values ($1, $2, $3, $4, $5, $6)
       on conflict (backer_id) do update set reason = excluded.reason, until = excluded.until,
         actor_name = excluded.actor_name, created_at = now(), operation_id = null`,
      [backer.id, backer.creatorId, order.projectId, reason, until, by.name],
    );
    await tell(client, backer, order, by, 'HELD', { reason, until });
  });
}

/**
 * Ends the hold of one order.
 *
 * @throws UserError NOT_FOUND, INVALID_TRANSITION where it is not on hold
 */
export async function releaseOrder(db: Database, backer: Owned, by: Principal): Promise<void> {
  await db.write([backer.creatorId], async (client) => {
    const order = await lockToHold(client, backer);
    const { rows } = await client.query<{ reason: string; until: string | null }>(
      'delete from order_hold where backer_id = $1 returning reason, until',
      [backer.id],
    );
    if (!rows[0])
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        'This order is not on hold, so there is nothing to release.',
      );
    await tell(client, backer, order, by, 'RELEASED', rows[0]);
  });
}

/** What passes holds by first, then the order: the bulk statements take their locks in this order too. */
async function lockToHold(client: PoolClient, backer: Owned): Promise<HeldOrder> {
  const found = await client.query<{ projectId: string }>(
    'select project_id as "projectId" from orders where backer_id = $1',
    [backer.id],
  );
  const projectId = found.rows[0]?.projectId;
  if (projectId === undefined) throw notFound('backer');
  await changeHolds(client, projectId);
  const { rows } = await client.query<HeldOrder>(
    'select status, project_id as "projectId" from orders where backer_id = $1 for no key update',
    [backer.id],
  );
  if (!rows[0]) throw notFound('backer');
  return rows[0];
}

async function tell(
  client: PoolClient,
  backer: Owned,
  order: HeldOrder,
  by: Principal,
  kind: 'HELD' | 'RELEASED',
  detail: { reason: string; until: string | null },
): Promise<void> {
  await client.query(
    `insert into backer_event (backer_id, creator_id, project_id, kind, detail, actor_kind, actor_name)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [backer.id, backer.creatorId, order.projectId, kind, JSON.stringify(detail), by.kind, by.name],
  );
}
