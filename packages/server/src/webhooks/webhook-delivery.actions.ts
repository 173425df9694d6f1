import { isId, type Owned } from '../access/authorise.ts';
import { decodeCursor, encodeCursor, pageSize, type Connection } from '../lib/connection.ts';
import type { Database } from '../lib/database.ts';
import { addJob } from '../lib/jobs.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { webhookBody } from './webhook-signature.ts';
import type { WebhookAttempt, WebhookDelivery, WebhookDeliveryStatus } from './webhook.types.ts';

const USUAL_PAGE = 25;
const MOST_BY_ID = 250;
/** Of a replay by time: some 160 MB of bodies at the very most. */
const MOST_IN_RANGE = 10_000;

const COLUMNS = `d.id, d.creator_id as "creatorId", d.endpoint_id as "endpointId", d.event_id as "eventId",
  'msg_' || d.event_id as "messageId", v.type, v.at as "happenedAt", d.status, d.attempts, d.due_at as "dueAt",
  d.response_code as "responseCode", d.problem, d.by_hand as "byHand", d.created_at as "createdAt",
  d.settled_at as "settledAt"`;

export interface DeliveriesQuery {
  first?: number | null;
  after?: string | null;
  status?: WebhookDeliveryStatus[] | null;
  type?: string[] | null;
}

/** A page that has been understood and not read. */
export interface DeliveriesPlan {
  creatorId: string;
  size: number;
  after: string | null;
  where: string;
  values: unknown[];
}

/** @throws UserError for a page or cursor that cannot be meant */
export function planDeliveries(endpoint: Owned, query: DeliveriesQuery): DeliveriesPlan {
  const values: unknown[] = [endpoint.id];
  const conditions = ['d.endpoint_id = $1'];
  if (query.status)
    conditions.push(`d.status = any ($${values.push(query.status)}::webhook_delivery_status[])`);
  if (query.type) conditions.push(`v.type = any ($${values.push(query.type)}::text[])`);
  return {
    creatorId: endpoint.creatorId,
    size: pageSize(query.first, USUAL_PAGE),
    after: query.after == null ? null : readPlace(query.after),
    where: conditions.join(' and '),
    values,
  };
}

/** A page of an endpoint's log, the newest first. */
export async function readDeliveries(
  db: Database,
  plan: DeliveriesPlan,
): Promise<Omit<Connection<WebhookDelivery>, 'totalCount'>> {
  const values = [...plan.values];
  const beyond = plan.after === null ? '' : `and d.id < $${values.push(plan.after)}::bigint`;
  const found = await db.read<WebhookDelivery & Record<string, unknown>>(
    [plan.creatorId],
    `select ${COLUMNS} from webhook_delivery d join webhook_event v on v.id = d.event_id
     where ${plan.where} ${beyond} order by d.id desc limit ${plan.size + 1}`,
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

export async function countDeliveries(db: Database, plan: DeliveriesPlan): Promise<number> {
  const rows = await db.read<{ n: number }>(
    [plan.creatorId],
    `select count(*)::int as n from webhook_delivery d join webhook_event v on v.id = d.event_id where ${plan.where}`,
    plan.values,
  );
  return rows[0]?.n ?? 0;
}

export async function deliveryById(db: Database, { id, creatorId }: Owned): Promise<WebhookDelivery> {
  const rows = await db.read<WebhookDelivery & Record<string, unknown>>(
    [creatorId],
    `select ${COLUMNS} from webhook_delivery d join webhook_event v on v.id = d.event_id where d.id = $1`,
    [id],
  );
  if (!rows[0]) throw notFound('delivery');
  return rows[0];
}

/** The requests of a delivery, the first one first. */
export function attemptsOf(db: Database, { id, creatorId }: Owned): Promise<WebhookAttempt[]> {
  return db.read<WebhookAttempt & Record<string, unknown>>(
    [creatorId],
    `select a.delivery_id || '-' || a.no as id, a.no, a.at, a.duration_ms as "durationMs", a.response_code as "responseCode",
       a.problem, a.excerpt from webhook_attempt a where a.delivery_id = $1 order by a.no`,
    [id],
  );
}

/** What is sent, byte for byte. */
export async function bodyOf(
  db: Database,
  { creatorId, eventId }: Pick<WebhookDelivery, 'creatorId' | 'eventId'>,
): Promise<string> {
  const rows = await db.read<{ type: string; at: string; data: string }>(
    [creatorId],
    'select v.type, v.at, v.data::text as data from webhook_event v where v.id = $1',
    [eventId],
  );
  if (!rows[0]) throw notFound('delivery');
  return webhookBody(rows[0]);
}

/**
 * A test event, to this endpoint alone, delivered like any other.
 * @throws UserError NOT_FOUND, NOT_READY
 */
export async function sendTest(db: Database, endpoint: Owned): Promise<WebhookDelivery> {
  const id = await db.write([endpoint.creatorId], async (client) => {
    await requireOn(client, endpoint.id);
    const { rows } = await client.query<{ id: string }>(
      `with event as (
         insert into webhook_event (creator_id, type, data)
         values ($1, 'ping', json_build_object('message', 'Hello from Waybill.', 'endpointId', $2::text))
         returning id)
       insert into webhook_delivery (creator_id, endpoint_id, event_id, by_hand)
       select $1, $2::bigint, event.id, true from event returning id`,
      [endpoint.creatorId, endpoint.id],
    );
    return rows[0]?.id ?? '';
  });
  return deliveryById(db, { id, creatorId: endpoint.creatorId });
}

/**
 * Sends events once more, under the ids they have. What still waits is tried at once instead.
 * @throws UserError NOT_FOUND, NOT_READY, LIMIT_EXCEEDED
 */
export async function replayDeliveries(
  db: Database,
  creatorId: string,
  ids: readonly string[],
): Promise<{ queued: number }> {
  if (ids.length > MOST_BY_ID)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `${ids.length} deliveries are replayed at once; at most ${MOST_BY_ID} can be. Replay a range of time instead.`,
      ['ids'],
    );
  return db.write([creatorId], async (client) => {
    const { rows: endpoints } = await client.query<{ id: string }>(
      'select distinct d.endpoint_id as id from webhook_delivery d where d.id = any ($1::bigint[])',
      [ids.filter(isId)],
    );
    if (endpoints.length === 0) throw notFound('delivery');
    for (const { id } of endpoints) await requireOn(client, id);
    const { rowCount: hurried } = await client.query(
      `update webhook_delivery set due_at = now() where id = any ($1::bigint[]) and status = 'PENDING'`,
      [ids.filter(isId)],
    );
    const { rowCount: again } = await client.query(
      `insert into webhook_delivery (creator_id, endpoint_id, event_id, by_hand)
       select distinct d.creator_id, d.endpoint_id, d.event_id, true from webhook_delivery d
       where d.id = any ($1::bigint[]) and d.status in ('DELIVERED', 'FAILED', 'CANCELED')`,
      [ids.filter(isId)],
    );
    if (hurried) await addJob(client, 'webhooks-send', { creatorId }, `webhooks-send:${creatorId}`);
    return { queued: (hurried ?? 0) + (again ?? 0) };
  });
}

/**
 * Sends what happened between two moments to an endpoint, the oldest first: everything of the types it asks for that was
 * kept, other endpoints' events included; or only what it never took. What is on its way is left alone.
 *
 * @throws UserError NOT_FOUND, NOT_READY, INVALID, LIMIT_EXCEEDED
 */
export async function replayRange(
  db: Database,
  endpoint: Owned,
  range: { from: string; to: string; failedOnly: boolean },
): Promise<{ queued: number }> {
  if (!(Date.parse(range.from) < Date.parse(range.to)))
    throw new UserError(UserErrorCode.INVALID, 'The range ends before it begins.', ['to']);
  return db.write([endpoint.creatorId], async (client) => {
    await requireOn(client, endpoint.id);
    const { rowCount } = await client.query(
      `insert into webhook_delivery (creator_id, endpoint_id, event_id, by_hand)
       select v.creator_id, e.id, v.id, true
       from webhook_event v join webhook_endpoint e on e.id = $1
       where v.creator_id = $2 and v.at >= $3 and v.at < $4 and v.type = any (e.event_types)
         and not exists (select from webhook_delivery d where d.event_id = v.id and d.endpoint_id = e.id
                         and (d.status in ('PENDING', 'SENDING') or ($5 and d.status = 'DELIVERED')))
         and (not $5 or exists (select from webhook_delivery d where d.event_id = v.id and d.endpoint_id = e.id))
       order by v.id limit ${MOST_IN_RANGE + 1}`,
      [endpoint.id, endpoint.creatorId, range.from, range.to, range.failedOnly],
    );
    if ((rowCount ?? 0) > MOST_IN_RANGE)
      throw new UserError(
        UserErrorCode.LIMIT_EXCEEDED,
        `More than ${MOST_IN_RANGE} events happened in this range, which is the most that is replayed at once. Choose a shorter one.`,
        ['to'],
      );
    return { queued: rowCount ?? 0 };
  });
}

async function requireOn(
  client: { query(text: string, values: unknown[]): Promise<{ rows: { disabled: boolean }[] }> },
  endpointId: string,
): Promise<void> {
  const { rows } = await client.query(
    'select disabled_at is not null as disabled from webhook_endpoint where id = $1 for share',
    [endpointId],
  );
  if (!rows[0]) throw notFound('endpoint');
  if (rows[0].disabled)
    throw new UserError(
      UserErrorCode.NOT_READY,
      'The endpoint is off. Turn it on first; nothing is sent to it before.',
    );
}

function readPlace(cursor: string): string {
  const place = decodeCursor<unknown>(cursor);
  if (typeof place === 'string' && isId(place)) return place;
  throw new UserError(UserErrorCode.INVALID, 'This cursor is not one that was handed out here.', ['after']);
}
