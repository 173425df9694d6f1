import type { PoolClient } from 'pg';
import { isId } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { changeHolds } from '../orders/hold-lock.ts';
import { readHold } from '../orders/read-hold.ts';
import { EXCEPTION_COLUMNS } from './exceptions.actions.ts';
import type { ParcelException } from './exception.types.ts';

/** What came of an action on many: those that changed, and how many did not. */
export interface Worked {
  exceptions: ParcelException[];
  leftAlone: number;
}

const MOST_AT_ONCE = 1000;
const LONGEST_NOTE = 2000;

/**
 * Ends exceptions that somebody dealt with.
 * @throws UserError LIMIT_EXCEEDED, INVALID, INVALID_TRANSITION when none is open
 */
export async function resolveExceptions(
  db: Database,
  creatorId: string,
  by: Principal,
  given: readonly string[],
  note: string | null | undefined,
): Promise<Worked> {
  const ids = readIds(given);
  const text = readNote(note);
  return db.write([creatorId], async (client) => {
    const open = await lockOpen(client, ids);
    return settle(client, ids, open, 'DONE', by, text);
  });
}

/**
 * Notes that the backers were written to. The exceptions stay open, for the answer.
 * @throws UserError as `resolveExceptions`
 */
export async function contactExceptions(
  db: Database,
  creatorId: string,
  given: readonly string[],
  note: string | null | undefined,
): Promise<Worked> {
  const ids = readIds(given);
  const text = readNote(note);
  return db.write([creatorId], async (client) => {
    const open = await lockOpen(client, ids);
    const { rows } = await client.query<ParcelException>(
      `update parcel_exception x set contacted_at = now(), note = coalesce($2, x.note) where x.id = any ($1::bigint[])
       returning ${EXCEPTION_COLUMNS}`,
      [open.map(({ id }) => id), text],
    );
    return { exceptions: inOrder(ids, rows), leftAlone: ids.length - rows.length };
  });
}

/**
 * Puts the orders of exceptions on hold and ends these. Orders that are Fulfilled or Canceled have nothing that could
 * wait: their exceptions are left alone.
 *
 * @throws UserError as `resolveExceptions`, and as `readHold`
 */
export async function holdExceptions(
  db: Database,
  creatorId: string,
  by: Principal,
  given: readonly string[],
  hold: { reason: string; until?: string | null },
): Promise<Worked> {
  const ids = readIds(given);
  const { reason, until } = readHold(hold, ['input']);
  return db.write([creatorId], async (client) => {
    const open = await lockWithOrders(client, ids, changeHolds);
    const { rows: held } = await client.query<{ backerId: string }>(
      `with waiting as (
         select o.backer_id, o.creator_id, o.project_id from orders o
         where o.backer_id = any ($1::bigint[]) and o.status not in ('FULFILLED', 'CANCELED')
         order by o.backer_id for no key update),
       put as (
         insert into order_hold as h (backer_id, creator_id, project_id, reason, until, actor_name)
         select backer_id, creator_id, project_id, $2, $3::timestamptz, $4::text from waiting
         on conflict (backer_id) do update set reason = excluded.reason, until = excluded.until,
           actor_name = excluded.actor_name, created_at = now(), operation_id = null)
       insert into backer_event (backer_id, creator_id, project_id, kind, detail, actor_kind, actor_name)
       select backer_id, creator_id, project_id, 'HELD', $5::jsonb, $6::text, $4::text from waiting
       returning backer_id as "backerId"`,
      [open.map((one) => one.backerId), reason, until, by.name, JSON.stringify({ reason, until }), by.kind],
    );
    const waiting = new Set(held.map(({ backerId }) => backerId));
    const done = open.filter((one) => waiting.has(one.backerId));
    if (done.length === 0)
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        'None of these orders can wait any more: they are Fulfilled or Canceled. Send the parcel again, or resolve it with a note.',
        ['input', 'ids'],
      );
    return settle(client, ids, done, 'HELD', by, reason);
  });
}

/** Ids that can be ids, each once. @throws UserError LIMIT_EXCEEDED */
export function readIds(ids: readonly string[]): string[] {
  if (ids.length > MOST_AT_ONCE)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `${ids.length} are dealt with at once; at most ${MOST_AT_ONCE} can be.`,
      ['input', 'ids'],
    );
  return [...new Set(ids.filter(isId))];
}

/** @throws UserError INVALID */
export function readNote(note: string | null | undefined): string | null {
  const text = (note ?? '').replaceAll('\0', '').trim();
  if (text.length > LONGEST_NOTE)
    throw new UserError(UserErrorCode.INVALID, `Shorten the note to ${LONGEST_NOTE} characters.`, [
      'input',
      'note',
    ]);
  return text === '' ? null : text;
}

/**
 * The open ones among these, locked in backer order.
 * @throws UserError INVALID_TRANSITION when there is none
 */
export async function lockOpen(client: PoolClient, ids: readonly string[]): Promise<ParcelException[]> {
  const { rows } = await client.query<ParcelException>(
    `select ${EXCEPTION_COLUMNS} from parcel_exception x
     where x.id = any ($1::bigint[]) and x.resolved_at is null order by x.backer_id, x.id for no key update`,
    [ids],
  );
  if (rows.length === 0)
    throw new UserError(
      UserErrorCode.INVALID_TRANSITION,
      'None of these needs anybody any more: they have been dealt with, or have ended by themselves.',
      ['input', 'ids'],
    );
  return rows;
}

/**
 * As `lockOpen`, their orders and parcels before them: that is the order in which a carrier's news take them, so that
 * neither waits for the other in a circle.
 *
 * @param first what is locked before all that, project by project
 */
export async function lockWithOrders(
  client: PoolClient,
  ids: readonly string[],
  first?: (client: PoolClient, projectId: string) => Promise<void>,
): Promise<ParcelException[]> {
  await lockParcelsOf(client, ids, first);
  return lockOpen(client, ids);
}

/** Locks the orders and parcels of exceptions, in backer order. */
export async function lockParcelsOf(
  client: PoolClient,
  ids: readonly string[],
  first?: (client: PoolClient, projectId: string) => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ projectId: string; backerId: string; shipmentId: string | null }>(
    `select project_id as "projectId", backer_id as "backerId", shipment_id as "shipmentId" from parcel_exception
     where id = any ($1::bigint[]) order by project_id`,
    [ids],
  );
  if (first)
    for (const projectId of new Set(rows.map((row) => row.projectId))) await first(client, projectId);
  await client.query(
    'select from orders where backer_id = any ($1::bigint[]) order by backer_id for no key update',
    [rows.map(({ backerId }) => backerId)],
  );
  await client.query(
    'select from shipment where id = any ($1::bigint[]) order by backer_id, id for no key update',
    [rows.flatMap(({ shipmentId }) => shipmentId ?? [])],
  );
}

/**
 * Writes down how exceptions ended.
 * @param at when, where the history of their orders says it too: `reopenExceptions` finds that by the time
 */
export async function settle(
  client: PoolClient,
  ids: readonly string[],
  done: readonly ParcelException[],
  resolution: 'DONE' | 'HELD' | 'RESHIPPED',
  by: Principal,
  note: string | null,
  at: string | null = null,
): Promise<Worked> {
  const { rows } = await client.query<ParcelException>(
    `update parcel_exception x set resolved_at = coalesce($5::timestamptz, now()), resolution = $2::exception_resolution, resolved_by = $3, note = coalesce($4, x.note)
     where x.id = any ($1::bigint[]) returning ${EXCEPTION_COLUMNS}`,
    [done.map(({ id }) => id), resolution, by.name, note, at],
  );
  return { exceptions: inOrder(ids, rows), leftAlone: ids.length - rows.length };
}

function inOrder(ids: readonly string[], found: readonly ParcelException[]): ParcelException[] {
  const byId = new Map(found.map((one) => [one.id, one]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
