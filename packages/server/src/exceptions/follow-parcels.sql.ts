/**
 * Parcels whose carrier told news: $1 ids, $2 what their status was, $3 when a delivery was attempted, if that is news.
 * Only news opens an exception: one that a person has resolved is not opened again by the same saying.
 */
const NEWS = /* sql */ `
  news as (
    select s.*, n.was, n.attempted
    from unnest($1::bigint[], $2::tracking_status[], $3::timestamptz[]) n (id, was, attempted) join shipment s on s.id = n.id)`;

const IS_LOST_ADDRESS = `n.tracking_reason in ('ADDRESS_PROBLEM', 'RECIPIENT_MOVED', 'REFUSED')`;
const HAS_ENDED = `n.tracking_status in ('DELIVERED', 'RETURN_TO_SENDER')`;

/** Closes what the news resolved. */
export const CLOSE_RESOLVED = /* sql */ `
with ${NEWS}
update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
from news n
where x.backer_id = n.backer_id and x.shipment_id = n.id and x.resolved_at is null
  and case x.kind
    when 'NO_SCAN' then n.accepted_at is not null
    when 'NO_MOVEMENT' then n.tracking_at > x.since
    when 'DELIVERY_ATTEMPTED' then ${HAS_ENDED} or n.tracking_status = 'FAILURE'
      or n.tracking_status in ('OUT_FOR_DELIVERY', 'AVAILABLE_FOR_PICKUP') and n.tracking_at > x.since and n.attempted is null
    when 'RETURNED' then n.tracking_status = 'DELIVERED'
    when 'FAILED' then n.tracking_status <> 'FAILURE'
    when 'ADDRESS_REFUSED' then ${HAS_ENDED} or n.tracking_status = 'OUT_FOR_DELIVERY'
    when 'ADDRESS_CHANGED' then n.tracking_status = 'DELIVERED'
    else false end`;

/** Opens what the news are of. A parcel that has been given up, and is being sent again, needs nobody. */
export const OPEN_FROM_NEWS = /* sql */ `
with ${NEWS},
wanted as (
  select n.*, 'RETURNED'::exception_kind as kind, n.tracking_at as since_at from news n
  where n.tracking_status = 'RETURN_TO_SENDER' and n.was <> 'RETURN_TO_SENDER'
  union all
  select n.*, case when ${IS_LOST_ADDRESS} then 'ADDRESS_REFUSED' else 'FAILED' end::exception_kind, n.tracking_at from news n
  where n.tracking_status = 'FAILURE' and n.was <> 'FAILURE'
  union all
  select n.*, 'DELIVERY_ATTEMPTED', n.attempted from news n
  where n.attempted is not null and not ${HAS_ENDED} and n.tracking_status <> 'FAILURE'
    and not (n.tracking_status in ('OUT_FOR_DELIVERY', 'AVAILABLE_FOR_PICKUP') and n.tracking_reason is distinct from 'DELIVERY_ATTEMPTED'
             and n.tracking_at > n.attempted)
  union all
  select n.*, 'ADDRESS_REFUSED', n.tracking_at from news n
  where ${IS_LOST_ADDRESS} and not ${HAS_ENDED} and n.tracking_status <> 'FAILURE')
insert into parcel_exception (creator_id, project_id, backer_id, shipment_id, kind, detail, since)
select w.creator_id, w.project_id, w.backer_id, w.id, w.kind,
  (select e.message from parcel_event e where e.shipment_id = w.id and e.at = w.since_at order by e.id desc limit 1), w.since_at
from wanted w
where w.replaced_at is null
  and not exists (select from parcel_exception x where x.backer_id = w.backer_id and x.shipment_id = w.id and x.kind = w.kind
                  and x.since >= w.since_at)
order by w.backer_id, w.id
on conflict do nothing`;
