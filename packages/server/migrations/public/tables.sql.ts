import { tenantPolicy } from '../house/policies.sql.ts';

/** What strangers may see, and by which link. */
export const tables = /* sql */ `
alter table creator add about text check (length(about) <= 2000);
alter table project add published_at timestamptz;
comment on column project.published_at is 'Since when the project stands on the public profile; null where it does not.';

-- Links are computed, not stored: a row exists only where somebody made the older ones useless.
create table pledge_link (
  backer_id bigint primary key,
  creator_id bigint not null,
  project_id bigint not null,
  version int not null default 1,
  rotated_by text,
  rotated_at timestamptz not null default now(),
  foreign key (creator_id, backer_id) references backer (creator_id, id) on delete cascade
);

${tenantPolicy('pledge_link')}
grant select, insert, update on pledge_link to waybill_app, waybill_engine;

-- A stranger names a slug or holds a link; the answer is whose tenant to read in, for published things only.
create function public_creator_id(p_slug text) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id from creator c
  where c.slug = lower(p_slug) and exists (select from project p where p.creator_id = c.id and p.published_at is not null) $$;
create function public_pledge_of(p_backer_id bigint)
returns table (creator_id bigint, project_id bigint, link_version int)
language sql stable security definer set search_path = public, pg_temp as $$
  select b.creator_id, b.project_id, coalesce(l.version, 0)
  from backer b left join pledge_link l on l.backer_id = b.id
  where b.id = p_backer_id $$;
revoke execute on function public_creator_id, public_pledge_of from public;
grant execute on function public_creator_id, public_pledge_of to waybill_app;
`;
