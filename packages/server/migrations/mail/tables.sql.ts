import { tenantPolicy } from '../house/policies.sql.ts';

/** The outbox, what is told in it, and the mailbox that stands in for a mail server. */
export const tables = /* sql */ `
create type notify_policy as enum ('ASK', 'ALWAYS', 'NEVER');
create type notification_kind as enum ('TRACKING', 'CORRECTION', 'DIGITAL_REWARD');
create type notification_status as enum (
  'PENDING', 'SENDING', 'SENT', 'FAILED', 'UNKNOWN', 'CANCELED', 'SUPPRESSED');

create table mail_settings (
  project_id bigint primary key,
  creator_id bigint not null,
  policy notify_policy not null default 'ASK',
  on_first_scan boolean not null default false,
  rate_per_minute int not null default 600 check (rate_per_minute between 1 and 1000000),
  paused_at timestamptz,
  paused_by text,
  sender_name text check (length(sender_name) <= 120),
  reply_to text,
  updated_at timestamptz not null default now(),
  foreign key (creator_id, project_id) references project (creator_id, id)
);

-- The token bucket that processes share, and what went out of late. Apart from the settings: it is written with
-- every batch.
create table mail_pace (
  project_id bigint primary key,
  creator_id bigint not null,
  tokens double precision not null,
  refilled_at timestamptz not null default clock_timestamp(),
  minute timestamptz not null default date_trunc('minute', now()),
  sent int not null default 0,
  sent_before int not null default 0,
  trouble text,
  trouble_since timestamptz,
  troubles int not null default 0,
  retry_at timestamptz,
  foreign key (creator_id, project_id) references project (creator_id, id)
) with (fillfactor = 50);
comment on column mail_pace.sent is 'In the minute that began at "minute"; sent_before in the one before it.';
comment on column mail_pace.trouble is 'Why the mail server could not be reached, for as long as it cannot.';

-- Written by a person; a kind without a row has the text that ships with Waybill.
create table mail_template (
  project_id bigint not null,
  kind notification_kind not null,
  creator_id bigint not null,
  subject text not null check (length(subject) between 1 and 300),
  body text not null check (length(body) between 1 and 20000),
  version int not null default 1,
  updated_by text,
  updated_at timestamptz not null default now(),
  primary key (project_id, kind),
  foreign key (creator_id, project_id) references project (creator_id, id)
);

-- One row a mail: the outbox and the ledger in one. Claimed (SENDING, committed) before the first byte leaves.
-- Without a cache, unlike the bulk tables: the ledger is read by id, the newest first.
create sequence notification_id_seq;
create table notification (
  id bigint primary key default nextval('notification_id_seq'),
  creator_id bigint not null,
  project_id bigint not null,
  backer_id bigint not null,
  operation_id bigint,
  kind notification_kind not null,
  status notification_status not null default 'PENDING',
  email text not null,
  message_id text not null unique,
  attempts int not null default 0,
  due_at timestamptz not null default now(),
  lease_until timestamptz,
  response text,
  response_code int,
  decided_by text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  settled_at timestamptz
) with (fillfactor = 70);
alter sequence notification_id_seq owned by notification.id;
create index notification_due on notification (project_id, due_at, id) where status = 'PENDING';
create index notification_lease on notification (lease_until) where status = 'SENDING';
create index notification_backer on notification (backer_id, id);
create index notification_ledger on notification (project_id, id);
create index notification_trouble on notification (project_id, status, id) where status in ('FAILED', 'UNKNOWN');
create index notification_operation on notification (operation_id, id) where operation_id is not null;

-- What a mail tells of: TRACKING, that a parcel has this number; CORRECTION, that it no longer has. The key is the
-- promise: each is told once. No reference to shipment: an undo deletes parcels that backers were told of.
create table notification_shipment (
  shipment_id bigint not null,
  kind notification_kind not null,
  told text not null,
  stands boolean not null default true,
  notification_id bigint not null,
  backer_id bigint not null,
  creator_id bigint not null,
  project_id bigint not null,
  primary key (shipment_id, kind, told)
);
comment on column notification_shipment.told is 'The tracking number as the mail says it.';
comment on column notification_shipment.stands is 'False once its mail has failed for good: another mail may tell it.';
create index notification_shipment_mail on notification_shipment (notification_id);
create index notification_shipment_backer on notification_shipment (backer_id);

-- How many mails of a project stand where; kept by triggers, so that a run of 100,000 is watched without counting.
create table notification_progress (
  project_id bigint not null,
  operation_id bigint not null,
  creator_id bigint not null,
  status notification_status not null,
  count int not null default 0,
  primary key (project_id, operation_id, status)
) with (fillfactor = 50);
comment on column notification_progress.operation_id is '0 for mails of no operation.';

-- Who asked not to be written to.
create table mail_suppression (
  creator_id bigint not null references creator (id),
  email_key text not null,
  at timestamptz not null default now(),
  primary key (creator_id, email_key)
);

-- Where mail goes until a server is configured: shown in the app, never leaves the machine. Text and HTML are sealed
-- (lib/secret.ts): they hold digital codes and the backer's own link.
create table mailbox_mail (
  id bigint generated always as identity primary key,
  creator_id bigint not null,
  project_id bigint not null,
  notification_id bigint,
  message_id text not null,
  sender text not null,
  recipient text not null,
  reply_to text,
  subject text not null,
  text bytea not null,
  html bytea not null,
  headers jsonb not null default '{}',
  at timestamptz not null default now(),
  foreign key (creator_id, project_id) references project (creator_id, id)
);
create index on mailbox_mail (project_id, id);

${[
  'mail_settings',
  'mail_pace',
  'mail_template',
  'notification',
  'notification_shipment',
  'notification_progress',
  'mail_suppression',
  'mailbox_mail',
]
  .map((table) => tenantPolicy(table))
  .join('\n')}

grant select, insert, update on mail_settings, mail_template, notification to waybill_app, waybill_engine;
grant delete on mail_template to waybill_app;
grant select on mail_pace to waybill_app;
grant select, insert, update on mail_pace to waybill_engine;
grant select, insert, update, delete on notification_shipment to waybill_app, waybill_engine;
grant select, insert, delete on mail_suppression to waybill_app, waybill_engine;
grant select on notification_progress to waybill_app, waybill_engine;
grant select, insert on mailbox_mail to waybill_app, waybill_engine;
grant delete on mailbox_mail to waybill_app;
grant maintain on notification, notification_shipment to waybill_engine;
grant usage on all sequences in schema public to waybill_app, waybill_engine;

create function notification_count() returns trigger language plpgsql security definer set search_path = public as $$
declare
  r record;
  changed text := case tg_op
    when 'INSERT' then 'select *, 1 as s from new_rows'
    when 'DELETE' then 'select *, -1 as s from old_rows'
    else 'select *, 1 as s from new_rows union all select *, -1 from old_rows' end;
begin
  execute
    'insert into notification_progress as p (project_id, operation_id, creator_id, status, count)
     select project_id, coalesce(operation_id, 0), creator_id, status, sum(s)::int from (' || changed || ') n
     group by 1, 2, 3, 4 having sum(s) <> 0 order by 1, 2, 4
     on conflict (project_id, operation_id, status) do update set count = p.count + excluded.count';
  for r in execute 'select distinct project_id, creator_id from (' || changed || ') n' loop
    perform pg_notify('waybill', json_build_object('t', 'mail', 'id', r.project_id::text, 'c', r.creator_id::text)::text);
  end loop;
  return null;
end $$;
create trigger notification_count_insert after insert on notification referencing new table as new_rows
  for each statement execute function notification_count();
create trigger notification_count_update after update on notification referencing new table as new_rows old table as old_rows
  for each statement execute function notification_count();
create trigger notification_count_delete after delete on notification referencing old table as old_rows
  for each statement execute function notification_count();
create trigger notification_reference after insert on notification referencing new table as new_rows
  for each statement execute function belongs_to_order();

-- Backers go only when their own import is undone; what was written to them goes with them.
create function mail_leaves() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from notification_shipment s using old_rows o where s.backer_id = o.id;
  delete from notification n using old_rows o where n.backer_id = o.id;
  return null;
end $$;
create trigger mail_leaves after delete on backer referencing old table as old_rows
  for each statement execute function mail_leaves();

create function mail_settings_touch() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform pg_notify('waybill', json_build_object('t', 'mail', 'id', new.project_id::text, 'c', new.creator_id::text)::text);
  return null;
end $$;
create trigger mail_settings_touch after insert or update on mail_settings
  for each row execute function mail_settings_touch();

-- What the sender looks after, whoever's it is: projects with mail that is due or whose sender has died.
create function mail_waiting() returns table (project_id bigint, creator_id bigint)
language sql stable security definer set search_path = public as $$
  select p.id, p.creator_id
  from project p left join mail_settings m on m.project_id = p.id left join mail_pace c on c.project_id = p.id
  where (m.paused_at is null and coalesce(c.retry_at <= now(), true) and exists (
           select from notification n where n.project_id = p.id and n.status = 'PENDING' and n.due_at <= now()))
     or exists (select from notification n where n.project_id = p.id and n.status = 'SENDING' and n.lease_until < now()) $$;
revoke execute on function mail_waiting from public;
grant execute on function mail_waiting to waybill_engine;

-- Whose a notification is: what a signed link in a mail is answered by, before anybody is signed in.
create function mail_recipient(p_notification bigint)
returns table (creator_id bigint, creator_name text, email text)
language sql stable security definer set search_path = public, pg_temp as $$
  select n.creator_id, c.name, n.email from notification n join creator c on c.id = n.creator_id where n.id = p_notification $$;
revoke execute on function mail_recipient from public;
grant execute on function mail_recipient to waybill_app;
`;
