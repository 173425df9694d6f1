/**
 * Closes what asks a person to decide about a rejected order, once the order went another way: another partner, a
 * label, a number, a mark, a cancellation. Of all the statements that move orders, most find at the first look, into an
 * index of few rows, that nothing was rejected.
 */
export const rejectionsOver = /* sql */ `
create function rejections_over() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from parcel_exception x where x.kind = 'PARTNER_REJECTED' and x.resolved_at is null
             and x.project_id in (select distinct n.project_id from new_rows n)) then
    update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
    from new_rows n
    where x.backer_id = n.backer_id and x.kind = 'PARTNER_REJECTED' and x.shipment_id is null and x.resolved_at is null
      and n.status in ('FULFILLMENT_PROCESSING', 'FULFILLED', 'CANCELED');
  end if;
  return null;
end $$;
create trigger rejections_over after update on orders referencing new table as new_rows
  for each statement execute function rejections_over();
`;
