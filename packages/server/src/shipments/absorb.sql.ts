import { PHYSICAL_SCANS, phaseOf, rankOf } from './tracking-status.ts';

/**
 * The living parcels of the creator $1 with one of the numbers $2, in backer order. Who may be meant by a report is
 * decided by whoever reads this: it takes the carriers' book.
 */
export const FIND_PARCELS = /* sql */ `
select s.id, s.backer_id as "backerId", s.project_id as "projectId", s.tracking_number as "trackingNumber", s.carrier,
  s.source, s.accepted_at as "acceptedAt", s.delivered_at as "deliveredAt",
  least(s.created_at, s.shipped_at) as "since"
from shipment s where s.creator_id = $1 and s.tracking_number = any ($2::text[]) and s.voided_at is null
order by s.backer_id, s.id`;

/** Orders before parcels, as the operations do, and both in backer order: nobody waits in a circle. $1 backers. */
export const LOCK_ORDERS = /* sql */ `
select from orders o where o.backer_id = any ($1::bigint[]) order by o.backer_id for no key update`;

/** Of the parcels $1 those that still live. What waits here sees, in the statements after, all that was waited for. */
export const LOCK_PARCELS = /* sql */ `
select s.id from shipment s where s.id = any ($1::bigint[]) and s.voided_at is null
order by s.backer_id, s.id for no key update`;

/** SQL for how much weighs where the parcel `s` is now; what was never said weighs nothing. */
const NOW = weight(
  's.tracking_status',
  `coalesce(s.tracking_at, s.delivered_at, s.accepted_at, case s.tracking_status when 'UNKNOWN' then '-infinity' else s.created_at end)`,
);

/**
 * Writes down what is new of these sayings and moves the parcels accordingly; answers the parcels it changed.
 *
 * $1 creator, $2 vendor; sayings: $3 parcel, $4 backer, $5 project, $6 at, $7 status, $8 reason, $9 message, $10 place;
 * parcels: $11 id, $12 estimated delivery, $13 the time of the report's newest saying.
 */
export const ABSORB = /* sql */ `
with said as (
  select * from unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::tracking_status[], $8::tracking_reason[], $9::text[], $10::text[])
    as n (shipment_id, backer_id, project_id, at, status, reason, message, place)),
fresh as (
  insert into parcel_event (shipment_id, creator_id, project_id, backer_id, at, status, reason, message, place, vendor)
  select shipment_id, $1, project_id, backer_id, at, status, reason, message, place, $2 from said
  order by backer_id, shipment_id, at
  on conflict do nothing
  returning shipment_id, at, status, reason),
best as (
  select distinct on (shipment_id) shipment_id, at, status, reason from fresh
  order by shipment_id, ${phaseOf('status')} desc, at desc, ${rankOf('status')} desc, reason desc nulls last),
news as (
  select shipment_id, min(at) filter (where status in ${PHYSICAL_SCANS}) as accepted,
    bool_or(status in ('DELIVERED', 'RETURN_TO_SENDER')) as ends,
    max(at) filter (where reason = 'DELIVERY_ATTEMPTED') as attempted
  from fresh group by shipment_id),
known as (
  select shipment_id, at, status, reason from fresh
  union
  select e.shipment_id, e.at, e.status, e.reason from news n join parcel_event e on e.shipment_id = n.shipment_id
  where (n.ends or n.attempted is not null) and (e.status in ('DELIVERED', 'RETURN_TO_SENDER') or e.reason = 'DELIVERY_ATTEMPTED')),
ends as (
  select shipment_id, count(distinct at) filter (where reason = 'DELIVERY_ATTEMPTED')::int as attempts,
    min(at) filter (where status = 'DELIVERED' and (returned is null or at > returned)) as delivered
  from (select *, max(at) filter (where status = 'RETURN_TO_SENDER') over (partition by shipment_id) as returned from known) k
  group by shipment_id),
told as (
  select t.id, t.estimated, t.newest from unnest($11::bigint[], $12::timestamptz[], $13::timestamptz[]) t (id, estimated, newest)),
judged as (
  select s.id, b.at, b.reason, n.accepted, n.attempted, e.attempts, e.delivered,
    case when ${weight('b.status', 'b.at')} >= ${NOW} then b.status end as becomes,
    case when t.estimated is not null and (s.estimated_delivery_at is null or t.newest is null or s.tracking_at is null or t.newest >= s.tracking_at)
      then t.estimated end as estimated
  from told t join shipment s on s.id = t.id
    left join best b on b.shipment_id = s.id left join news n on n.shipment_id = s.id left join ends e on e.shipment_id = s.id
  where b.shipment_id is not null or t.estimated is distinct from s.estimated_delivery_at),
changed as (
  update shipment s set
    tracking_status = coalesce(j.becomes, s.tracking_status),
    tracking_at = case when j.becomes is null then s.tracking_at else j.at end,
    tracking_reason = case when j.becomes is null then s.tracking_reason
      when (j.becomes, j.at) = (s.tracking_status, s.tracking_at) then greatest(s.tracking_reason, j.reason)
      else j.reason end,
    delivery_attempts = case when j.attempted is null then s.delivery_attempts else j.attempts end,
    estimated_delivery_at = coalesce(j.estimated, s.estimated_delivery_at),
    accepted_at = least(s.accepted_at, j.accepted),
    shipped_at = coalesce(s.shipped_at, j.accepted),
    delivered_at = case coalesce(j.becomes, s.tracking_status)
      when 'DELIVERED' then coalesce(j.delivered, s.delivered_at)
      when 'RETURN_TO_SENDER' then null
      else s.delivered_at end
  from judged j where s.id = j.id
  returning s.id, s.backer_id, s.project_id, s.source, old.tracking_status as was, s.tracking_status as becomes,
    old.accepted_at is null and s.accepted_at is not null as accepted, j.attempted)
select id, backer_id as "backerId", project_id as "projectId", source, was, becomes, accepted, attempted from changed`;

function weight(status: string, at: string): string {
  return `(${phaseOf(status)}, ${at}, ${rankOf(status)})`;
}
