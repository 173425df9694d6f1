import { readClock } from '../lib/clock.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { EXCEPTION_COLUMNS } from './exceptions.actions.ts';
import type { ParcelException } from './exception.types.ts';
import { lockParcelsOf, lockWithOrders, readIds, readNote, settle, type Worked } from './work.actions.ts';

/**
 * Decides that parcels are sent again. Each leaves the count and no longer covers what is owed; its order goes back to
 * Start Shipping, where a label can be bought for it, a number uploaded, or a partner told. The next parcel of the order
 * is linked to the first by the database, whoever brings it.
 *
 * @throws UserError LIMIT_EXCEEDED, INVALID, INVALID_TRANSITION
 */
export async function reshipExceptions(
  db: Database,
  creatorId: string,
  by: Principal,
  given: readonly string[],
  note: string | null | undefined,
): Promise<Worked> {
  const ids = readIds(given);
  const text = readNote(note);
  return db.write([creatorId], async (client) => {
    const open = await lockWithOrders(client, ids);
    const at = await readClock(client);
    const parcels = open.flatMap(({ shipmentId }) => shipmentId ?? []);
    const { rows } = await client.query<{ id: string }>(
      `update shipment s set replaced_at = $2 from orders o
       where s.id = any ($1::bigint[]) and s.voided_at is null and s.replaced_at is null
         and o.backer_id = s.backer_id and o.status <> 'CANCELED' returning s.id`,
      [parcels, at],
    );
    const replaced = new Set(rows.map(({ id }) => id));
    const done = open.filter(({ shipmentId }) => shipmentId !== null && replaced.has(shipmentId));
    if (done.length === 0)
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        'None of these can be sent again: they have no parcel that counts, or their orders are Canceled.',
        ['input', 'ids'],
      );
    await client.query(BACK_TO_SHIPPING, [
      done.map(({ backerId }) => backerId),
      by.kind === 'TOKEN' ? 'API' : 'MANUAL',
      by.kind,
      by.name,
      text === null ? REASON : `${REASON}: ${text}`.slice(0, LONGEST_REASON),
      at,
    ]);
    return settle(client, ids, done, 'RESHIPPED', by, text, at);
  });
}

/**
 * Takes back how exceptions were ended: they need somebody again. A parcel that was to be sent again counts again, and
 * its order is what it was, unless either has moved on: then the exception stays as it is.
 *
 * @throws UserError LIMIT_EXCEEDED, INVALID_TRANSITION
 */
export async function reopenExceptions(
  db: Database,
  creatorId: string,
  by: Principal,
  given: readonly string[],
): Promise<Worked> {
  const ids = readIds(given);
  return db.write([creatorId], async (client) => {
    await lockParcelsOf(client, ids);
    const { rows: ended } = await client.query<ParcelException>(
      `select ${EXCEPTION_COLUMNS} from parcel_exception x
       where x.id = any ($1::bigint[]) and x.resolved_at is not null and x.resolution <> 'BY_ITSELF'
         and not exists (select from parcel_exception y where y.backer_id = x.backer_id and y.kind = x.kind
                         and y.shipment_id is not distinct from x.shipment_id and y.resolved_at is null)
         and (x.shipment_id is null or exists (select from shipment s where s.id = x.shipment_id and s.voided_at is null))
       order by x.backer_id, x.id for no key update`,
      [ids],
    );
    const reshipped = ended.filter(({ resolution }) => resolution === ('RESHIPPED' as string));
    const { rows: back } = await client.query<{ id: string }>(TAKE_BACK, [
      reshipped.map(({ id }) => id),
      by.kind,
      by.name,
    ]);
    const restored = new Set(back.map(({ id }) => id));
    const again = ended.filter((one) => !reshipped.includes(one) || restored.has(one.id));
    if (again.length === 0)
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        'None of these can be opened again: they ended by themselves, their parcels were voided, or what was decided has been carried out.',
        ['input', 'ids'],
      );
    const { rows } = await client.query<ParcelException>(
      `update parcel_exception x set resolved_at = null, resolution = null, resolved_by = null
       where x.id = any ($1::bigint[]) returning ${EXCEPTION_COLUMNS}`,
      [again.map(({ id }) => id)],
    );
    return { exceptions: rows, leftAlone: ids.length - rows.length };
  });
}

const REASON = 'To be sent again';
const LONGEST_REASON = 500;

/**
 * Orders with another parcel on its way are Partially Fulfilled, the others Ready to fulfill. $1 backers; for the
 * history $2 source, $3 and $4 actor, $5 reason, $6 when.
 */
const BACK_TO_SHIPPING = /* sql */ `
with moved as (
  update orders o set operation_id = null, fulfilled_at = null, fulfilled_by = null,
    status = case when exists (select from shipment s where s.backer_id = o.backer_id and s.voided_at is null
                               and s.replaced_at is null and s.shipped_at is not null)
      then 'PARTIALLY_FULFILLED' else 'READY_TO_FULFILL' end::order_status
  where o.backer_id = any ($1::bigint[])
    and o.status in ('FULFILLED', 'PARTIALLY_FULFILLED', 'FULFILLMENT_PROCESSING', 'FULFILLMENT_ERRORED')
  returning o.backer_id, o.creator_id, o.project_id, old.status as was, o.status)
insert into order_event (backer_id, creator_id, project_id, from_status, to_status, source, reason, actor_kind, actor_name, at)
select backer_id, creator_id, project_id, was, status, $2::event_source, $5, $3, $4, $6 from moved where was <> status`;

/**
 * $1 exceptions that ended in a reship, $2 and $3 the actor. The order's way back is read from its history: what the
 * reship wrote there has its time, and is the last.
 */
const TAKE_BACK = /* sql */ `
with wanted as (
  select x.id, x.backer_id, x.shipment_id, x.resolved_at from parcel_exception x join shipment s on s.id = x.shipment_id
  where x.id = any ($1::bigint[]) and s.replaced_at is not null
    and not exists (select from shipment l where l.backer_id = x.backer_id and l.replaces_shipment_id = s.id and l.voided_at is null)),
past as (
  select w.*, e.from_status, e.to_status, e.source from wanted w left join lateral (
    select e.* from order_event e where e.backer_id = w.backer_id order by e.at desc, e.id desc limit 1) e on e.at = w.resolved_at),
moved as (
  update orders o set status = p.from_status, operation_id = null,
    fulfilled_at = case when p.from_status = 'FULFILLED' then now() end,
    fulfilled_by = case when p.from_status = 'FULFILLED' then s.source end
  from past p join shipment s on s.id = p.shipment_id
  where o.backer_id = p.backer_id and p.from_status is not null and o.status = p.to_status
  returning o.backer_id, o.creator_id, o.project_id, old.status as was, o.status),
history as (
  insert into order_event (backer_id, creator_id, project_id, from_status, to_status, source, actor_kind, actor_name)
  select backer_id, creator_id, project_id, was, status, 'REVERT', $2, $3 from moved),
again as (
  update shipment s set replaced_at = null from wanted w where s.id = w.shipment_id)
select id from wanted`;
