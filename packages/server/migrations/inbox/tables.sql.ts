import { tenantPolicy } from '../house/policies.sql.ts';

/** What vendors send us: the connections they send through, and every delivery as it came. */
export const tables = /* sql */ `
create type vendor as enum (
  'EASYPOST', 'SHIPPO', 'SHIPSTATION_V1', 'SHIPSTATION_V2', 'AFTERSHIP', 'SHIPBOB', 'SHOPIFY');
create type delivery_status as enum ('RECEIVED', 'DONE', 'UNMATCHED', 'IGNORED', 'FAILED');

-- The address a vendor sends to holds a key nobody can guess; secrets are sealed.
create table vendor_connection (
  id bigint generated always as identity primary key,
  creator_id bigint not null references creator (id),
  vendor vendor not null,
  name text not null check (length(name) between 1 and 120),
  key_hash bytea not null unique check (length(key_hash) = 32),
  key_sealed bytea not null,
  secret_sealed bytea,
  api_key_sealed bytea,
  options jsonb not null default '{}',
  created_by text,
  created_at timestamptz not null default now(),
  last_received_at timestamptz,
  last_refused_at timestamptz,
  last_refusal text,
  refused int not null default 0,
  disabled_at timestamptz,
  unique (creator_id, id)
);
create index vendor_connection_creator on vendor_connection (creator_id, id);

-- Kept as it came, in bytes: a signature is over these, and a replay reads them again.
-- Without a cache: ids are the order in which deliveries came, and a list is read by them.
create sequence inbox_delivery_id_seq;
create table inbox_delivery (
  id bigint primary key default nextval('inbox_delivery_id_seq'),
  creator_id bigint not null,
  connection_id bigint not null,
  vendor vendor not null,
  dedupe_key text not null,
  event_type text,
  headers jsonb not null,
  body bytea not null,
  status delivery_status not null default 'RECEIVED',
  events int,
  matched int,
  problem text,
  attempts int not null default 0,
  not_before timestamptz,
  copies int not null default 0,
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  unique (connection_id, dedupe_key)
);
alter sequence inbox_delivery_id_seq owned by inbox_delivery.id;
comment on column inbox_delivery.copies is 'How often the same came again.';
comment on column inbox_delivery.not_before is 'Of one that waits for somebody else’s server: when it is tried next.';
create index inbox_delivery_waiting on inbox_delivery (id) where status = 'RECEIVED';
create index inbox_delivery_unmatched on inbox_delivery (creator_id, id) where status = 'UNMATCHED';
create index inbox_delivery_failed on inbox_delivery (creator_id, id) where status = 'FAILED';
create index inbox_delivery_age on inbox_delivery (received_at);
create index inbox_delivery_list on inbox_delivery (creator_id, id);

-- Numbers that nobody had when a vendor spoke of them: looked up again when parcels come.
create table inbox_unmatched (
  creator_id bigint not null,
  tracking_number text not null,
  delivery_id bigint not null,
  at timestamptz not null default now(),
  primary key (creator_id, tracking_number, delivery_id)
);
create index inbox_unmatched_at on inbox_unmatched (at);

${['vendor_connection', 'inbox_delivery', 'inbox_unmatched'].map((table) => tenantPolicy(table)).join('\n')}

grant select, insert, update on vendor_connection to waybill_app, waybill_engine;
grant select, insert, update, delete on inbox_delivery, inbox_unmatched to waybill_app, waybill_engine;
grant usage on all sequences in schema public to waybill_app, waybill_engine;

-- Whose the key in an address is: what a delivery is answered by, before anybody is known.
create function vendor_connection_of(p_key_hash bytea)
returns table (id bigint, creator_id bigint, vendor vendor, secret_sealed bytea, options jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.creator_id, c.vendor, c.secret_sealed, c.options from vendor_connection c
  where c.key_hash = p_key_hash and c.disabled_at is null $$;
revoke execute on function vendor_connection_of from public;
grant execute on function vendor_connection_of to waybill_app, waybill_engine;
`;
