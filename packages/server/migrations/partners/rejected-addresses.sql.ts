/**
 * What asks a person to decide about a rejected order is closed whichever way the order went and whatever the reason
 * was: a rejection for its address has a kind of its own. What carriers say of an address names a parcel, and stays.
 */
export const rejectedAddresses = /* sql */ `
create or replace function rejections_over() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from parcel_exception x
             where x.kind in ('PARTNER_REJECTED', 'ADDRESS_REFUSED') and x.shipment_id is null and x.resolved_at is null
             and x.project_id in (select distinct n.project_id from new_rows n)) then
    update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
    from new_rows n
    where x.backer_id = n.backer_id and x.kind in ('PARTNER_REJECTED', 'ADDRESS_REFUSED')
      and x.shipment_id is null and x.resolved_at is null
      and n.status in ('FULFILLMENT_PROCESSING', 'FULFILLED', 'CANCELED');
  end if;
  return null;
end $$;
-- Orders that had gone another way before anything looked.
update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
from orders o
where o.backer_id = x.backer_id and x.kind in ('PARTNER_REJECTED', 'ADDRESS_REFUSED')
  and x.shipment_id is null and x.resolved_at is null
  and o.status in ('FULFILLMENT_PROCESSING', 'FULFILLED', 'CANCELED');
`;
