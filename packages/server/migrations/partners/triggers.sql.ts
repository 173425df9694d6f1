/** What follows from changes of requests, and of the addresses they were sent with. */
export const triggers = /* sql */ `
-- Numbers the changes of a partner's requests in the order in which they commit. Whoever writes requests has locked the
-- rows it will need before its first write: after this lock nothing may have to be waited for.
create function request_numbered() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(77600, (new.partner_id % 2000000000)::int);
  new.change := nextval('fulfillment_request_change_seq');
  new.changed_at := clock_timestamp();
  return new;
end $$;
create trigger request_numbered before insert or update on fulfillment_request
  for each row execute function request_numbered();
create trigger creator_is_fixed before update of creator_id on fulfillment_request
  for each row execute function creator_is_fixed();

-- An address as a partner gets it.
create function request_address(name text, line1 text, line2 text, city text, state text, postal_code text,
  country text, country_name text, phone text, email text) returns jsonb language sql immutable parallel safe as $$
  select jsonb_strip_nulls(jsonb_build_object('name', name, 'line1', line1, 'line2', line2, 'city', city, 'state', state,
    'postalCode', postal_code, 'country', country, 'countryName', country_name, 'phone', phone, 'email', nullif(email, ''))) $$;

-- What a label must say: whom a carrier calls may change without another label.
create function request_destination(address jsonb) returns jsonb language sql immutable parallel safe as
$$ select address - '{phone,email,countryName}'::text[] $$;

-- Addresses that change after they were sent: the partner is offered the new one, the creator has a task. Changed back,
-- there is nothing to tell.
create function requests_readdress() returns trigger language plpgsql security definer set search_path = public as $$
declare moved bigint[];
begin
  select array_agg(n.id) into moved from new_rows n join old_rows o on o.id = n.id
  where (n.name, n.line1, n.line2, n.city, n.state, n.postal_code, n.country)
    is distinct from (o.name, o.line1, o.line2, o.city, o.state, o.postal_code, o.country);
  if moved is null then return null; end if;
  perform from fulfillment_request r
  where r.backer_id = any (moved) and r.status in ('SENT', 'ACCEPTED', 'PARTIALLY_SHIPPED') order by r.id for update;
  with told as (
    update fulfillment_request r set
      address_changed_at = case when differs.yes then clock_timestamp() end,
      current_address = case when differs.yes then differs.address end,
      current_address_version = case when differs.yes then differs.version end
    from (
      select q.id, a.address, b.address_version as version,
             request_destination(a.address) is distinct from request_destination(q.address) as yes
      from fulfillment_request q join backer b on b.id = q.backer_id
      cross join lateral (select request_address(b.name, b.line1, b.line2, b.city, b.state, b.postal_code, b.country,
        b.country_name, b.phone, b.email) as address) a
      where q.backer_id = any (moved) and q.status in ('SENT', 'ACCEPTED', 'PARTIALLY_SHIPPED')) differs
    where r.id = differs.id
    returning r.backer_id, r.creator_id, r.project_id, r.partner_id, r.address_changed_at),
  back as (
    update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
    from told t where t.address_changed_at is null and x.backer_id = t.backer_id and x.kind = 'ADDRESS_CHANGED'
      and x.shipment_id is null and x.resolved_at is null)
  insert into parcel_exception (creator_id, project_id, backer_id, kind, detail, since)
  select t.creator_id, t.project_id, t.backer_id, 'ADDRESS_CHANGED', 'Sent to ' || p.name || ' with the former address', now()
  from told t join partner p on p.id = t.partner_id where t.address_changed_at is not null
  on conflict do nothing;
  -- Labels with the former address on them, of parcels that no carrier has seen.
  insert into parcel_exception (creator_id, project_id, backer_id, shipment_id, kind, detail, since)
  select l.creator_id, l.project_id, l.backer_id, l.shipment_id, 'ADDRESS_CHANGED', 'The label has the former address', now()
  from label l join shipment s on s.id = l.shipment_id join backer b on b.id = l.backer_id
  where l.backer_id = any (moved) and l.status = 'BOUGHT' and l.address_version is distinct from b.address_version
    and s.voided_at is null and s.accepted_at is null
  on conflict do nothing;
  return null;
end $$;
create trigger requests_readdress after update on backer referencing new table as new_rows old table as old_rows
  for each statement execute function requests_readdress();

-- Partners with requests that wait to be handed to their vendor.
create function requests_to_hand_over() returns table (partner_id bigint, creator_id bigint)
language sql stable security definer set search_path = public as $$
  select distinct p.id, p.creator_id from partner p join fulfillment_request r on r.partner_id = p.id
  where p.vendor is not null and r.status = 'SENT' and coalesce(r.due_at, '-infinity') <= now()
    and coalesce(r.lease_until, '-infinity') <= now() $$;
revoke execute on function requests_to_hand_over, request_numbered, requests_readdress from public;
grant execute on function requests_to_hand_over to waybill_engine;
`;
