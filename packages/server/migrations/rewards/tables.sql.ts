import { tenantPolicy } from '../house/policies.sql.ts';
import { fewIds } from '../house/triggers.sql.ts';

/** Digital rewards: codes and links, one for each or one for all. */
export const tables = /* sql */ `
create type digital_reward_kind as enum ('UNIQUE', 'SHARED');
create table digital_reward (
  id bigint generated always as identity primary key,
  creator_id bigint not null,
  project_id bigint not null,
  name text not null check (length(name) between 1 and 200),
  kind digital_reward_kind not null,
  instructions text check (length(instructions) <= 5000),
  created_by text,
  created_at timestamptz not null default now(),
  foreign key (creator_id, project_id) references project (creator_id, id),
  unique (creator_id, id)
);
create unique index digital_reward_name on digital_reward (project_id, lower(name));

-- A code and who has it. sealed = the code, encrypted; fingerprint = its HMAC, by which a second gift is refused
-- without the code being readable. Without a backer it waits for its operation to be applied.
create sequence digital_code_id_seq cache 100;
create table digital_code (
  id bigint primary key default nextval('digital_code_id_seq'),
  creator_id bigint not null,
  project_id bigint not null,
  reward_id bigint not null,
  operation_id bigint not null,
  position int not null,
  backer_id bigint,
  sealed bytea not null,
  fingerprint bytea not null,
  shared boolean not null,
  given_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  foreign key (creator_id, reward_id) references digital_reward (creator_id, id)
);
alter sequence digital_code_id_seq owned by digital_code.id;
create unique index digital_code_once on digital_code (creator_id, fingerprint) where not shared;
create index digital_code_shared on digital_code (creator_id, fingerprint) where shared;
create index digital_code_backer on digital_code (backer_id) where backer_id is not null;
-- A backer has a reward once; another code of it wants the first revoked.
create unique index digital_code_living on digital_code (reward_id, backer_id) where backer_id is not null and revoked_at is null;
create index digital_code_reward on digital_code (reward_id, id);
create index digital_code_operation on digital_code (operation_id, position);

-- Which codes a mail tells of, each once.
create table notification_code (
  code_id bigint primary key,
  notification_id bigint not null,
  creator_id bigint not null
);
create index notification_code_mail on notification_code (notification_id);

${['digital_reward', 'digital_code', 'notification_code'].map((table) => tenantPolicy(table)).join('\n')}

grant select, insert, update on digital_reward to waybill_app, waybill_engine;
grant select, insert, update, delete on digital_code to waybill_app, waybill_engine;
grant select, insert, delete on notification_code to waybill_app, waybill_engine;
grant maintain on digital_code to waybill_engine;
grant usage on all sequences in schema public to waybill_app, waybill_engine;

create function digital_code_hint() returns trigger language plpgsql security definer set search_path = public as $$
declare r record;
begin
  for r in select project_id, creator_id, ${fewIds}
           from new_rows where backer_id is not null group by project_id, creator_id
  loop
    perform backers_hint(r.project_id, r.creator_id, r.ids, r.lo, r.hi);
  end loop;
  return null;
end $$;
create trigger digital_code_hint_insert after insert on digital_code referencing new table as new_rows
  for each statement execute function digital_code_hint();
create trigger digital_code_hint_update after update on digital_code referencing new table as new_rows
  for each statement execute function digital_code_hint();

create function digital_code_belongs() returns trigger language plpgsql security definer set search_path = public as $$
declare stray bigint;
begin
  select n.id into stray from new_rows n
  where not exists (select from digital_reward r where r.id = n.reward_id and r.project_id = n.project_id)
    or (n.backer_id is not null and n.revoked_at is null and not exists (
      select from orders o where o.backer_id = n.backer_id and o.project_id = n.project_id and o.creator_id = n.creator_id)) limit 1;
  if found then
    raise foreign_key_violation using message = format('digital code %s is of another project than its reward or its backer', stray);
  end if;
  return null;
end $$;
create trigger digital_code_belongs_insert after insert on digital_code referencing new table as new_rows
  for each statement execute function digital_code_belongs();
create trigger digital_code_belongs_update after update on digital_code referencing new table as new_rows
  for each statement execute function digital_code_belongs();

-- What nobody was given goes when its operation comes to rest: a discarded preview holds no code back. Rows that a
-- chunk is giving away this moment are passed over, or the one who cancels and the chunk would wait for each other.
create function digital_code_settle() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from digital_code where id in (
    select c.id from digital_code c where c.operation_id = new.id and c.backer_id is null for update skip locked);
  return null;
end $$;
create trigger digital_code_settle after update of status on operation for each row
  when (new.kind = 'DIGITAL_REWARDS' and new.status in ('COMPLETED', 'FAILED', 'CANCELED', 'UNDONE'))
  execute function digital_code_settle();
`;
