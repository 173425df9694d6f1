import { tenantPolicy } from '../house/policies.sql.ts';

/** Where parcels are: what carriers say of them, what they hold, and the queue of those that need a person. */
export const tables = /* sql */ `
create type tracking_reason as enum (
  'DELIVERY_ATTEMPTED', 'ADDRESS_PROBLEM', 'CUSTOMS', 'DUTY_UNPAID', 'DAMAGED', 'LOST', 'REFUSED', 'RECIPIENT_MOVED',
  'HELD', 'DELAYED', 'OTHER');

-- All of it nullable and without default: none of it costs the insert of an upload more than its null bit.
alter table shipment
  add column tracking_at timestamptz,
  add column tracking_reason tracking_reason,
  add column delivery_attempts int,
  add column estimated_delivery_at timestamptz,
  add column replaces_shipment_id bigint,
  add column replaced_at timestamptz,
  add column partner_id bigint,
  add column label_id bigint;
comment on column shipment.tracking_at is 'When what its tracking status says happened, by the carrier''s clock.';
comment on column shipment.replaces_shipment_id is 'Of a parcel sent again: the one it stands for.';
comment on column shipment.replaced_at is 'When it was decided to send it again: from then on it is neither counted nor covers what is owed.';
create index shipment_replaced on shipment (project_id, backer_id) where replaced_at is not null;
-- Carriers and vendors name a number, not a project.
create index shipment_creator_number on shipment (creator_id, tracking_number) where tracking_number is not null;

-- What a carrier has said of a parcel, each saying once however often it comes.
create sequence parcel_event_id_seq cache 100;
create table parcel_event (
  shipment_id bigint not null,
  id bigint not null default nextval('parcel_event_id_seq'),
  creator_id bigint not null,
  project_id bigint not null,
  backer_id bigint not null,
  at timestamptz not null,
  status tracking_status not null,
  reason tracking_reason,
  message text,
  place text,
  vendor text,
  received_at timestamptz not null default now(),
  primary key (shipment_id, id)
);
alter sequence parcel_event_id_seq owned by parcel_event.id;
create unique index parcel_event_once on parcel_event (shipment_id, at, status, md5(coalesce(message, '')));

-- Which items of the order are in a parcel; a parcel without lines holds everything that was still owed.
create table shipment_item (
  shipment_id bigint not null,
  item_no int not null,
  quantity int not null check (quantity > 0),
  creator_id bigint not null,
  project_id bigint not null,
  backer_id bigint not null,
  primary key (shipment_id, item_no)
);
create index shipment_item_backer on shipment_item (backer_id);

create type exception_kind as enum (
  'NO_SCAN', 'NO_MOVEMENT', 'DELIVERY_ATTEMPTED', 'RETURNED', 'FAILED', 'ADDRESS_REFUSED', 'ADDRESS_CHANGED',
  'PARTNER_REJECTED', 'LABEL_UNCERTAIN');
create type exception_resolution as enum ('RESHIPPED', 'HELD', 'CONTACTED', 'DONE', 'BY_ITSELF');
create table parcel_exception (
  id bigint generated always as identity primary key,
  creator_id bigint not null,
  project_id bigint not null,
  backer_id bigint not null,
  shipment_id bigint,
  kind exception_kind not null,
  detail text,
  since timestamptz not null,
  opened_at timestamptz not null default now(),
  contacted_at timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  resolution exception_resolution,
  note text check (length(note) <= 2000),
  foreign key (creator_id, project_id) references project (creator_id, id)
);
create unique index parcel_exception_open on parcel_exception (backer_id, coalesce(shipment_id, 0), kind) where resolved_at is null;
create index parcel_exception_queue on parcel_exception (project_id, id) where resolved_at is null;
create index parcel_exception_all on parcel_exception (project_id, id);
create index parcel_exception_backer on parcel_exception (backer_id);
create index parcel_exception_shipment on parcel_exception (shipment_id);

-- Business days; without a row the defaults hold.
create table exception_settings (
  project_id bigint primary key,
  creator_id bigint not null,
  no_scan_days int not null default 4 check (no_scan_days between 1 and 60),
  no_movement_days int not null default 3 check (no_movement_days between 1 and 60),
  no_movement_days_abroad int not null default 5 check (no_movement_days_abroad between 1 and 90),
  home_country text,
  updated_at timestamptz not null default now(),
  foreign key (creator_id, project_id) references project (creator_id, id)
);

${['parcel_event', 'shipment_item', 'parcel_exception', 'exception_settings'].map((table) => tenantPolicy(table)).join('\n')}

grant select, insert, delete on parcel_event to waybill_app, waybill_engine;
grant select, insert, update, delete on shipment_item, parcel_exception, exception_settings to waybill_app, waybill_engine;
grant maintain on parcel_event, shipment_item, parcel_exception to waybill_engine;
grant usage on all sequences in schema public to waybill_app, waybill_engine;

create trigger parcel_event_reference after insert on parcel_event referencing new table as new_rows
  for each statement execute function belongs_to_order();
create trigger shipment_item_reference after insert on shipment_item referencing new table as new_rows
  for each statement execute function belongs_to_order();

-- What belongs to a parcel goes with it: an undo deletes parcels, an undone import its backers.
create function parcel_leaves() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from parcel_event e using old_rows o where e.shipment_id = o.id;
  delete from shipment_item i using old_rows o where i.shipment_id = o.id;
  delete from parcel_exception x using old_rows o where x.shipment_id = o.id;
  return null;
end $$;
create trigger parcel_leaves after delete on shipment referencing old table as old_rows
  for each statement execute function parcel_leaves();
create function exceptions_leave() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from parcel_exception x using old_rows o where x.backer_id = o.id;
  return null;
end $$;
create trigger exceptions_leave after delete on backer referencing old table as old_rows
  for each statement execute function exceptions_leave();

create function exceptions_touch() returns trigger language plpgsql security definer set search_path = public as $$
declare r record;
begin
  for r in execute 'select distinct project_id, creator_id from ' || case tg_op when 'DELETE' then 'old_rows' else 'new_rows' end loop
    perform pg_notify('waybill', json_build_object('t', 'exceptions', 'id', r.project_id::text, 'c', r.creator_id::text)::text);
  end loop;
  return null;
end $$;
create trigger exceptions_touch_insert after insert on parcel_exception referencing new table as new_rows
  for each statement execute function exceptions_touch();
create trigger exceptions_touch_update after update on parcel_exception referencing new table as new_rows
  for each statement execute function exceptions_touch();
create trigger exceptions_touch_delete after delete on parcel_exception referencing old table as old_rows
  for each statement execute function exceptions_touch();

-- Projects whose parcels are looked through for those that have stood still; whoever's they are.
create function projects_with_parcels() returns table (project_id bigint, creator_id bigint)
language sql stable security definer set search_path = public as $$
  select p.project_id, p.creator_id from project_progress p where p.shipments > p.delivered $$;
revoke execute on function projects_with_parcels from public;
grant execute on function projects_with_parcels to waybill_engine;
`;
