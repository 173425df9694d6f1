import { tenantPolicy } from '../house/policies.sql.ts';

/** Segments, and what happens to a backer beside the status of the order. */
export const tables = /* sql */ `
alter type operation_kind add value 'REVERT';
alter type operation_kind add value 'UNLOCK_ADDRESSES';
alter type operation_kind add value 'HOLD';
alter type operation_kind add value 'RELEASE';
alter type operation_kind add value 'TAG';
alter type operation_kind add value 'UNTAG';

create type segment_kind as enum ('DYNAMIC', 'SNAPSHOT');
create table segment (
  id bigint generated always as identity primary key,
  creator_id bigint not null,
  project_id bigint not null,
  name text not null check (length(name) between 1 and 120),
  kind segment_kind not null default 'DYNAMIC',
  filter jsonb,
  member_count int,
  frozen_at timestamptz,
  created_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (creator_id, project_id) references project (creator_id, id),
  unique (creator_id, id),
  check (kind = 'SNAPSHOT' or filter is not null)
);
comment on column segment.filter is 'The tree; of a snapshot the one it was frozen from, null where it was a list.';
comment on column segment.member_count is 'Of a snapshot, when it was frozen; a dynamic segment is counted.';
create unique index segment_name on segment (project_id, lower(name));

-- The frozen list of a snapshot. A million rows at once: references are checked by the statement that writes them.
create table segment_member (
  segment_id bigint not null,
  backer_id bigint not null,
  creator_id bigint not null,
  project_id bigint not null,
  primary key (segment_id, backer_id)
);
create index segment_member_backer on segment_member (backer_id);

-- What changed about a backer that is no status: holds, tags, address, name, notes. Append-only, like order_event.
create type backer_event_kind as enum (
  'HELD', 'RELEASED', 'TAGGED', 'UNTAGGED', 'ADDRESS_CHANGED', 'CONTACT_CHANGED', 'NOTES_CHANGED');
create sequence backer_event_id_seq cache 100;
create table backer_event (
  backer_id bigint not null,
  id bigint not null default nextval('backer_event_id_seq'),
  creator_id bigint not null,
  project_id bigint not null,
  operation_id bigint,
  kind backer_event_kind not null,
  detail jsonb not null default '{}',
  actor_kind text,
  actor_name text,
  at timestamptz not null default now(),
  primary key (backer_id, id)
);
alter sequence backer_event_id_seq owned by backer_event.id;
comment on column backer_event.detail is
  'HELD and RELEASED {reason, until}; TAGGED and UNTAGGED {tags}; ADDRESS_CHANGED {version, was}; the others {was}.';

-- A hold with a date ends by itself.
alter table order_hold add operation_id bigint;
create index order_hold_until on order_hold (until) where until is not null;

-- Whose address has left the house, and in which version: one bit a backer, so that a million cost 125 KB.
create table address_export (
  id bigint generated always as identity primary key,
  creator_id bigint not null,
  project_id bigint not null,
  at timestamptz not null default now(),
  actor_name text,
  backer_count int not null,
  first_backer bigint not null,
  backers bytea not null,
  foreign key (creator_id, project_id) references project (creator_id, id)
);
comment on column address_export.backers is 'Bit n, counted as get_bit does, is the backer with the id first_backer + n.';
-- Not compressed: asked for one backer, Postgres then reads the one page with the bit, not all of them.
alter table address_export alter column backers set storage external;
create index on address_export (project_id, id);

-- A failure that a person has seen, and working tables and file that were let go when their time was over.
alter table operation add dismissed_at timestamptz, add dismissed_by text, add cleared_at timestamptz;
create index operation_kept on operation (settled_at) where settled_at is not null and cleared_at is null;
create function operations_to_clear(days int) returns table (id bigint, creator_id bigint)
language sql stable security definer set search_path = public as $$
  select o.id, o.creator_id from operation o
  where o.settled_at < now() - make_interval(days => days) and o.cleared_at is null
    and o.status in ('COMPLETED', 'FAILED', 'CANCELED', 'UNDONE')
  order by o.settled_at limit 1000 $$;
revoke execute on function operations_to_clear from public;

${['segment', 'segment_member', 'backer_event', 'address_export'].map((table) => tenantPolicy(table)).join('\n')}

grant select, insert, update, delete on segment, segment_member to waybill_app, waybill_engine;
grant select, insert on backer_event, address_export to waybill_app, waybill_engine;
grant maintain on segment_member, backer_event to waybill_engine;
grant execute on function operations_to_clear to waybill_engine;
grant usage on all sequences in schema public to waybill_app, waybill_engine;
`;
