const STATUSES = [
  'SURVEY_NOT_SENT',
  'SURVEY_NOT_COMPLETED',
  'SURVEY_COMPLETED',
  'READY_TO_FULFILL',
  'FULFILLMENT_PROCESSING',
  'FULFILLMENT_ERRORED',
  'PARTIALLY_FULFILLED',
  'FULFILLED',
  'CANCELED',
];

/**
 * One backer's id, or null for many: collecting the ids of every bulk chunk cost more than the hint is worth. The
 * stretch they lie in is free, and bulk changes go through backers in order: it tells which counts still hold.
 */
export const fewIds = `case when min(backer_id) = max(backer_id) then array[min(backer_id)] end as ids, min(backer_id) as lo, max(backer_id) as hi`;

const sum = (condition: string) => `coalesce(sum(s) filter (where ${condition}), 0)::int`;

/** Sums of one statement's rows; quotes are doubled, for it stands inside a quoted statement. */
const delta = [
  `array[${STATUSES.map((status) => sum(`status = ''${status}''`)).join(', ')}] as d`,
  `${sum(`physical and status <> ''CANCELED''`)} as de`,
  `${sum(`physical and status = ''FULFILLED''`)} as df`,
  `${sum(`physical and status = ''PARTIALLY_FULFILLED''`)} as dp`,
  fewIds,
].join(', ');

/**
 * Keeps the counts of parcels.
 *
 * @param counts which of a statement's rows count at all
 */
export function shipmentCount(counts: string): string {
  return /* sql */ `
create or replace function shipment_count() returns trigger language plpgsql security definer set search_path = public as $$
declare
  r record;
  changed text := case tg_op
    when 'INSERT' then 'select *, 1 as s from new_rows'
    when 'DELETE' then 'select *, -1 as s from old_rows'
    else 'select *, 1 as s from new_rows union all select *, -1 from old_rows' end;
begin
  for r in execute
    'select project_id, creator_id,
            coalesce(sum(s) filter (where ${counts}), 0)::int a,
            coalesce(sum(s) filter (where ${counts} and accepted_at is not null), 0)::int b,
            coalesce(sum(s) filter (where ${counts} and delivered_at is not null), 0)::int c,
            ${fewIds}
     from (' || changed || ') n group by project_id, creator_id order by project_id'
  loop
    if r.a <> 0 or r.b <> 0 or r.c <> 0 then
      update project_progress set version = version + 1, updated_at = clock_timestamp(),
        shipments = shipments + r.a, confirmed = confirmed + r.b, delivered = delivered + r.c
      where project_id = r.project_id;
      perform pg_notify('waybill', json_build_object('t', 'progress', 'id', r.project_id::text, 'c', r.creator_id::text)::text);
    end if;
    perform backers_hint(r.project_id, r.creator_id, r.ids, r.lo, r.hi);
  end loop;
  return null;
end $$;`;
}

/**
 * Counts, references and hints, kept by statement-level triggers over transition tables. A row-level counter
 * trigger took 100 s for 100,000 rows (every row rewrites the same counter tuple), a row-level composite
 * foreign key 10 s a million; these cost about a second a million each.
 *
 * The functions are SECURITY DEFINER so that no request role needs the right to write a count.
 */
export const triggers = /* sql */ `
create function current_creators() returns bigint[] language sql stable parallel safe as
$$ select coalesce(nullif(current_setting('app.creators', true), '')::bigint[], '{}'::bigint[]) $$;

-- The partner whose token asks; null for everybody else. Partners have a role of their own, whose policies ask this.
create function current_partner() returns bigint language sql stable parallel safe as
$$ select nullif(current_setting('app.partner', true), '')::bigint $$;

create function project_progress_start() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into project_progress (project_id, creator_id) values (new.id, new.creator_id);
  return new;
end $$;
create trigger progress_start after insert on project for each row execute function project_progress_start();

-- Adds one statement's change to the project's counts and, where the majority line is crossed, to its status.
create function project_progress_add(
  p_project bigint, p_creator bigint, d int[], d_eligible int, d_eligible_fulfilled int, d_eligible_partial int)
returns void language plpgsql security definer set search_path = public as $$
declare
  p project_progress;
  was project_status;
  becomes project_status;
begin
  update project_progress set
    version = version + 1, updated_at = clock_timestamp(),
    survey_not_sent = survey_not_sent + d[1], survey_not_completed = survey_not_completed + d[2],
    survey_completed = survey_completed + d[3], ready_to_fulfill = ready_to_fulfill + d[4],
    fulfillment_processing = fulfillment_processing + d[5], fulfillment_errored = fulfillment_errored + d[6],
    partially_fulfilled = partially_fulfilled + d[7], fulfilled = fulfilled + d[8], canceled = canceled + d[9],
    eligible = eligible + d_eligible, eligible_fulfilled = eligible_fulfilled + d_eligible_fulfilled,
    eligible_partial = eligible_partial + d_eligible_partial
  where project_id = p_project returning * into p;
  becomes := case when 2 * p.eligible_fulfilled > p.eligible then 'FULFILLED'
                  when p.eligible_fulfilled + p.eligible_partial > 0 then 'IN_FULFILLMENT'
                  else 'IN_PRODUCTION' end;
  select status into was from project where id = p_project;
  if was is distinct from becomes then
    update project set status = becomes, status_changed_at = clock_timestamp(),
      fulfilled_at = case when becomes = 'FULFILLED' then clock_timestamp() end
    where id = p_project;
    insert into project_status_event (creator_id, project_id, from_status, to_status)
    values (p_creator, p_project, was, becomes);
    perform pg_notify('waybill', json_build_object('t', 'project', 'id', p_project::text, 'c', p_creator::text)::text);
  end if;
  perform pg_notify('waybill', json_build_object('t', 'progress', 'id', p_project::text, 'c', p_creator::text)::text);
end $$;

-- Tells screens which rows changed: its id where it is one backer, else (null) that many did, between which two.
create function backers_hint(p_project bigint, p_creator bigint, ids bigint[], lo bigint, hi bigint) returns void
language sql security definer set search_path = public as $$
  select pg_notify('waybill', case when ids is not null
    then json_build_object('t', 'backers', 'id', p_project::text, 'c', p_creator::text, 'ids', ids::text[], 'r', array[lo, hi]::text[])
    else json_build_object('t', 'backers', 'id', p_project::text, 'c', p_creator::text, 'r', array[lo, hi]::text[]) end::text) $$;

create function orders_count() returns trigger language plpgsql security definer set search_path = public as $$
declare
  r record;
  changed text := case tg_op
    when 'INSERT' then 'select *, 1 as s from new_rows'
    when 'DELETE' then 'select *, -1 as s from old_rows'
    else 'select *, 1 as s from new_rows union all select *, -1 from old_rows' end;
begin
  for r in execute
    'select project_id, creator_id, ${delta} from (' || changed || ') n
     group by project_id, creator_id order by project_id'
  loop
    perform project_progress_add(r.project_id, r.creator_id, r.d, r.de, r.df, r.dp);
    perform backers_hint(r.project_id, r.creator_id, r.ids, r.lo, r.hi);
  end loop;
  execute
    'select project_pace_add(p, c, m, n) from (
       select project_id p, creator_id c, date_trunc(''minute'', fulfilled_at) m, sum(s)::int n
       from (' || changed || ') y where fulfilled_at is not null
       group by 1, 2, 3 having sum(s) <> 0 order by 1, 3) x';
  return null;
end $$;

create function project_pace_add(p_project bigint, p_creator bigint, p_minute timestamptz, n int) returns void
language sql security definer set search_path = public as $$
  insert into project_pace as pace (project_id, creator_id, minute, fulfilled) values (p_project, p_creator, p_minute, n)
  on conflict (project_id, minute) do update set fulfilled = pace.fulfilled + excluded.fulfilled $$;

create trigger orders_count_insert after insert on orders referencing new table as new_rows
  for each statement execute function orders_count();
create trigger orders_count_update after update on orders referencing new table as new_rows old table as old_rows
  for each statement execute function orders_count();
create trigger orders_count_delete after delete on orders referencing old table as old_rows
  for each statement execute function orders_count();

${shipmentCount('voided_at is null')}
create trigger shipment_count_insert after insert on shipment referencing new table as new_rows
  for each statement execute function shipment_count();
create trigger shipment_count_update after update on shipment referencing new table as new_rows old table as old_rows
  for each statement execute function shipment_count();
create trigger shipment_count_delete after delete on shipment referencing old table as old_rows
  for each statement execute function shipment_count();

-- References and tenant of the bulk tables, checked for the whole statement. Backers are not deleted but by
-- an undo of their own import, so the parent need not be locked.
create function belongs_to_order() returns trigger language plpgsql security definer set search_path = public as $$
declare stray bigint;
begin
  select n.backer_id into stray from new_rows n
  where not exists (select from orders o where o.backer_id = n.backer_id
                    and o.project_id = n.project_id and o.creator_id = n.creator_id) limit 1;
  if found then
    raise foreign_key_violation using message = format('%s row names backer %s, which has no such order', tg_table_name, stray);
  end if;
  return null;
end $$;
create trigger shipment_reference after insert on shipment referencing new table as new_rows
  for each statement execute function belongs_to_order();
create trigger order_event_reference after insert on order_event referencing new table as new_rows
  for each statement execute function belongs_to_order();
create trigger order_item_reference after insert on order_item referencing new table as new_rows
  for each statement execute function belongs_to_order();

create function order_belongs_to_backer() returns trigger language plpgsql security definer set search_path = public as $$
declare stray bigint;
begin
  select n.backer_id into stray from new_rows n
  where not exists (select from backer b where b.id = n.backer_id
                    and b.project_id = n.project_id and b.creator_id = n.creator_id) limit 1;
  if found then
    raise foreign_key_violation using message = format('order names backer %s, who is not of its project', stray);
  end if;
  return null;
end $$;
create trigger orders_reference after insert on orders referencing new table as new_rows
  for each statement execute function order_belongs_to_backer();

-- Whose a row is can never change.
create function creator_is_fixed() returns trigger language plpgsql as $$
begin
  if new.creator_id <> old.creator_id then
    raise check_violation using message = 'creator_id cannot change';
  end if;
  return new;
end $$;
create trigger creator_is_fixed before update of creator_id on project for each row execute function creator_is_fixed();
create trigger creator_is_fixed before update of creator_id on backer for each row execute function creator_is_fixed();
create trigger creator_is_fixed before update of creator_id on operation for each row execute function creator_is_fixed();

create function backer_touch() returns trigger language plpgsql security definer set search_path = public as $$
declare r record;
begin
  for r in select project_id, creator_id, case when count(*) <= 20 then array_agg(id) end ids, min(id) lo, max(id) hi
           from new_rows group by project_id, creator_id
  loop
    perform backers_hint(r.project_id, r.creator_id, r.ids, r.lo, r.hi);
  end loop;
  return null;
end $$;
create trigger backer_touch after update on backer referencing new table as new_rows
  for each statement execute function backer_touch();

create function operation_touch() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  perform pg_notify('waybill', json_build_object('t', 'operation', 'id', new.id::text, 'c', new.creator_id::text)::text);
  return new;
end $$;
create trigger operation_touch before update on operation for each row execute function operation_touch();

create function operation_born() returns trigger language plpgsql as $$
begin
  perform pg_notify('waybill', json_build_object('t', 'operation', 'id', new.id::text, 'c', new.creator_id::text)::text);
  return new;
end $$;
create trigger operation_born after insert on operation for each row execute function operation_born();

create function project_touch() returns trigger language plpgsql as $$
begin
  perform pg_notify('waybill', json_build_object('t', 'project', 'id', new.id::text, 'c', new.creator_id::text)::text);
  return new;
end $$;
create trigger project_touch after insert or update of title, slug, fulfillment_method on project
  for each row execute function project_touch();
`;
