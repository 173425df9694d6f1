import { isId, type Owned } from '../access/authorise.ts';
import { decodeCursor, encodeCursor, pageSize, type Connection } from '../lib/connection.ts';
import type { Database } from '../lib/database.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { connectionsOf } from './connection.actions.ts';
import { DELIVERY_COLUMNS, type InboxDelivery, type InboxFeed } from './inbox-delivery.type.ts';
import { askToWork } from './receive.ts';
import type { DeliveryStatus, Vendor } from './vendor.enums.ts';

export interface InboxQuery {
  first?: number | null;
  after?: string | null;
  vendor?: Vendor[] | null;
  status?: DeliveryStatus[] | null;
}

/** A page that has been understood and not read. */
export interface InboxPlan {
  creatorId: string;
  size: number;
  after: string | null;
  where: string;
  values: unknown[];
}

const USUAL_PAGE = 50;
const MOST_REPLAYED = 1000;

/** @throws UserError for a page or cursor that cannot be meant */
export function planInboxPage(creatorId: string, { first, after, vendor, status }: InboxQuery): InboxPlan {
  const values: unknown[] = [creatorId];
  const conditions = ['d.creator_id = $1'];
  if (vendor) conditions.push(`d.vendor = any ($${values.push(vendor)}::vendor[])`);
  if (status?.length === 1) conditions.push(`d.status = '${STATUS[status[0] as DeliveryStatus]}'`);
  else if (status) conditions.push(`d.status = any ($${values.push(status)}::delivery_status[])`);
  return {
    creatorId,
    size: pageSize(first, USUAL_PAGE),
    after: after == null ? null : readPlace(after),
    where: conditions.join(' and '),
    values,
  };
}

/** Written out, so that the indexes of what waits, is unmatched or failed can answer. */
const STATUS: Record<DeliveryStatus, string> = {
  RECEIVED: 'RECEIVED',
  DONE: 'DONE',
  UNMATCHED: 'UNMATCHED',
  IGNORED: 'IGNORED',
  FAILED: 'FAILED',
};

/** A page of the inbox, newest first. */
export async function readInboxPage(
  db: Database,
  plan: InboxPlan,
): Promise<Omit<Connection<InboxDelivery>, 'totalCount'>> {
  const values = [...plan.values];
  const beyond = plan.after === null ? '' : `and d.id < $${values.push(plan.after)}::bigint`;
  const found = await db.read<InboxDelivery & Record<string, unknown>>(
    [plan.creatorId],
    `select ${DELIVERY_COLUMNS} from inbox_delivery d where ${plan.where} ${beyond} order by d.id desc limit ${plan.size + 1}`,
    values,
  );
  const edges = found.slice(0, plan.size).map((node) => ({ node, cursor: encodeCursor(node.id) }));
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: found.length > plan.size,
      hasPreviousPage: plan.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

export async function countInbox(db: Database, { creatorId, where, values }: InboxPlan): Promise<number> {
  const rows = await db.read<{ n: number }>(
    [creatorId],
    `select count(*)::int as n from inbox_delivery d where ${where}`,
    values,
  );
  return rows[0]?.n ?? 0;
}

/** @throws UserError NOT_FOUND */
export async function deliveryById(db: Database, { id, creatorId }: Owned): Promise<InboxDelivery> {
  const rows = await db.read<InboxDelivery & Record<string, unknown>>(
    [creatorId],
    `select ${DELIVERY_COLUMNS} from inbox_delivery d where d.id = $1`,
    [id],
    { prepare: true },
  );
  if (!rows[0]) throw notFound('delivery');
  return rows[0];
}

/** Head and body of a delivery. */
export async function contentsOf(
  db: Database,
  { id, creatorId }: Owned,
): Promise<{ headers: Record<string, string>; body: Buffer }> {
  const rows = await db.read<{ headers: Record<string, string>; body: Buffer }>(
    [creatorId],
    'select headers, body from inbox_delivery where id = $1',
    [id],
    { prepare: true },
  );
  return rows[0] ?? { headers: {}, body: Buffer.alloc(0) };
}

/** What a screen about the inbox follows. Only what is rare is counted: the rest is many and says little. */
export async function inboxFeed(db: Database, creatorId: string): Promise<InboxFeed> {
  const [counts, connections] = await Promise.all([
    db.read<Omit<InboxFeed, 'id' | 'connections'> & Record<string, unknown>>(
      [creatorId],
      `select
         (select count(*)::int from inbox_delivery where creator_id = $1 and status = 'RECEIVED') as waiting,
         (select count(*)::int from inbox_delivery where creator_id = $1 and status = 'UNMATCHED') as unmatched,
         (select count(*)::int from inbox_delivery where creator_id = $1 and status = 'FAILED') as failed,
         (select max(id) from inbox_delivery where creator_id = $1) as "newestId"`,
      [creatorId],
      { prepare: true },
    ),
    connectionsOf(db, creatorId),
  ]);
  const { waiting = 0, unmatched = 0, failed = 0, newestId = null } = counts[0] ?? {};
  return { id: creatorId, waiting, unmatched, failed, newestId, connections };
}

/**
 * Has deliveries worked off once more, whatever became of them: taking the same in twice changes nothing.
 * @throws UserError LIMIT_EXCEEDED, NOT_FOUND
 */
export async function replayDeliveries(
  db: Database,
  creatorId: string,
  ids: readonly string[],
): Promise<InboxDelivery[]> {
  if (ids.length > MOST_REPLAYED)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `${ids.length} deliveries are replayed at once; at most ${MOST_REPLAYED} can be.`,
      ['ids'],
    );
  return db.write([creatorId], async (client) => {
    const { rows } = await client.query<InboxDelivery>(
      `update inbox_delivery d set status = 'RECEIVED', not_before = null, problem = null, attempts = 0
       where d.id = any ($1::bigint[]) returning ${DELIVERY_COLUMNS}`,
      [ids.filter(isId)],
    );
    if (rows.length === 0) throw notFound('delivery');
    await askToWork(client, creatorId);
    return rows;
  });
}

function readPlace(cursor: string): string {
  const place = decodeCursor<unknown>(cursor);
  if (typeof place === 'string' && isId(place)) return place;
  throw new UserError(UserErrorCode.INVALID, 'This cursor is not one that was handed out here.', ['after']);
}
