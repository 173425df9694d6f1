import type { PoolClient } from 'pg';
import { lockOrdersSql, settleSql } from './settle-orders.sql.ts';

const GIVEN = 'select unnest($1::bigint[])';

/**
 * Brings orders to where their parcels are: Fulfilled where parcels that a partner sent or a carrier scanned hold all
 * that is owed, Partially Fulfilled where they hold some of it. In the caller's transaction; however many backers, two
 * statements. For parcels written in chunks there is the SQL itself, in `settle-orders.sql.ts`.
 *
 * @param by `source` is how the orders are said to have been fulfilled; the actor is who the history names
 */
export async function settleOrders(
  client: PoolClient,
  owner: { creatorId: string; projectId: string },
  backerIds: readonly string[],
  by: {
    source: 'PARTNER' | 'POSTAGE';
    operationId: string | null;
    actorKind?: string;
    actorName?: string;
    /** When the parcels were written that settle them, if they came with this: a revert finds them by it. */
    at?: string;
  },
): Promise<void> {
  if (backerIds.length === 0) return;
  await client.query(lockOrdersSql(GIVEN, owner), [backerIds]);
  const at = 'coalesce($4::timestamptz, clock_timestamp())';
  await client.query(settleSql(GIVEN, { ...owner, ...by, at }, { kind: '$2::text', name: '$3::text' }), [
    backerIds,
    by.actorKind ?? null,
    by.actorName ?? null,
    by.at ?? null,
  ]);
}
