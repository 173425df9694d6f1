const COLUMNS = `d.id, d.connection_id as "connectionId", d.vendor, d.headers, d.body, d.received_at as "receivedAt", d.attempts`;
const DUE = `d.creator_id = $1 and d.status = 'RECEIVED' and (d.not_before is null or d.not_before <= now())`;

/**
 * As many as are taken in by one transaction, by number and by bytes. Of 2,000 each batch kept the process from answering
 * for 100 ms, and was no quicker.
 */
const BATCH = 500;
const BATCH_BYTES = 8 * 1024 * 1024;

/**
 * What waits in the inbox of the creator $1, oldest first, but what points elsewhere; what another worker has in hand
 * is left to it.
 */
export const WAITING = /* sql */ `
select ${COLUMNS} from inbox_delivery d where d.id in (
  select w.id from (
    select w.id, sum(octet_length(w.body)) over (order by w.id) - octet_length(w.body) as before from (
      select d.id, d.body from inbox_delivery d where ${DUE} and d.vendor <> 'SHIPSTATION_V1'
      order by d.id limit ${BATCH}) w) w
  where w.before < ${BATCH_BYTES})
and ${DUE} order by d.id for update skip locked`;

/** The same of those that point elsewhere; the caller fetches before it locks. */
export const POINTING = /* sql */ `
select ${COLUMNS} from inbox_delivery d where ${DUE} and d.vendor = 'SHIPSTATION_V1' order by d.id limit 40`;

/** One of them again, now that what it points to is there. $2 delivery. */
export const STILL_WAITING = /* sql */ `
select ${COLUMNS} from inbox_delivery d where ${DUE} and d.id = $2 for update skip locked`;

/** $1 delivery, $2 seconds, $3 why. */
export const TRY_LATER = /* sql */ `
update inbox_delivery set attempts = attempts + 1, not_before = now() + make_interval(secs => $2::int), problem = $3
where id = $1 and status = 'RECEIVED'`;

export const DELIVERY_DONE = /* sql */ `
update inbox_delivery d set status = n.status, events = n.events, matched = n.matched, problem = n.problem,
  attempts = d.attempts + 1, not_before = null, processed_at = now()
from unnest($1::bigint[], $2::delivery_status[], $3::int[], $4::int[], $5::text[]) n (id, status, events, matched, problem)
where d.id = n.id`;

/** When it was first unmatched stays: that is what the sweep goes by. */
export const REMEMBER_NUMBERS = /* sql */ `
insert into inbox_unmatched (creator_id, tracking_number, delivery_id)
select $1, n, d from unnest($2::text[], $3::bigint[]) u (n, d) order by n, d on conflict do nothing`;

export const FORGET_NUMBERS = /* sql */ `
delete from inbox_unmatched u using unnest($2::text[], $3::bigint[]) n (number, id)
where u.creator_id = $1 and u.tracking_number = n.number and u.delivery_id = n.id`;

/** To the second: at 500 deliveries a second nobody needs more. */
export const SEEN = /* sql */ `
update vendor_connection c set last_received_at = n.at from unnest($1::bigint[], $2::timestamptz[]) n (id, at)
where c.id = n.id and (c.last_received_at is null or n.at > c.last_received_at + interval '1 second')`;

/** By itself not more often than this: a number may be a parcel’s here and mean another carrier’s. */
const MOST_ATTEMPTS = 20;

/**
 * Puts deliveries back whose numbers parcels have by now, in the order of the numbers. $1 creator, $2 number and $3
 * delivery behind which it begins, $4 how many at most. Answers the last number it found, its delivery, and how many
 * it found; nothing where it found none.
 */
export const PUT_BACK = /* sql */ `
with found as (
  select u.tracking_number, u.delivery_id from inbox_unmatched u
  where u.creator_id = $1 and (u.tracking_number, u.delivery_id) > ($2::text, $3::bigint)
    and exists (select from shipment s
                where s.creator_id = u.creator_id and s.tracking_number = u.tracking_number and s.voided_at is null)
    and exists (select from inbox_delivery w
                where w.id = u.delivery_id and w.status in ('UNMATCHED', 'DONE') and w.attempts < ${MOST_ATTEMPTS})
  order by u.tracking_number, u.delivery_id limit $4),
back as (
  update inbox_delivery d set status = 'RECEIVED', not_before = null where d.id in (select delivery_id from found))
select f.tracking_number as number, f.delivery_id as "deliveryId", (select count(*)::int from found) as found
from found f order by f.tracking_number desc, f.delivery_id desc limit 1`;

/** $1 connection. */
export const API_KEY = /* sql */ `select api_key_sealed as sealed from vendor_connection where id = $1`;
