/**
 * Opens exceptions for parcels that have stood still: $1 project, $2 before when a label without scan is overdue, $3 and
 * $4 before when a parcel without movement is, at home and abroad, $5 the country that is home, or null: then all are
 * abroad.
 *
 * Only of parcels that a carrier would speak of: labels bought here, and those it has said something of. A number that
 * was uploaded and never heard of says nothing about its parcel; a project without any vendor would drown otherwise.
 */
export const OPEN_STANDSTILLS = /* sql */ `
with still as (
  select s.*, 'NO_SCAN'::exception_kind as kind, coalesce(s.shipped_at, s.created_at) as since from shipment s
  where s.project_id = $1 and s.accepted_at is null and (s.source = 'POSTAGE' or s.tracking_status = 'PRE_TRANSIT')
    and s.tracking_status in ('UNKNOWN', 'PRE_TRANSIT') and coalesce(s.shipped_at, s.created_at) < $2
  union all
  select s.*, 'NO_MOVEMENT', s.tracking_at from shipment s join backer b on b.id = s.backer_id
  where s.project_id = $1 and s.tracking_status in ('IN_TRANSIT', 'OUT_FOR_DELIVERY')
    and s.tracking_at < case when b.country = $5 then $3::timestamptz else $4::timestamptz end)
insert into parcel_exception (creator_id, project_id, backer_id, shipment_id, kind, since)
select s.creator_id, s.project_id, s.backer_id, s.id, s.kind, s.since from still s join orders o on o.backer_id = s.backer_id
where s.voided_at is null and s.replaced_at is null and o.status <> 'CANCELED'
  and not exists (select from parcel_exception x where x.backer_id = s.backer_id and x.shipment_id = s.id
                  and (x.resolved_at is null or x.kind = s.kind and x.since >= s.since))
order by s.backer_id, s.id
on conflict do nothing`;

/** Closes what longer thresholds no longer call overdue. Parameters as above. */
export const CLOSE_EARLY_STANDSTILLS = /* sql */ `
update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
from backer b
where b.id = x.backer_id and x.project_id = $1 and x.resolved_at is null and x.contacted_at is null
  and case x.kind when 'NO_SCAN' then x.since >= $2
    when 'NO_MOVEMENT' then x.since >= case when b.country = $5 then $3::timestamptz else $4::timestamptz end
    else false end`;
