import { fewIds } from '../house/triggers.sql.ts';

/**
 * History of addresses, members of snapshots, holds that end. Statement-level over transition tables, like the
 * counts: an import that changes a hundred thousand addresses writes their history in one insert.
 */
export const triggers = /* sql */ `
-- Who writes is told by the transaction (app.actor_kind, app.actor_name); psql tells nothing, and nothing is claimed.
create function backer_history() returns trigger language plpgsql security definer set search_path = public as $$
declare
  who_kind text := nullif(current_setting('app.actor_kind', true), '');
  who_name text := nullif(current_setting('app.actor_name', true), '');
begin
  insert into backer_event (backer_id, creator_id, project_id, operation_id, kind, detail, actor_kind, actor_name)
  select n.id, n.creator_id, n.project_id, nullif(n.operation_id, o.operation_id), 'ADDRESS_CHANGED',
         jsonb_build_object('version', o.address_version, 'was', jsonb_strip_nulls(jsonb_build_object(
           'line1', o.line1, 'line2', o.line2, 'city', o.city, 'state', o.state, 'postalCode', o.postal_code,
           'country', o.country))), who_kind, who_name
  from new_rows n join old_rows o on o.id = n.id
  where (n.line1, n.line2, n.city, n.state, n.postal_code, n.country)
    is distinct from (o.line1, o.line2, o.city, o.state, o.postal_code, o.country);
  insert into backer_event (backer_id, creator_id, project_id, operation_id, kind, detail, actor_kind, actor_name)
  select n.id, n.creator_id, n.project_id, nullif(n.operation_id, o.operation_id), 'CONTACT_CHANGED',
         jsonb_build_object('was', jsonb_strip_nulls(jsonb_build_object('name', o.name, 'email', o.email, 'phone', o.phone))),
         who_kind, who_name
  from new_rows n join old_rows o on o.id = n.id
  where (n.name, n.email, n.phone) is distinct from (o.name, o.email, o.phone);
  insert into backer_event (backer_id, creator_id, project_id, operation_id, kind, detail, actor_kind, actor_name)
  select n.id, n.creator_id, n.project_id, nullif(n.operation_id, o.operation_id), 'NOTES_CHANGED',
         jsonb_build_object('was', coalesce(o.notes, '')), who_kind, who_name
  from new_rows n join old_rows o on o.id = n.id
  where n.notes is distinct from o.notes;
  return null;
end $$;
create trigger backer_history after update on backer referencing new table as new_rows old table as old_rows
  for each statement execute function backer_history();

create trigger backer_event_reference after insert on backer_event referencing new table as new_rows
  for each statement execute function belongs_to_order();

-- Backers go when their own import is undone; their places in snapshots and their history go with them.
create function backer_leaves() returns trigger language plpgsql security definer set search_path = public as $$
begin
  with gone as (delete from segment_member m using old_rows o where m.backer_id = o.id returning m.segment_id)
  update segment s set member_count = member_count - left_it.n
  from (select segment_id, count(*)::int as n from gone group by segment_id) left_it where s.id = left_it.segment_id;
  delete from backer_event e using old_rows o where e.backer_id = o.id;
  return null;
end $$;
create trigger backer_leaves after delete on backer referencing old table as old_rows
  for each statement execute function backer_leaves();

create function order_hold_hint() returns trigger language plpgsql security definer set search_path = public as $$
declare r record;
begin
  for r in execute 'select project_id, creator_id, ' ||
      '${fewIds} from ' ||
      case tg_op when 'DELETE' then 'old_rows' else 'new_rows' end || ' group by project_id, creator_id'
  loop
    perform backers_hint(r.project_id, r.creator_id, r.ids, r.lo, r.hi);
  end loop;
  return null;
end $$;
create trigger order_hold_hint_insert after insert on order_hold referencing new table as new_rows
  for each statement execute function order_hold_hint();
create trigger order_hold_hint_update after update on order_hold referencing new table as new_rows
  for each statement execute function order_hold_hint();
create trigger order_hold_hint_delete after delete on order_hold referencing old table as old_rows
  for each statement execute function order_hold_hint();

-- Holds whose day has come, whoever's they are. Run at the beat of the jobs; what somebody else has in hand is left
-- for the next one, so that it never waits.
create function end_due_holds() returns int language sql security definer set search_path = public as $$
  with ended as (
    delete from order_hold where backer_id in (select backer_id from order_hold where until <= now() for update skip locked)
    returning backer_id, creator_id, project_id, reason, until),
  told as (
    insert into backer_event (backer_id, creator_id, project_id, kind, detail, actor_kind, actor_name)
    select backer_id, creator_id, project_id, 'RELEASED', jsonb_build_object('reason', reason, 'until', until), 'SYSTEM', 'Waybill'
    from ended)
  select count(*)::int from ended $$;
revoke execute on function end_due_holds from public;
grant execute on function end_due_holds to waybill_engine;

create trigger segment_member_reference after insert on segment_member referencing new table as new_rows
  for each statement execute function belongs_to_order();

create function belongs_to_segment() returns trigger language plpgsql security definer set search_path = public as $$
declare stray bigint;
begin
  select n.segment_id into stray from (select distinct segment_id, project_id, creator_id from new_rows) n
  where not exists (select from segment s where s.id = n.segment_id
                    and s.project_id = n.project_id and s.creator_id = n.creator_id) limit 1;
  if found then
    raise foreign_key_violation using message = format('members of segment %s, which is not of their project', stray);
  end if;
  return null;
end $$;
create trigger segment_member_segment after insert on segment_member referencing new table as new_rows
  for each statement execute function belongs_to_segment();

create function segment_ends() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from segment_member where segment_id = old.id;
  return null;
end $$;
create trigger segment_ends after delete on segment for each row execute function segment_ends();

-- A hint for screens that show segments: which project's.
create function segment_touch() returns trigger language plpgsql security definer set search_path = public as $$
declare s segment := case tg_op when 'DELETE' then old else new end;
begin
  perform pg_notify('waybill', json_build_object('t', 'segments', 'id', s.project_id::text, 'c', s.creator_id::text)::text);
  return null;
end $$;
create trigger segment_touch after insert or update or delete on segment
  for each row execute function segment_touch();
`;
