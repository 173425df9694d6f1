import type { PoolClient } from 'pg';
import { requireText } from '../access/checks.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode, type UserErrorData } from '../lib/user-error.ts';
import type { FulfillmentRequest } from './fulfillment-request.type.ts';
import { MOST_REQUESTS } from './recall.actions.ts';
import { rejectRequests } from './reject.sql.ts';
import { requestsByIds } from './requests.actions.ts';
import type { AskingPartner } from './require-partner.ts';

export interface Answered {
  requests: FulfillmentRequest[];
  userErrors: UserErrorData[];
}

export interface Accept {
  ids?: string[] | null;
  references?: string[] | null;
  externalId?: string | null;
  externalIds?: string[] | null;
}

interface Found {
  id: string;
  backerId: string;
  projectId: string;
  reference: string;
  status: string;
}

const LONGEST_EXTERNAL_ID = 200;

/**
 * The partner takes requests in hand. Accepting twice is no error, so that a call may be repeated; a name given then
 * replaces the former one.
 *
 * @throws UserError for an input that cannot be meant as a whole
 */
export async function acceptRequests(db: Database, partner: AskingPartner, input: Accept): Promise<Answered> {
  const { keys, kind } = keysOf(input);
  const names = namesOf(input, keys.length);
  return answer(db, partner, kind, keys, async (client, found) => {
    const errors: UserError[] = [];
    const accepted: { id: string; name: string | null }[] = [];
    for (const [index, request] of found.entries()) {
      if (request === null) continue;
      if (request.status === 'CANCELED' || request.status === 'REJECTED')
        errors.push(cannot(request, 'accepted', [kind, String(index)]));
      else accepted.push({ id: request.id, name: names[index] ?? null });
    }
    await client.query(
      `update fulfillment_request r set
         status = case when r.status = 'SENT' then 'ACCEPTED' else r.status end,
         acknowledged_at = coalesce(r.acknowledged_at, now()), external_id = coalesce(v.name, r.external_id)
       from unnest($1::bigint[], $2::text[]) as v (id, name)
       where r.id = v.id and (r.status = 'SENT' or (v.name is not null and v.name is distinct from r.external_id))`,
      [accepted.map(({ id }) => id), accepted.map(({ name }) => name)],
    );
    return errors;
  });
}

/**
 * The partner cannot ship them. The orders are Errored with the reason, and wait for the creator; what has left of them
 * already stays.
 *
 * @throws UserError for an input that cannot be meant as a whole
 */
export async function declineRequests(
  db: Database,
  partner: AskingPartner,
  input: { ids: string[]; reason: string; addressRefused: boolean },
): Promise<Answered> {
  const { keys } = keysOf(input);
  const reason = requireText(input.reason.replace(/\s+/g, ' '), ['input', 'reason'], 'the reason', 500);
  return answer(db, partner, 'ids', keys, async (client, found) => {
    const errors: UserError[] = [];
    const rejected: string[] = [];
    for (const [index, request] of found.entries()) {
      if (request === null) continue;
      if (request.status === 'CANCELED' || request.status === 'SHIPPED')
        errors.push(cannot(request, 'rejected', ['ids', String(index)]));
      else if (request.status !== 'REJECTED') rejected.push(request.id);
    }
    await rejectRequests(client, partner.id, rejected, reason, input.addressRefused);
    return errors;
  });
}

/**
 * The partner has taken over the address as it is now.
 *
 * @throws UserError for an input that cannot be meant as a whole
 */
export async function confirmAddresses(
  db: Database,
  partner: AskingPartner,
  input: { ids: string[] },
): Promise<Answered> {
  const { keys } = keysOf(input);
  return answer(db, partner, 'ids', keys, async (client, found) => {
    const errors: UserError[] = [];
    const confirmed: string[] = [];
    for (const [index, request] of found.entries()) {
      if (request === null) continue;
      if (['SENT', 'ACCEPTED', 'PARTIALLY_SHIPPED'].includes(request.status)) confirmed.push(request.id);
      else errors.push(cannot(request, 'sent elsewhere', ['ids', String(index)]));
    }
    await client.query(
      `with confirmed as (
         update fulfillment_request r set address = r.current_address, address_version = r.current_address_version,
           address_changed_at = null, current_address = null, current_address_version = null
         where r.id = any ($1::bigint[]) and r.address_changed_at is not null
         returning r.backer_id)
       update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF',
         resolved_by = (select name from partner where id = $2::bigint)
       from confirmed c where x.backer_id = c.backer_id and x.kind = 'ADDRESS_CHANGED' and x.shipment_id is null and x.resolved_at is null`,
      [confirmed, partner.id],
    );
    return errors;
  });
}

/**
 * Finds the requests of the keys, locks their orders and then them, and lets `work` decide about each.
 *
 * @param work gets one request a key, null where there is none
 */
async function answer(
  db: Database,
  partner: AskingPartner,
  kind: 'ids' | 'references',
  keys: readonly string[],
  work: (client: PoolClient, found: readonly (Found | null)[]) => Promise<UserError[]>,
): Promise<Answered> {
  const done = await db.engineWrite([partner.creatorId], async (client) => {
    const wanted =
      kind === 'ids'
        ? `r.partner_id = $1 and r.id = any ($2::bigint[])`
        : `r.partner_id = $1 and r.reference = any ($2::text[])`;
    const known = kind === 'ids' ? keys.filter((key) => /^[1-9]\d{0,17}$/.test(key)) : keys;
    await client.query(
      `select from orders o where o.backer_id in (select r.backer_id from fulfillment_request r where ${wanted})
       order by o.backer_id for no key update`,
      [partner.id, known],
    );
    const { rows } = await client.query<Found>(
      `select r.id, r.backer_id as "backerId", r.project_id as "projectId", r.reference, r.status
       from fulfillment_request r where ${wanted} order by r.id for update`,
      [partner.id, known],
    );
    const found = keys.map((key) => pick(rows, kind, key));
    const missing = found.flatMap((request, index) =>
      request === null
        ? [
            new UserError(UserErrorCode.NOT_FOUND, 'There is no such request, or it was not sent to you.', [
              'input',
              kind,
              String(index),
            ]),
          ]
        : [],
    );
    const errors = [...missing, ...(await work(client, found))];
    const failed = new Set(errors.map(({ field }) => Number(field?.at(-1))));
    return {
      ids: found.flatMap((request, index) => (request && !failed.has(index) ? [request.id] : [])),
      errors,
    };
  });
  return {
    requests: await requestsByIds(db, [], done.ids),
    userErrors: done.errors.map(({ code, message, field }) => ({ code, message, field })),
  };
}

/** A reference that was sent more than once stands for what is open, else for the last. */
function pick(rows: readonly Found[], kind: 'ids' | 'references', key: string): Found | null {
  if (kind === 'ids') return rows.find(({ id }) => id === key) ?? null;
  const named = rows.filter(({ reference }) => reference === key);
  return (
    named.find(({ status }) => ['SENT', 'ACCEPTED', 'PARTIALLY_SHIPPED'].includes(status)) ??
    named.at(-1) ??
    null
  );
}

const WORDS: Record<string, string> = {
  SENT: 'was sent and waits for your answer',
  ACCEPTED: 'is accepted',
  REJECTED: 'was rejected; the creator has to send it again first',
  PARTIALLY_SHIPPED: 'is shipped in part',
  SHIPPED: 'is shipped',
  CANCELED: 'was taken back by the creator; nothing is to be shipped',
};

function cannot({ reference, status }: Found, verb: string, place: string[]): UserError {
  return new UserError(
    UserErrorCode.INVALID_TRANSITION,
    `${reference} cannot be ${verb}: it ${WORDS[status] ?? status}.`,
    ['input', ...place],
  );
}

function keysOf({ ids = null, references = null }: Accept): {
  keys: string[];
  kind: 'ids' | 'references';
} {
  if ((ids === null) === (references === null))
    throw new UserError(UserErrorCode.INVALID, 'Name either ids or references.', ['input']);
  const kind = ids === null ? 'references' : 'ids';
  const keys = ids ?? references ?? [];
  if (keys.length === 0)
    throw new UserError(UserErrorCode.BLANK, 'Name at least one request.', ['input', kind]);
  if (keys.length > MOST_REQUESTS)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `At most ${MOST_REQUESTS.toLocaleString('en-US')} at once; ${keys.length.toLocaleString('en-US')} came.`,
      ['input', kind],
    );
  return { keys: keys.map((key) => key.replaceAll('\0', '').trim()), kind };
}

function namesOf({ externalId = null, externalIds = null }: Accept, count: number): (string | null)[] {
  if (externalId !== null && externalIds !== null)
    throw new UserError(UserErrorCode.INVALID, 'Give either externalId or externalIds.', [
      'input',
      'externalId',
    ]);
  if (externalId !== null && count > 1)
    throw new UserError(
      UserErrorCode.INVALID,
      'One name for several requests would name none of them. Give externalIds, one for each.',
      ['input', 'externalId'],
    );
  if (externalIds !== null && externalIds.length !== count)
    throw new UserError(
      UserErrorCode.INVALID,
      `Give as many externalIds as requests: ${count}, not ${externalIds.length}.`,
      ['input', 'externalIds'],
    );
  const field = ['input', externalId === null ? 'externalIds' : 'externalId'];
  return (externalIds ?? (externalId === null ? [] : [externalId])).map((name) =>
    requireText(name, field, 'what you call it', LONGEST_EXTERNAL_ID),
  );
}
