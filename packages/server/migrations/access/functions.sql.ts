/**
 * What must work before it is known who asks: resolving a cookie or a token, signing in and up, joining. Each is
 * SECURITY DEFINER with a fixed search path and answers for exactly the key it is given.
 */
export const functions = /* sql */ `
create function access_session(p_id_hash bytea)
returns table (user_id bigint, email text, name text, creators text[], roles text[])
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_user bigint;
  seen timestamptz;
begin
  select s.user_id, s.last_seen_at into found_user, seen from session s
  where s.id_hash = p_id_hash and s.idle_expires_at > now() and s.absolute_expires_at > now();
  if not found then return; end if;
  -- The idle limit slides, but not with a write per request.
  if seen < now() - interval '1 minute' then
    update session s set last_seen_at = now(), idle_expires_at = now() + interval '12 hours' where s.id_hash = p_id_hash;
  end if;
  return query
    select u.id, u.email, u.name,
           coalesce(array_agg(m.creator_id::text order by m.creator_id) filter (where m.id is not null), '{}'),
           coalesce(array_agg(m.role::text order by m.creator_id) filter (where m.id is not null), '{}')
    from app_user u left join member m on m.user_id = u.id
    where u.id = found_user group by u.id;
end $$;

create function access_session_open(p_user_id bigint, p_id_hash bytea, p_user_agent text) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from session where user_id = p_user_id and (idle_expires_at <= now() or absolute_expires_at <= now());
  insert into session (id_hash, user_id, idle_expires_at, absolute_expires_at, user_agent)
  values (p_id_hash, p_user_id, now() + interval '12 hours', now() + interval '7 days', left(p_user_agent, 300)) $$;

create function access_session_close(p_id_hash bytea) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from session where id_hash = p_id_hash returning 1) select exists (select from gone) $$;

create function access_credentials(p_email text) returns table (user_id bigint, password_hash text)
language sql stable security definer set search_path = public, pg_temp as $$
  select id, app_user.password_hash from app_user where email = lower(p_email) $$;

create function access_token(p_prefix text)
returns table (id bigint, creator_id bigint, partner_id bigint, name text, secret_hash bytea, scopes text[], stale boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id, t.creator_id, t.partner_id, t.name, t.secret_hash, t.scopes,
         t.last_used_at is null or t.last_used_at < now() - interval '1 minute'
  from api_token t
  where t.prefix = p_prefix and t.revoked_at is null and (t.expires_at is null or t.expires_at > now()) $$;

create function access_token_used(p_id bigint) returns void
language sql security definer set search_path = public, pg_temp as $$
  update api_token set last_used_at = now()
  where id = p_id and (last_used_at is null or last_used_at < now() - interval '1 minute') $$;

create function access_user_create(p_email text, p_name text, p_password_hash text) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  insert into app_user (email, name, password_hash) values (lower(p_email), p_name, p_password_hash) returning id $$;

-- A creator and its first owner; the address gets a number where another creator has it.
create function access_creator_create(p_user_id bigint, p_name text, p_slug text) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  made bigint;
  n int := 1;
begin
  loop
    insert into creator (slug, name) values (case when n = 1 then p_slug else p_slug || '-' || n end, p_name)
    on conflict (slug) do nothing returning id into made;
    exit when made is not null;
    n := n + 1;
  end loop;
  insert into member (creator_id, user_id, role) values (made, p_user_id, 'OWNER');
  return made;
end $$;

create function access_invitation(p_token_hash bytea)
returns table (id bigint, creator_id bigint, creator_name text, email text, role text, user_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, i.creator_id, c.name, i.email, i.role::text, u.id
  from invitation i join creator c on c.id = i.creator_id left join app_user u on u.email = i.email
  where i.token_hash = p_token_hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > now() $$;

-- True for the one caller that used the invitation up. Who is a member already keeps the role they have.
create function access_invitation_accept(p_token_hash bytea, p_user_id bigint) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare i invitation;
begin
  update invitation set accepted_at = now()
  where token_hash = p_token_hash and accepted_at is null and revoked_at is null and expires_at > now()
    and email = (select u.email from app_user u where u.id = p_user_id)
  returning * into i;
  if not found then return false; end if;
  insert into member (creator_id, user_id, role) values (i.creator_id, p_user_id, i.role)
  on conflict (creator_id, user_id) do nothing;
  return true;
end $$;

-- Sockets listen to these: what was taken away stops within a second, on every process.
create function access_session_gone() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_notify('waybill', json_build_object('t', 'access', 'k', 'session', 'id', encode(old.id_hash, 'hex'))::text);
  return null;
end $$;
create trigger access_changed after delete on session for each row execute function access_session_gone();

create function access_token_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_notify('waybill', json_build_object(
    't', 'access', 'k', 'token', 'id', old.id::text, 'c', old.creator_id::text)::text);
  return null;
end $$;
create trigger access_changed after delete or update of revoked_at on api_token
  for each row execute function access_token_changed();

create function access_member_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare m member := case tg_op when 'INSERT' then new else old end;
begin
  perform pg_notify('waybill', json_build_object(
    't', 'access', 'k', 'user', 'id', m.user_id::text, 'c', m.creator_id::text)::text);
  return null;
end $$;
create trigger access_changed after insert or update of role or delete on member
  for each row execute function access_member_changed();

revoke execute on function
  access_session, access_session_open, access_session_close, access_credentials, access_token, access_token_used,
  access_user_create, access_creator_create, access_invitation, access_invitation_accept,
  access_session_gone, access_token_changed, access_member_changed from public;
grant execute on function
  access_session, access_session_open, access_session_close, access_credentials, access_token, access_token_used,
  access_user_create, access_creator_create, access_invitation, access_invitation_accept to waybill_app;
`;
