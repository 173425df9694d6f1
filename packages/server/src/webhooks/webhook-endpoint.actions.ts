import type { PoolClient } from 'pg';
import type { Owned } from '../access/authorise.ts';
import { requireText } from '../access/checks.ts';
import type { Deps } from '../context.ts';
import type { Database } from '../lib/database.ts';
import { checkTarget, RefusedTarget } from '../lib/safe-fetch.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { DISABLE } from './send.sql.ts';
import { EVENT_TYPES, WebhookEventType } from './webhook-event-types.ts';
import { makeWebhookSecret, WEBHOOK_SEAL } from './webhook-signature.ts';
import type { WebhookEndpoint } from './webhook.types.ts';

export type EndpointDeps = Pick<Deps, 'db' | 'secret' | 'config'>;

const MOST_ENDPOINTS = 20;
const MOST_URL = 2000;
const MOST_DESCRIPTION = 200;
/** How long the old secret signs beside the new one, unless it is said otherwise. */
const USUAL_OVERLAP_HOURS = 24;
const LONGEST_OVERLAP_HOURS = 168;
/** What can be asked for, in the order of the catalogue. A test comes unasked. */
const OFFERED: string[] = Object.values(EVENT_TYPES)
  .map(({ type }) => type)
  .filter((type) => type !== WebhookEventType.PING);

const COLUMNS = `e.id, e.creator_id as "creatorId", e.url, e.description, e.event_types as "eventTypes",
  case when e.disabled_at is not null then 'OFF' when e.failing_since is not null then 'FAILING' else 'WORKING' end as health,
  e.failing_since as "failingSince", e.failures,
  case when e.paused_until > now() then e.paused_until end as "pausedUntil",
  e.disabled_at as "disabledAt", e.disabled_reason as "disabledReason",
  case when e.old_secret_until > now() then e.old_secret_until end as "oldSecretUntil",
  (select count(*)::int from (select from webhook_delivery d where d.endpoint_id = e.id and d.status in ('PENDING', 'SENDING')
                              limit 1000) w) as waiting,
  (select max(l.settled_at) from (select d.status, d.settled_at from webhook_delivery d where d.endpoint_id = e.id
                                  order by d.id desc limit 500) l where l.status = 'DELIVERED') as "lastDeliveredAt",
  e.created_by as "createdBy", e.created_at as "createdAt"`;

/** A creator's endpoints, the oldest first. */
export function endpointsOf(db: Database, creatorId: string): Promise<WebhookEndpoint[]> {
  return db.read<WebhookEndpoint & Record<string, unknown>>(
    [creatorId],
    `select ${COLUMNS} from webhook_endpoint e where e.creator_id = $1 order by e.id`,
    [creatorId],
  );
}

export async function endpointById(db: Database, { id, creatorId }: Owned): Promise<WebhookEndpoint> {
  const rows = await db.read<WebhookEndpoint & Record<string, unknown>>(
    [creatorId],
    `select ${COLUMNS} from webhook_endpoint e where e.id = $1`,
    [id],
  );
  if (!rows[0]) throw notFound('endpoint');
  return rows[0];
}

/**
 * An endpoint and its secret, which is in this answer and nowhere else.
 * @throws UserError BLANK, INVALID, LIMIT_EXCEEDED
 */
export async function createEndpoint(
  deps: EndpointDeps,
  creatorId: string,
  by: string,
  input: { url: string; description?: string | null; eventTypes: string[] },
): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  const url = readUrl(deps, input.url);
  const description = readDescription(input.description);
  const eventTypes = readEventTypes(input.eventTypes);
  const secret = makeWebhookSecret();
  const id = await deps.db.write([creatorId], async (client) => {
    // Two at once wait for each other, or both would find room for one.
    await client.query('select pg_advisory_xact_lock(hashtext($1), $2::int)', [
      'webhook_endpoint',
      Number(BigInt(creatorId) % 2_147_483_647n),
    ]);
    const { rows: count } = await client.query<{ n: number }>(
      'select count(*)::int as n from webhook_endpoint where creator_id = $1',
      [creatorId],
    );
    if ((count[0]?.n ?? 0) >= MOST_ENDPOINTS)
      throw new UserError(
        UserErrorCode.LIMIT_EXCEEDED,
        `There are ${MOST_ENDPOINTS} endpoints already, which is the most. Delete one that is no longer needed.`,
      );
    const { rows } = await client.query<{ id: string }>(
      `insert into webhook_endpoint (creator_id, url, description, event_types, secret_sealed, created_by)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [creatorId, url, description, eventTypes, deps.secret.seal(WEBHOOK_SEAL, secret), by],
    );
    return rows[0]?.id ?? '';
  });
  return { endpoint: await endpointById(deps.db, { id, creatorId }), secret };
}

/** @throws UserError NOT_FOUND, BLANK, INVALID */
export async function updateEndpoint(
  deps: EndpointDeps,
  endpoint: Owned,
  input: { url?: string | null; description?: string | null; eventTypes?: string[] | null },
): Promise<WebhookEndpoint> {
  const url = input.url == null ? null : readUrl(deps, input.url);
  const eventTypes = input.eventTypes == null ? null : readEventTypes(input.eventTypes);
  const describes = input.description !== undefined;
  const description = readDescription(input.description);
  await change(deps.db, endpoint, (client) =>
    client.query(
      // What an address did is not held against the next one.
      `update webhook_endpoint set url = coalesce($2, url), event_types = coalesce($3, event_types),
         description = case when $4 then $5 else description end, updated_at = now(),
         failing_since = case when $2 <> url then null else failing_since end,
         failures = case when $2 <> url then 0 else failures end,
         paused_until = case when $2 <> url then null else paused_until end
       where id = $1`,
      [endpoint.id, url, eventTypes, describes, description],
    ),
  );
  return endpointById(deps.db, endpoint);
}

/** The endpoint, its deliveries and attempts go; events stay for the other endpoints. */
export async function deleteEndpoint(db: Database, { id, creatorId }: Owned): Promise<void> {
  await db.write([creatorId], async (client) => {
    await client.query(
      'delete from webhook_attempt a using webhook_delivery d where d.endpoint_id = $1 and a.delivery_id = d.id',
      [id],
    );
    await client.query('delete from webhook_delivery where endpoint_id = $1', [id]);
    const { rowCount } = await client.query('delete from webhook_endpoint where id = $1', [id]);
    if (rowCount === 0) throw notFound('endpoint');
  });
}

/**
 * A new secret, in this answer only. The old one signs beside it for a while, so that nothing is refused meanwhile; one
 * that was old before is void.
 *
 * @throws UserError NOT_FOUND, INVALID
 */
export async function rotateSecret(
  deps: EndpointDeps,
  endpoint: Owned,
  overlapHours: number | null,
): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  const hours = overlapHours ?? USUAL_OVERLAP_HOURS;
  if (hours < 0 || hours > LONGEST_OVERLAP_HOURS)
    throw new UserError(
      UserErrorCode.INVALID,
      `Let the old secret sign for 0 to ${LONGEST_OVERLAP_HOURS} hours more.`,
      ['overlapHours'],
    );
  const secret = makeWebhookSecret();
  await change(deps.db, endpoint, (client) =>
    client.query(
      `update webhook_endpoint set secret_sealed = $2, updated_at = now(),
         old_secret_sealed = case when $3 > 0 then secret_sealed end,
         old_secret_until = case when $3 > 0 then now() + $3::int * interval '1 hour' end
       where id = $1`,
      [endpoint.id, deps.secret.seal(WEBHOOK_SEAL, secret), hours],
    ),
  );
  return { endpoint: await endpointById(deps.db, endpoint), secret };
}

/** Turns an endpoint on again, its failures forgotten. Enabling twice is no error. */
export async function enableEndpoint(db: Database, endpoint: Owned): Promise<WebhookEndpoint> {
  await change(db, endpoint, (client) =>
    client.query(
      `update webhook_endpoint set disabled_at = null, disabled_reason = null, failing_since = null, failures = 0,
         paused_until = null, updated_at = now() where id = $1`,
      [endpoint.id],
    ),
  );
  return endpointById(db, endpoint);
}

/** Turns an endpoint off; what waits for it is canceled, and can be replayed. Disabling twice is no error. */
export async function disableEndpoint(db: Database, endpoint: Owned): Promise<WebhookEndpoint> {
  await db.write([endpoint.creatorId], async (client) => {
    // Off by itself and left off by a person: what was a notice is a decision.
    const { rowCount } = await client.query(
      `update webhook_endpoint set disabled_at = coalesce(disabled_at, now()), disabled_reason = 'BY_HAND', updated_at = now()
       where id = $1`,
      [endpoint.id],
    );
    if (rowCount === 0) throw notFound('endpoint');
    await client.query(DISABLE[1], [endpoint.id]);
  });
  return endpointById(db, endpoint);
}

async function change(
  db: Database,
  { creatorId }: Owned,
  statement: (client: PoolClient) => Promise<{ rowCount: number | null }>,
): Promise<void> {
  const { rowCount } = await db.write([creatorId], statement);
  if (rowCount === 0) throw notFound('endpoint');
}

function readUrl({ config }: EndpointDeps, text: string): string {
  const field = ['input', 'url'];
  const given = requireText(text, field, 'an address', MOST_URL);
  try {
    const url = checkTarget(given, { allowPrivate: config.webhooksAllowPrivate });
    if (!config.webhooksAllowPrivate && url.hostname === new URL(config.publicUrl).hostname)
      throw new RefusedTarget(
        'This is Waybill’s own address. Give the address of the program that is to be told.',
      );
    url.hash = '';
    return url.href;
  } catch (error) {
    if (error instanceof RefusedTarget) throw new UserError(UserErrorCode.INVALID, error.message, field);
    throw error;
  }
}

function readDescription(text: string | null | undefined): string | null {
  if (text == null || text.trim() === '') return null;
  return requireText(text, ['input', 'description'], 'the description', MOST_DESCRIPTION);
}

function readEventTypes(types: readonly string[]): string[] {
  const field = ['input', 'eventTypes'];
  if (types.includes(WebhookEventType.PING))
    throw new UserError(UserErrorCode.INVALID, 'A test comes when it is asked for; leave PING out.', field);
  const known = OFFERED.filter((type) => types.includes(type));
  if (known.length === 0)
    throw new UserError(UserErrorCode.BLANK, 'Choose at least one type of event.', field);
  return known;
}
