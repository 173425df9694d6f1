import { tenantPolicy } from '../house/policies.sql.ts';

/** Labels bought here: from where, in which box, with which papers, at which price. */
export const tables = /* sql */ `
create type postage_provider as enum ('SIMULATOR', 'EASYPOST');
create type label_status as enum ('RATED', 'BUYING', 'BOUGHT', 'FAILED', 'VOIDING', 'VOIDED');

create table postage_settings (
  project_id bigint primary key,
  creator_id bigint not null,
  provider postage_provider not null default 'SIMULATOR',
  api_key_sealed bytea,
  webhook_connection_id bigint,
  sender jsonb,
  customs jsonb not null default '{}',
  updated_at timestamptz not null default now(),
  foreign key (creator_id, project_id) references project (creator_id, id)
);
comment on column postage_settings.sender is 'Where parcels leave from: name, company, phone, email, line1, line2, city, state, postalCode, country.';
comment on column postage_settings.customs is 'What every declaration says: signer, contents type, non-delivery option, IOSS number.';

-- Which box and weight: the first preset in this order that fits an order is taken.
create table parcel_preset (
  id bigint generated always as identity primary key,
  creator_id bigint not null,
  project_id bigint not null,
  name text not null check (length(name) between 1 and 120),
  position int not null default 0,
  length_mm int not null check (length_mm between 1 and 3000),
  width_mm int not null check (width_mm between 1 and 3000),
  height_mm int not null check (height_mm between 1 and 3000),
  weight_g int not null check (weight_g between 1 and 70000),
  skus text[] not null default '{}',
  segment_id bigint,
  created_at timestamptz not null default now(),
  foreign key (creator_id, project_id) references project (creator_id, id)
);
comment on column parcel_preset.skus is 'Empty: any order. Else orders all of whose physical items are among these.';
comment on column parcel_preset.weight_g is 'Of the packed parcel, box included.';
create index parcel_preset_project on parcel_preset (project_id, position, id);

-- What customs want to know of an item.
create table customs_item (
  project_id bigint not null,
  sku text not null,
  creator_id bigint not null,
  description text check (length(description) <= 200),
  hs_code text check (hs_code ~ '^[0-9]{6,10}$'),
  origin_country text check (origin_country ~ '^[A-Z]{2}$'),
  value_cents int check (value_cents >= 0),
  currency text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  weight_g int check (weight_g > 0),
  updated_at timestamptz not null default now(),
  primary key (project_id, sku),
  foreign key (creator_id, project_id) references project (creator_id, id)
);

-- One label of one operation for one order. It exists, with the provider's shipment, before anything is paid: a
-- purchase that was cut off is asked for by that shipment, which can be bought once.
create sequence label_id_seq cache 100;
create table label (
  id bigint primary key default nextval('label_id_seq'),
  creator_id bigint not null,
  project_id bigint not null,
  backer_id bigint not null,
  operation_id bigint not null,
  shipment_id bigint,
  preset_id bigint,
  reference text not null unique,
  status label_status not null,
  provider postage_provider not null,
  provider_shipment_id text,
  rates jsonb not null default '[]',
  rated_at timestamptz,
  rate_id text,
  carrier text,
  service text,
  price_cents int,
  currency text,
  delivery_days int,
  tracker_id text,
  tracking_number text,
  label_url text,
  label_pdf bytea,
  problem text,
  problem_code text,
  address_version int,
  checked_at timestamptz,
  bought_at timestamptz,
  void_requested_at timestamptz,
  voided_at timestamptz,
  printed_at timestamptz,
  packed_at timestamptz,
  packed_by text,
  scan_form_id bigint,
  unique (operation_id, backer_id)
);
alter sequence label_id_seq owned by label.id;
comment on column label.status is 'BUYING is written down before the provider is asked: whoever finds it later asks what became of it.';
comment on column label.problem is 'What the provider said when it refused a rate, the purchase or the refund.';
comment on column label.packed_at is 'When the parcel was scanned at the packing table; the carrier''s own scan is the parcel''s.';
comment on column label.reference is 'What the provider knows it by: one for an operation and an order.';
create index label_project on label (project_id, id);
create index label_backer on label (backer_id);
create index label_number on label (project_id, tracking_number) where tracking_number is not null;
create index label_open on label (creator_id) where status in ('BUYING', 'VOIDING');
create index label_tracker on label (tracker_id) where tracker_id is not null;
create index label_provider on label (provider_shipment_id) where provider_shipment_id is not null;

create table scan_form (
  id bigint generated always as identity primary key,
  creator_id bigint not null,
  project_id bigint not null,
  provider_form_id text,
  carrier text,
  labels int not null,
  pdf bytea,
  url text,
  problem text,
  created_by text,
  created_at timestamptz not null default now(),
  foreign key (creator_id, project_id) references project (creator_id, id)
);
create index scan_form_project on scan_form (project_id, id);

${['postage_settings', 'parcel_preset', 'customs_item', 'label', 'scan_form'].map((table) => tenantPolicy(table)).join('\n')}

grant select, insert, update, delete on postage_settings, parcel_preset, customs_item, label, scan_form to waybill_app, waybill_engine;
grant maintain on label to waybill_engine;
grant usage on all sequences in schema public to waybill_app, waybill_engine;

-- Creators with labels of which it is not known what the provider made of them.
create function labels_in_doubt() returns table (creator_id bigint)
language sql stable security definer set search_path = public as $$
  select distinct l.creator_id from label l left join operation o on o.id = l.operation_id
  where l.status = 'VOIDING' and coalesce(l.checked_at, l.void_requested_at) < now() - interval '30 minutes'
     or l.status = 'BUYING' and (o.id is null or o.status not in ('QUEUED', 'RUNNING', 'UNDOING'))
        and coalesce(l.checked_at, '-infinity') < now() - interval '1 minute' $$;
revoke execute on function labels_in_doubt from public;
grant execute on function labels_in_doubt to waybill_engine;

create function labels_touch() returns trigger language plpgsql security definer set search_path = public as $$
declare r record;
begin
  for r in select distinct project_id, creator_id from new_rows loop
    perform pg_notify('waybill', json_build_object('t', 'postage', 'id', r.project_id::text, 'c', r.creator_id::text)::text);
  end loop;
  return null;
end $$;
create trigger labels_touch_update after update on label referencing new table as new_rows
  for each statement execute function labels_touch();

create trigger label_reference after insert on label referencing new table as new_rows
  for each statement execute function belongs_to_order();
create function labels_leave() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from label l using old_rows o where l.backer_id = o.id;
  return null;
end $$;
create trigger labels_leave after delete on backer referencing old table as old_rows
  for each statement execute function labels_leave();
`;
