import { tenantPolicy } from '../house/policies.sql.ts';

/** Fulfillment partners, what was sent to them, and the wall they look through. */
export const tables = /* sql */ `
create type fulfillment_request_status as enum (
  'SENT', 'ACCEPTED', 'REJECTED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELED');

create table partner (
  id bigint generated always as identity primary key,
  creator_id bigint not null,
  project_id bigint not null,
  name text not null check (length(name) between 1 and 120),
  vendor text,
  connection_id bigint,
  created_by text,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  foreign key (creator_id, project_id) references project (creator_id, id),
  unique (creator_id, id)
);
comment on column partner.vendor is 'Null for a partner who works with our API; else the vendor whose API orders are pushed to.';
create unique index partner_name on partner (project_id, lower(name)) where archived_at is null;

-- One order handed to one partner. What was sent is kept as it was sent: address and items are a copy, so that a
-- partner needs no sight of any other table, and a change after the push shows.
create sequence fulfillment_request_id_seq cache 100;
-- Without a cache, and drawn under a lock of the partner that is held to the commit: whoever has read up to a number has
-- missed nothing below it.
create sequence fulfillment_request_change_seq;
create table fulfillment_request (
  id bigint primary key default nextval('fulfillment_request_id_seq'),
  creator_id bigint not null,
  project_id bigint not null,
  partner_id bigint not null,
  backer_id bigint not null,
  operation_id bigint,
  reference text not null,
  status fulfillment_request_status not null default 'SENT',
  address_version int not null,
  address jsonb not null,
  items jsonb not null,
  note text,
  attempt int not null default 1,
  external_id text,
  rejection text,
  created_at timestamptz not null default now(),
  sent_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  rejected_at timestamptz,
  shipped_at timestamptz,
  canceled_at timestamptz,
  address_changed_at timestamptz,
  current_address jsonb,
  current_address_version int,
  trouble text,
  tries int not null default 0,
  due_at timestamptz,
  lease_until timestamptz,
  changed_at timestamptz not null default clock_timestamp(),
  change bigint not null,
  foreign key (creator_id, partner_id) references partner (creator_id, id)
) with (fillfactor = 80);
alter sequence fulfillment_request_id_seq owned by fulfillment_request.id;
alter sequence fulfillment_request_change_seq owned by fulfillment_request.change;
comment on column fulfillment_request.current_address is 'The address as it is now, where it changed after it was sent and is not shipped to yet.';
comment on column fulfillment_request.trouble is 'Of a vendor''s API: why it could not be handed over yet.';
comment on column fulfillment_request.reference is 'What a partner names it by on paper: the pledge ID, else #number.';
comment on column fulfillment_request.change is 'Grows with every change, so that a partner can ask for what is new.';
create index fulfillment_request_partner on fulfillment_request (partner_id, id);
create index fulfillment_request_changes on fulfillment_request (partner_id, change);
create index fulfillment_request_backer on fulfillment_request (backer_id, id);
create index fulfillment_request_project on fulfillment_request (project_id, id);
create index fulfillment_request_reference on fulfillment_request (partner_id, reference);
create index fulfillment_request_external on fulfillment_request (partner_id, external_id) where external_id is not null;
-- An order is with one partner at a time.
create unique index fulfillment_request_open on fulfillment_request (backer_id)
  where status in ('SENT', 'ACCEPTED', 'PARTIALLY_SHIPPED');

alter table operation add column partner_id bigint;
comment on column operation.partner_id is 'Of what a partner reports, or is sent: whose.';

${['partner', 'fulfillment_request'].map((table) => tenantPolicy(table)).join('\n')}

grant select, insert, update on partner to waybill_app;
grant select, update (archived_at) on partner to waybill_engine;
grant select (id, partner_id, revoked_at), update (revoked_at) on api_token to waybill_engine;
grant select, insert, update, delete on fulfillment_request to waybill_app, waybill_engine;
grant maintain on fulfillment_request to waybill_engine;
grant usage on all sequences in schema public to waybill_app, waybill_engine;

-- The wall: requests of a partner's token run as a role that has these rights and no others.
grant usage on schema public to waybill_partner;
grant select on fulfillment_request, partner, project, creator, shipment, shipment_item, operation to waybill_partner;
grant select (id, creator_id, name, prefix, scopes, partner_id, created_by, created_at, last_used_at, expires_at, revoked_at)
   on api_token to waybill_partner;
create policy partner_own on api_token for select to waybill_partner using (partner_id = (select current_partner()));
create policy partner_own on partner for select to waybill_partner using (id = (select current_partner()));
create policy partner_own on fulfillment_request for select to waybill_partner using (partner_id = (select current_partner()));
create policy partner_own on project for select to waybill_partner
  using (id = (select p.project_id from partner p where p.id = (select current_partner())));
create policy partner_own on creator for select to waybill_partner
  using (id = (select p.creator_id from partner p where p.id = (select current_partner())));
create policy partner_own on shipment for select to waybill_partner using (partner_id = (select current_partner()));
create policy partner_own on shipment_item for select to waybill_partner
  using (exists (select from shipment s where s.id = shipment_item.shipment_id));
create policy partner_own on operation for select to waybill_partner
  using (partner_id = (select current_partner()) and kind = 'PARTNER_REPORT');

create function requests_touch() returns trigger language plpgsql security definer set search_path = public as $$
declare r record;
begin
  for r in execute 'select distinct partner_id, creator_id, project_id from ' || case tg_op when 'DELETE' then 'old_rows' else 'new_rows' end loop
    perform pg_notify('waybill', json_build_object('t', 'requests', 'id', r.partner_id::text, 'c', r.creator_id::text)::text);
    perform pg_notify('waybill', json_build_object('t', 'reconciliation', 'id', r.project_id::text, 'c', r.creator_id::text)::text);
  end loop;
  return null;
end $$;
create trigger requests_touch_insert after insert on fulfillment_request referencing new table as new_rows
  for each statement execute function requests_touch();
create trigger requests_touch_update after update on fulfillment_request referencing new table as new_rows
  for each statement execute function requests_touch();
create trigger requests_touch_delete after delete on fulfillment_request referencing old table as old_rows
  for each statement execute function requests_touch();
create trigger request_reference after insert on fulfillment_request referencing new table as new_rows
  for each statement execute function belongs_to_order();

create function requests_leave() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from fulfillment_request r using old_rows o where r.backer_id = o.id;
  return null;
end $$;
create trigger requests_leave after delete on backer referencing old table as old_rows
  for each statement execute function requests_leave();
`;
