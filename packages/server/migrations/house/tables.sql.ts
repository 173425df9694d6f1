/** Tables and their indexes. Every tenant table carries creator_id; reasons for the shapes stand beside them. */
export const tables = /* sql */ `
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create type project_status as enum ('IN_PRODUCTION', 'IN_FULFILLMENT', 'FULFILLED');
create type fulfillment_method as enum ('POSTAGE', 'INTEGRATION', 'MANUAL_EXPORT');
create type order_status as enum (
  'SURVEY_NOT_SENT', 'SURVEY_NOT_COMPLETED', 'SURVEY_COMPLETED', 'READY_TO_FULFILL',
  'FULFILLMENT_PROCESSING', 'FULFILLMENT_ERRORED', 'PARTIALLY_FULFILLED', 'FULFILLED', 'CANCELED');
create type shipment_source as enum ('UPLOAD', 'MANUAL', 'SEGMENT_ACTION', 'API', 'PARTNER', 'POSTAGE');
create type event_source as enum (
  'IMPORT', 'UPLOAD', 'MANUAL', 'FORCE', 'REVERT', 'UNDO', 'API', 'SEGMENT_ACTION', 'PARTNER', 'POSTAGE');
create type tracking_status as enum (
  'UNKNOWN', 'PRE_TRANSIT', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'AVAILABLE_FOR_PICKUP',
  'RETURN_TO_SENDER', 'FAILURE', 'CANCELLED', 'ERROR');
create type item_kind as enum ('PHYSICAL', 'DIGITAL');
create type operation_kind as enum (
  'BACKER_IMPORT', 'TRACKING_UPLOAD', 'MARK_FULFILLED', 'FORCE_MARK_FULFILLED', 'LOCK_ADDRESSES',
  'TRACKING_NOTIFICATIONS', 'DIGITAL_REWARDS', 'PARTNER_PUSH', 'PARTNER_REPORT', 'LABEL_PURCHASE');
create type operation_status as enum (
  'CREATED', 'RECEIVING', 'PLANNING', 'PLANNED', 'QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELED',
  'UNDOING', 'UNDONE');

create table creator (
  id bigint generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);

create table project (
  id bigint generated always as identity primary key,
  creator_id bigint not null references creator (id),
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  title text not null check (length(title) between 1 and 200),
  fulfillment_method fulfillment_method not null default 'MANUAL_EXPORT',
  status project_status not null default 'IN_PRODUCTION',
  status_changed_at timestamptz,
  fulfilled_at timestamptz,
  created_at timestamptz not null default now(),
  unique (creator_id, slug),
  unique (creator_id, id)
);

create table project_status_event (
  id bigint generated always as identity primary key,
  creator_id bigint not null,
  project_id bigint not null,
  from_status project_status not null,
  to_status project_status not null,
  at timestamptz not null default now(),
  foreign key (creator_id, project_id) references project (creator_id, id)
);
create index on project_status_event (creator_id, project_id, id);

-- One row a project, kept by the triggers on orders and shipment. fillfactor leaves room for the
-- hundred versions a bulk run writes, so that they stay on one page (HOT).
create table project_progress (
  project_id bigint primary key,
  creator_id bigint not null,
  version bigint not null default 1,
  updated_at timestamptz not null default now(),
  survey_not_sent int not null default 0,
  survey_not_completed int not null default 0,
  survey_completed int not null default 0,
  ready_to_fulfill int not null default 0,
  fulfillment_processing int not null default 0,
  fulfillment_errored int not null default 0,
  partially_fulfilled int not null default 0,
  fulfilled int not null default 0,
  canceled int not null default 0,
  eligible int not null default 0,
  eligible_fulfilled int not null default 0,
  eligible_partial int not null default 0,
  shipments int not null default 0,
  confirmed int not null default 0,
  delivered int not null default 0,
  foreign key (creator_id, project_id) references project (creator_id, id)
) with (fillfactor = 20);

-- Orders fulfilled per minute: the pace and the chart, without a scan.
create table project_pace (
  project_id bigint not null,
  minute timestamptz not null,
  creator_id bigint not null,
  fulfilled int not null,
  primary key (project_id, minute),
  foreign key (creator_id, project_id) references project (creator_id, id)
) with (fillfactor = 50);

-- Wide, searched, rarely written; no bulk action touches it, so its trigram index costs an upload nothing.
create table backer (
  id bigint generated always as identity primary key,
  creator_id bigint not null,
  project_id bigint not null,
  number int,
  pledge_id text,
  backer_uid text,
  order_number text,
  name text not null default '',
  email text not null default '',
  email_key text not null default '',
  line1 text, line2 text, city text, state text, postal_code text,
  country text, country_name text, phone text,
  notes text,
  tags text[] not null default '{}',
  reward_title text,
  pledged_at timestamptz,
  address_version int not null default 1,
  operation_id bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  search text generated always as (
    lower(name || ' ' || email || ' ' || coalesce(pledge_id, '') || ' ' || coalesce(number::text, '') || ' ' ||
          coalesce(order_number, '') || ' ' || coalesce(notes, ''))) stored,
  name_key text generated always as (lower(name)) stored,
  foreign key (creator_id, project_id) references project (creator_id, id),
  unique (creator_id, id)
);
-- creator_id is in those that filters count by: the policy asks for it, and without it each entry means a row to fetch.
create unique index backer_number on backer (project_id, number) include (id, creator_id) where number is not null;
create unique index backer_pledge on backer (project_id, pledge_id) include (id) where pledge_id is not null;
create index backer_project on backer (project_id, id);
create index backer_uid on backer (project_id, backer_uid) where backer_uid is not null;
create index backer_order_number on backer (project_id, order_number) where order_number is not null;
create index backer_unnumbered on backer (project_id, id) where number is null;
create index backer_email on backer (project_id, email_key, id) include (creator_id);
create index backer_name on backer (project_id, name_key, id);
create index backer_country on backer (project_id, country, id) include (creator_id);
create index backer_search on backer using gin (project_id, search gin_trgm_ops);

-- Narrow and hot: the only table a bulk action rewrites. No index on status and fillfactor 45 keep every
-- update HOT: 2-3 s a million where the wide, indexed form took 76 s.
create table orders (
  backer_id bigint primary key,
  creator_id bigint not null,
  project_id bigint not null,
  status order_status not null,
  physical boolean not null default true,
  fulfilled_by shipment_source,
  fulfilled_at timestamptz,
  operation_id bigint
) with (fillfactor = 45);
comment on column orders.operation_id is 'The operation that moved it last; null when a person did.';
create index orders_project on orders (project_id, backer_id);

-- Rare, and looked for by a person: a small indexed side table instead of a column on orders.
create table order_hold (
  backer_id bigint primary key,
  creator_id bigint not null,
  project_id bigint not null,
  reason text not null,
  until timestamptz,
  actor_name text,
  created_at timestamptz not null default now(),
  foreign key (creator_id, backer_id) references backer (creator_id, id)
);
create index on order_hold (project_id, backer_id);

create table order_item (
  backer_id bigint not null,
  no int not null,
  creator_id bigint not null,
  project_id bigint not null,
  sku text,
  name text not null,
  quantity int not null check (quantity > 0),
  kind item_kind not null default 'PHYSICAL',
  primary key (backer_id, no)
);
create index order_item_sku on order_item (project_id, sku) where sku is not null;

create sequence shipment_id_seq cache 100;
create table shipment (
  id bigint primary key default nextval('shipment_id_seq'),
  backer_id bigint not null,
  creator_id bigint not null,
  project_id bigint not null,
  operation_id bigint,
  carrier text,
  carrier_name text,
  tracking_number text,
  tracking_url text,
  tracking_status tracking_status not null default 'UNKNOWN',
  source shipment_source not null,
  shipped_at timestamptz,
  accepted_at timestamptz,
  delivered_at timestamptz,
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  voided_at timestamptz,
  voided_by_operation_id bigint
);
alter sequence shipment_id_seq owned by shipment.id;
create index shipment_backer on shipment (backer_id);
create index shipment_number on shipment (project_id, tracking_number text_pattern_ops) where tracking_number is not null;

-- One index does both jobs: the key, and a backer's history in order.
create sequence order_event_id_seq cache 100;
create table order_event (
  backer_id bigint not null,
  id bigint not null default nextval('order_event_id_seq'),
  creator_id bigint not null,
  project_id bigint not null,
  operation_id bigint,
  from_status order_status,
  to_status order_status not null,
  source event_source not null,
  actor_kind text,
  actor_name text,
  reason text,
  at timestamptz not null default now(),
  primary key (backer_id, id)
);
alter sequence order_event_id_seq owned by order_event.id;

create table operation (
  id bigint generated always as identity primary key,
  creator_id bigint not null,
  project_id bigint not null,
  kind operation_kind not null,
  status operation_status not null default 'CREATED',
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  options jsonb not null default '{}',
  file jsonb,
  outcomes jsonb not null default '[]',
  summary jsonb not null default '{}',
  notices jsonb not null default '[]',
  failure jsonb,
  phase text,
  idempotency_key text check (length(idempotency_key) between 1 and 255),
  request_hash text,
  staged jsonb,
  bytes_received bigint not null default 0,
  bytes_total bigint,
  total_count int not null default 0,
  processed_count int not null default 0,
  undo_left_alone int not null default 0,
  undone_by text,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  phase_started_at timestamptz,
  started_at timestamptz,
  planned_at timestamptz,
  settled_at timestamptz,
  undone_at timestamptz,
  foreign key (creator_id, project_id) references project (creator_id, id)
) with (fillfactor = 50);
create index operation_project on operation (project_id, id);
create index operation_open on operation (status) where status in ('RECEIVING', 'PLANNING', 'QUEUED', 'RUNNING', 'UNDOING');
create unique index operation_idempotency on operation (creator_id, actor_kind, actor_id, idempotency_key)
  where idempotency_key is not null;

-- What a column was taken for last time, by project and header: the second file maps itself.
create table remembered_mapping (
  creator_id bigint not null,
  project_id bigint not null,
  kind operation_kind not null,
  header_hash text not null,
  mapping jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (project_id, kind, header_hash),
  foreign key (creator_id, project_id) references project (creator_id, id)
);

-- Working tables of the operations live apart: COPY refuses tables with row-level security, and request
-- roles cannot reach this schema at all.
create schema staging;
create table staging.chunk (
  operation_id bigint not null,
  no int not null,
  first_pos int not null,
  last_pos int not null,
  first_backer bigint,
  last_backer bigint,
  applied_at timestamptz,
  undone_at timestamptz,
  primary key (operation_id, no)
);
create table staging.late_outcome (
  operation_id bigint not null,
  pos int not null,
  code text not null,
  primary key (operation_id, pos, code)
);
`;
