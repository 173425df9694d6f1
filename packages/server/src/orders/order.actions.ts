import { canForceFulfilled, canMarkFulfilled } from '@waybill/schema/order-transitions';
import type { PoolClient } from 'pg';
import type { Owned } from '../access/authorise.ts';
import { requireText } from '../access/checks.ts';
import { readClock } from '../lib/clock.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { queueForBacker } from '../notifications/queue.actions.ts';
import { doubtsOf, enterParcel } from '../shipments/enter-parcel.ts';
import { readParcel, type ParcelInput } from '../shipments/parcel-fields.ts';
import type { OrderStatus } from './order-status.ts';

export interface MarkFulfilled extends ParcelInput {
  force: boolean;
  reason?: string | null;
  /** Whether the backer is to be told by mail; the project's policy may say so unasked, or not let it. */
  notify: boolean;
}

interface LockedOrder {
  status: OrderStatus;
  projectId: string;
  hold: string | null;
  /** When it was locked: the time of all that is written about it here. */
  at: string;
}

const LONGEST_REASON = 500;

/** What a person says for a status. */
const WORDS: Record<OrderStatus, string> = {
  SURVEY_NOT_SENT: 'Survey not sent',
  SURVEY_NOT_COMPLETED: 'Survey not completed',
  SURVEY_COMPLETED: 'Survey completed',
  READY_TO_FULFILL: 'Ready to fulfill',
  FULFILLMENT_PROCESSING: 'Processing',
  FULFILLMENT_ERRORED: 'Errored',
  PARTIALLY_FULFILLED: 'Partially fulfilled',
  FULFILLED: 'Fulfilled',
  CANCELED: 'Canceled',
};

/**
 * One order to Fulfilled, with a parcel if a number is given; order, parcel and history commit together. Forced, it
 * may come from anywhere but Canceled, and from a hold.
 *
 * @returns codes of what to doubt about the number, and of why the backer is not told although it was asked for
 * @throws UserError NOT_FOUND, BLANK, INVALID, INVALID_TRANSITION
 */
export async function markFulfilled(
  db: Database,
  backer: Owned,
  by: Principal,
  input: MarkFulfilled,
): Promise<string[]> {
  const parcel = readParcel(input);
  const reason = readReason(input.reason);
  if (input.force && reason === null)
    throw new UserError(UserErrorCode.BLANK, 'Say why it is forced; the history keeps it.', [
      'input',
      'reason',
    ]);
  const source = by.kind === 'TOKEN' ? 'API' : 'MANUAL';
  return db.write([backer.creatorId], async (client) => {
    const order = await lockOrder(client, backer.id);
    const ready = canMarkFulfilled(order.status) && order.hold === null;
    if (!ready && !(input.force && canForceFulfilled(order.status))) throw cannotMark(order);
    await client.query(
      `update orders set status = 'FULFILLED', fulfilled_at = $3, fulfilled_by = $2, operation_id = null where backer_id = $1`,
      [backer.id, source, order.at],
    );
    await record(client, backer, order, by, { to: 'FULFILLED', source: ready ? source : 'FORCE', reason });
    const { projectId } = order;
    const owner = { backerId: backer.id, creatorId: backer.creatorId, projectId };
    if (parcel) await enterParcel(client, owner, parcel, { source, at: order.at });
    const doubts = parcel ? await doubtsOf(client, owner, parcel) : [];
    const untold =
      parcel || input.notify ? await queueForBacker(client, { ...backer, projectId }, input.notify) : null;
    return untold === null ? doubts : [...doubts, untold];
  });
}

/**
 * Takes the marking of one order back: it is again what it was before, the parcels that came with the marking are
 * voided, and those which they had replaced count again. An order that was imported as Fulfilled becomes Ready to
 * fulfill.
 *
 * @throws UserError NOT_FOUND, INVALID, INVALID_TRANSITION
 */
export async function revertOrder(
  db: Database,
  backer: Owned,
  by: Principal,
  given: string | null,
): Promise<void> {
  const reason = readReason(given);
  await db.write([backer.creatorId], async (client) => {
    const order = await lockOrder(client, backer.id);
    if (order.status !== 'FULFILLED' && order.status !== 'PARTIALLY_FULFILLED') {
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        `This order is “${WORDS[order.status]}”: nothing was marked that could be taken back.`,
      );
    }
    const { rows } = await client.query<{ from: OrderStatus | null; at: string; operationId: string | null }>(
      `select from_status as "from", at, operation_id as "operationId" from order_event
       where backer_id = $1 and to_status = $2 and source not in ('REVERT', 'UNDO') order by at desc, id desc limit 1`,
      [backer.id, order.status],
    );
    const marking = rows[0];
    const to = marking?.from ?? 'READY_TO_FULFILL';
    await client.query(
      'update orders set status = $2, fulfilled_at = null, fulfilled_by = null, operation_id = null where backer_id = $1',
      [backer.id, to],
    );
    await record(client, backer, order, by, { to, source: 'REVERT', reason });
    if (!marking) return;
    // What came with one marking was given one time, by markFulfilled and by recordVendorShipments.
    await client.query(
      `update shipment set voided_at = now(), edited_at = now()
       where backer_id = $1 and voided_at is null
         and case when $3::bigint is null then operation_id is null and created_at = $2 else operation_id = $3 end`,
      [backer.id, marking.at, marking.operationId],
    );
    await client.query(
      'update shipment set voided_at = null, voided_by_operation_id = null where backer_id = $1 and voided_by_operation_id = $2',
      [backer.id, marking.operationId],
    );
  });
}

/**
 * The bulk statements lock orders first too, so the two wait for each other and never in a circle. The hold is read
 * once the order is locked: a statement that had to wait would still see what there was before.
 */
async function lockOrder(client: PoolClient, backerId: string): Promise<LockedOrder> {
  const { rows } = await client.query<Omit<LockedOrder, 'hold' | 'at'>>(
    `select status, project_id as "projectId" from orders where backer_id = $1 for update`,
    [backerId],
  );
  if (!rows[0]) throw notFound('backer');
  const holds = await client.query<{ reason: string }>('select reason from order_hold where backer_id = $1', [
    backerId,
  ]);
  return { ...rows[0], hold: holds.rows[0]?.reason ?? null, at: await readClock(client) };
}

async function record(
  client: PoolClient,
  backer: Owned,
  order: LockedOrder,
  by: Principal,
  {
    to,
    source,
    reason,
  }: { to: OrderStatus | 'FULFILLED' | 'READY_TO_FULFILL'; source: string; reason: string | null },
): Promise<void> {
  await client.query(
    `insert into order_event (backer_id, creator_id, project_id, from_status, to_status, source, actor_kind, actor_name, reason, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      backer.id,
      backer.creatorId,
      order.projectId,
      order.status,
      to,
      source,
      by.kind,
      by.name,
      reason,
      order.at,
    ],
  );
}

function cannotMark({ status, hold }: LockedOrder): UserError {
  const because = (message: string) => new UserError(UserErrorCode.INVALID_TRANSITION, message);
  if (status === 'CANCELED')
    return because('This order is “Canceled”; nothing is owed, and it cannot be marked Fulfilled.');
  if (status === 'FULFILLED')
    return because('This order is “Fulfilled” already. Revert it first to mark it anew.');
  if (hold !== null)
    return because(`This order is on hold: ${hold}. Release it first, or force it with a reason.`);
  return because(
    `This order is “${WORDS[status]}” and not in Start Shipping yet. Lock its address first, or force it with a reason.`,
  );
}

function readReason(given: string | null | undefined): string | null {
  return given?.trim()
    ? requireText(given.replace(/\s+/g, ' '), ['input', 'reason'], 'the reason', LONGEST_REASON)
    : null;
}
