import { shipmentCount } from '../house/triggers.sql.ts';

/** Parcels that are sent again: counted once, and linked whoever brings the new one. */
export const triggers = /* sql */ `
-- A parcel that is being sent again has left the count; the one that takes its place enters it as any other.
${shipmentCount('voided_at is null and replaced_at is null')}

-- The next parcel of an order takes the place of the one that is being sent again, be it uploaded, bought, reported or
-- typed in. One look at an index of few rows tells most statements that there is nothing to do.
create function parcel_replaces() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from shipment w where w.replaced_at is not null
                 and w.project_id in (select distinct n.project_id from new_rows n)) then
    return null;
  end if;
  update shipment s set replaces_shipment_id = w.id
  from new_rows n cross join lateral (
    select r.id from shipment r
    where r.project_id = n.project_id and r.backer_id = n.backer_id and r.replaced_at is not null and r.id <> n.id
      and not exists (select from shipment l where l.backer_id = n.backer_id and l.replaces_shipment_id = r.id and l.voided_at is null)
    order by r.replaced_at, r.id limit 1) w
  where s.id = n.id and n.replaces_shipment_id is null and n.voided_at is null;
  return null;
end $$;
create trigger parcel_replaces after insert on shipment referencing new table as new_rows
  for each statement execute function parcel_replaces();

-- A parcel that no longer counts needs nobody.
create function voided_parcels_need_nobody() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from new_rows where voided_at is not null) then
    update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
    from new_rows n
    where n.voided_at is not null and x.backer_id = n.backer_id and x.shipment_id = n.id and x.resolved_at is null;
  end if;
  return null;
end $$;
create trigger voided_parcels_need_nobody after update on shipment referencing new table as new_rows
  for each statement execute function voided_parcels_need_nobody();
`;
