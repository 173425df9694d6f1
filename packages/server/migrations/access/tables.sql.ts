import { tenantPolicy } from '../house/policies.sql.ts';

/** People, their sessions and memberships, invitations and API tokens; who may touch which column. */
export const tables = /* sql */ `
create type member_role as enum ('OWNER', 'MANAGER', 'FULFILLER', 'VIEWER');

create table app_user (
  id bigint generated always as identity primary key,
  email text not null unique check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 200),
  password_hash text not null,
  created_at timestamptz not null default now()
);

-- The cookie holds 32 random bytes, this their SHA-256: a copy of the table signs nobody in.
create table session (
  id_hash bytea primary key check (length(id_hash) = 32),
  user_id bigint not null references app_user (id) on delete cascade,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  idle_expires_at timestamptz not null,
  absolute_expires_at timestamptz not null,
  user_agent text check (length(user_agent) <= 300)
);
create index session_of_user on session (user_id);

create table member (
  id bigint generated always as identity primary key,
  creator_id bigint not null references creator (id) on delete cascade,
  user_id bigint not null references app_user (id) on delete cascade,
  role member_role not null,
  created_at timestamptz not null default now(),
  unique (creator_id, user_id)
);
create index member_user on member (user_id);

create table invitation (
  id bigint generated always as identity primary key,
  creator_id bigint not null references creator (id) on delete cascade,
  token_hash bytea not null unique check (length(token_hash) = 32),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  role member_role not null,
  invited_by bigint references app_user (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create unique index invitation_open on invitation (creator_id, email) where accepted_at is null and revoked_at is null;

create table api_token (
  id bigint generated always as identity primary key,
  creator_id bigint not null references creator (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  prefix text not null unique check (length(prefix) = 8),
  secret_hash bytea not null check (length(secret_hash) = 32),
  scopes text[] not null check (
    cardinality(scopes) > 0 and
    scopes <@ array['BACKERS_READ', 'BACKERS_WRITE', 'SHIPMENTS_WRITE', 'OPERATIONS_READ', 'PROJECTS_WRITE', 'FULFILLMENT']),
  partner_id bigint,
  created_by bigint references app_user (id) on delete set null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  check ((partner_id is not null) = ('FULFILLMENT' = any (scopes))),
  check (partner_id is null or cardinality(scopes) = 1)
);
comment on column api_token.partner_id is 'Of a partner''s token: whose. It sees the requests sent to that partner, and nothing else.';
create index api_token_creator on api_token (creator_id, id);
create index api_token_partner on api_token (partner_id) where partner_id is not null;

${['member', 'invitation', 'api_token'].map(tenantPolicy).join('\n')}

create trigger creator_is_fixed before update of creator_id on member for each row execute function creator_is_fixed();

-- A person is seen by those who share a creator with them; the sub-select is under member's own policy.
alter table app_user enable row level security;
alter table app_user force row level security;
create policy fellow on app_user for select using (exists (select from member where member.user_id = app_user.id));
-- No policy: no row, for any role that row-level security binds. Sessions are reached through the functions only.
alter table session enable row level security;
alter table session force row level security;

-- Column by column: no statement of a request can read a hash, whatever it says.
grant select (id, email, name, created_at) on app_user to waybill_app;
grant select, delete, update (role) on member to waybill_app;
grant select (id, creator_id, email, role, invited_by, created_at, expires_at, accepted_at, revoked_at),
      insert, update (revoked_at)
   on invitation to waybill_app;
grant select (id, creator_id, name, prefix, scopes, partner_id, created_by, created_at, last_used_at, expires_at, revoked_at),
      insert, update (revoked_at)
   on api_token to waybill_app;
`;
