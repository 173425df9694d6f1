/** What wakes the inbox: deliveries that wait, parcels that come after the news of them, and screens that look on. */
export const triggers = /* sql */ `
-- Creators with deliveries that wait to be worked off.
create function inbox_waiting() returns table (creator_id bigint)
language sql stable security definer set search_path = public as $$
  select distinct d.creator_id from inbox_delivery d
  where d.status = 'RECEIVED' and (d.not_before is null or d.not_before <= now()) $$;
revoke execute on function inbox_waiting from public;
grant execute on function inbox_waiting to waybill_engine;

-- Creators where a parcel came in the moment in which its number was written down as unmatched: neither transaction saw
-- the other. Only the last minutes are looked at; whatever comes later finds the number there.
create function inbox_crossed() returns table (creator_id bigint)
language sql stable security definer set search_path = public as $$
  select distinct u.creator_id from inbox_unmatched u
  join shipment s on s.creator_id = u.creator_id and s.tracking_number = u.tracking_number and s.voided_at is null
  where u.at > now() - interval '5 minutes' $$;
revoke execute on function inbox_crossed from public;
grant execute on function inbox_crossed to waybill_engine;

-- Deliveries are kept as long as operations are. A few thousand at a time, so that it is never in anybody's way.
create function inbox_forget(p_days int) returns int
language sql security definer set search_path = public as $$
  with gone as (
    delete from inbox_delivery d where d.id in (
      select id from inbox_delivery where received_at < now() - make_interval(days => p_days) and status <> 'RECEIVED'
      order by received_at limit 5000)
    returning d.id),
  numbers as (delete from inbox_unmatched u where u.at < now() - make_interval(days => p_days))
  select count(*)::int from gone $$;
revoke execute on function inbox_forget from public;
grant execute on function inbox_forget to waybill_engine;

create function inbox_hint(p_creator bigint) returns void language sql as $$
  select pg_notify('waybill', json_build_object('t', 'inbox', 'id', p_creator::text, 'c', p_creator::text)::text) $$;

create function inbox_touch() returns trigger language plpgsql security definer set search_path = public as $$
declare r record;
begin
  for r in select distinct creator_id from new_rows loop
    perform inbox_hint(r.creator_id);
  end loop;
  return null;
end $$;
create trigger inbox_touch_update after update on inbox_delivery referencing new table as new_rows
  for each statement execute function inbox_touch();
-- Processes remember connections: a change makes all of them look again.
create trigger inbox_touch_insert after insert on vendor_connection referencing new table as new_rows
  for each statement execute function inbox_touch();
create trigger inbox_touch_update after update on vendor_connection referencing new table as new_rows
  for each statement execute function inbox_touch();

-- A parcel may have been spoken of before it came. Where no number waits, and that is where files of a million rows come in,
-- it costs one look at an empty table.
create function inbox_listens() returns trigger language plpgsql security definer set search_path = public as $$
declare r record;
begin
  if not exists (select from inbox_unmatched) then
    return null;
  end if;
  for r in execute case tg_op
    when 'INSERT' then 'select distinct creator_id from new_rows where tracking_number is not null'
    else 'select distinct n.creator_id from new_rows n join old_rows o on o.id = n.id
          where n.tracking_number is not null and n.voided_at is null
            and (n.tracking_number is distinct from o.tracking_number or o.voided_at is not null)' end
  loop
    if exists (select from inbox_unmatched u where u.creator_id = r.creator_id) then
      perform enqueue('inbox-match', json_build_object('creatorId', r.creator_id::text), 'inbox-match:' || r.creator_id);
    end if;
  end loop;
  return null;
end $$;
create trigger inbox_listens_insert after insert on shipment referencing new table as new_rows
  for each statement execute function inbox_listens();
create trigger inbox_listens_update after update on shipment referencing new table as new_rows old table as old_rows
  for each statement execute function inbox_listens();
`;
