import { tenantPolicy } from '../house/policies.sql.ts';

/** What we tell the world: endpoints, events, and each attempt to deliver one to the other. */
export const tables = /* sql */ `
create type webhook_delivery_status as enum ('PENDING', 'SENDING', 'DELIVERED', 'FAILED', 'CANCELED');

create table webhook_endpoint (
  id bigint generated always as identity primary key,
  creator_id bigint not null references creator (id),
  url text not null check (length(url) <= 2000),
  description text check (length(description) <= 200),
  event_types text[] not null check (cardinality(event_types) > 0),
  secret_sealed bytea not null,
  old_secret_sealed bytea,
  old_secret_until timestamptz,
  failing_since timestamptz,
  failures int not null default 0,
  paused_until timestamptz,
  disabled_at timestamptz,
  disabled_reason text,
  created_by text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (creator_id, id)
);
comment on column webhook_endpoint.failing_since is 'Since when it has answered nothing with success; null while it does.';
comment on column webhook_endpoint.paused_until is 'It asked for a rest (retry-after); nothing is sent to it before.';
create index webhook_endpoint_creator on webhook_endpoint (creator_id, id);
-- What every bulk statement asks: whether anybody wants to hear of it.
create index webhook_endpoint_wants on webhook_endpoint using gin (event_types) where disabled_at is null;

-- Written in the transaction of its cause, only where somebody wants it.
create sequence webhook_event_id_seq cache 20;
create table webhook_event (
  id bigint primary key default nextval('webhook_event_id_seq'),
  creator_id bigint not null,
  project_id bigint,
  type text not null check (type ~ '^[a-z_]+(\\.[a-z_]+)?$'),
  data json not null,
  at timestamptz not null default now()
);
comment on column webhook_event.data is 'json, not jsonb: it is sent as it was written, byte for byte, at every attempt.';
alter sequence webhook_event_id_seq owned by webhook_event.id;
create index webhook_event_creator on webhook_event (creator_id, id);
create index webhook_event_at on webhook_event (at);

create sequence webhook_delivery_id_seq cache 20;
create table webhook_delivery (
  id bigint primary key default nextval('webhook_delivery_id_seq'),
  creator_id bigint not null,
  endpoint_id bigint not null,
  event_id bigint not null,
  status webhook_delivery_status not null default 'PENDING',
  attempts int not null default 0,
  due_at timestamptz not null default now(),
  lease_until timestamptz,
  by_hand boolean not null default false,
  response_code int,
  problem text,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  foreign key (creator_id, endpoint_id) references webhook_endpoint (creator_id, id)
) with (fillfactor = 70);
alter sequence webhook_delivery_id_seq owned by webhook_delivery.id;
create index webhook_delivery_due on webhook_delivery (endpoint_id, due_at, id) where status = 'PENDING';
create index webhook_delivery_lease on webhook_delivery (endpoint_id, lease_until) where status = 'SENDING';
create index webhook_delivery_trouble on webhook_delivery (endpoint_id, id) where status in ('FAILED', 'CANCELED');
create index webhook_delivery_log on webhook_delivery (endpoint_id, id);
create index webhook_delivery_event on webhook_delivery (event_id);

create table webhook_attempt (
  delivery_id bigint not null,
  no int not null,
  creator_id bigint not null,
  at timestamptz not null default now(),
  duration_ms int not null,
  response_code int,
  problem text,
  excerpt text check (length(excerpt) <= 2000),
  primary key (delivery_id, no)
);

${['webhook_endpoint', 'webhook_event', 'webhook_delivery', 'webhook_attempt'].map((table) => tenantPolicy(table)).join('\n')}

grant select, insert, update, delete on webhook_endpoint, webhook_event, webhook_delivery, webhook_attempt to waybill_app, waybill_engine;
grant usage on all sequences in schema public to waybill_app, waybill_engine;

-- Creators with something to send now: due, or claimed by a process that has died.
create function webhooks_waiting() returns table (creator_id bigint)
language sql stable security definer set search_path = public as $$
  select distinct e.creator_id from webhook_endpoint e
  where e.disabled_at is null and coalesce(e.paused_until <= now(), true)
    and (exists (select from webhook_delivery d where d.endpoint_id = e.id and d.status = 'PENDING' and d.due_at <= now())
      or exists (select from webhook_delivery d where d.endpoint_id = e.id and d.status = 'SENDING' and d.lease_until < now())) $$;

-- Lets events go that happened more than so many days ago, with their deliveries and attempts, a few thousand at a
-- time; those still on their way stay. Gives how many went.
create function webhooks_clear(days int, most int) returns int
language sql security definer set search_path = public as $$
  with old as (
    select v.id from webhook_event v
    where v.at < now() - days * interval '1 day'
      and not exists (select from webhook_delivery d where d.event_id = v.id and d.status in ('PENDING', 'SENDING'))
    order by v.at limit most),
  deliveries as (delete from webhook_delivery d using old where d.event_id = old.id returning d.id),
  attempts as (delete from webhook_attempt a using deliveries d where a.delivery_id = d.id),
  events as (delete from webhook_event v using old where v.id = old.id returning 1)
  select count(*)::int from events $$;

-- Whom to write to when an endpoint is turned off.
create function webhook_owners(p_creator bigint) returns table (email text, name text, slug text)
language sql stable security definer set search_path = public, pg_temp as $$
  select u.email, u.name, c.slug from member m join app_user u on u.id = m.user_id join creator c on c.id = m.creator_id
  where m.creator_id = p_creator and m.role = 'OWNER' and p_creator = any (current_creators()) $$;

revoke execute on function webhooks_waiting, webhooks_clear, webhook_owners from public;
grant execute on function webhooks_waiting, webhooks_clear, webhook_owners to waybill_engine;
`;
