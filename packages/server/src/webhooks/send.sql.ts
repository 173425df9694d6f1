/**
 * The sender's statements. A delivery goes PENDING → SENDING (claimed with a lease, committed before the request) →
 * DELIVERED or FAILED, or back to PENDING for the next attempt. $1 is the endpoint unless it is said otherwise.
 */

/** How long a claim holds: longer than any request. Who has written no answer down by then is taken for dead. */
export const LEASE_SECONDS = 60;

/** Enabled endpoints of a creator with something to send now. $1 creator. */
export const ENDPOINTS_WAITING = /* sql */ `
select e.id from webhook_endpoint e
where e.creator_id = $1 and e.disabled_at is null and coalesce(e.paused_until <= now(), true)
  and (exists (select from webhook_delivery d where d.endpoint_id = e.id and d.status = 'PENDING' and d.due_at <= now())
    or exists (select from webhook_delivery d where d.endpoint_id = e.id and d.status = 'SENDING' and d.lease_until < now()))`;

/** Claims of the dead are free again: the same event goes out once more, under the same id. */
export const EXPIRE = /* sql */ `
with dead as (
  update webhook_delivery set status = 'PENDING', lease_until = null, due_at = now()
  where endpoint_id = $1 and status = 'SENDING' and lease_until < now() returning id, attempts, creator_id)
insert into webhook_attempt (delivery_id, no, creator_id, duration_ms, problem)
select id, attempts, creator_id, 0, 'Waybill was cut off before the answer came; the event is sent again.' from dead
on conflict do nothing`;

/** $2 how many at most. */
export const CLAIM = /* sql */ `
with due as (
  select d.id from webhook_delivery d
  where d.endpoint_id = $1 and d.status = 'PENDING' and d.due_at <= now()
    and exists (select from webhook_endpoint e where e.id = $1 and e.disabled_at is null and coalesce(e.paused_until <= now(), true))
  order by d.due_at, d.id limit $2 for update skip locked),
claimed as (
  update webhook_delivery d set status = 'SENDING', attempts = d.attempts + 1, lease_until = now() + interval '${LEASE_SECONDS} seconds'
  from due where d.id = due.id
  returning d.id, d.attempts, d.event_id, d.endpoint_id)
select c.id, c.attempts, v.id as "eventId", v.type, v.at, v.data::text as data, e.url, e.secret_sealed as secret,
  case when e.old_secret_until > now() then e.old_secret_sealed end as "oldSecret"
from claimed c join webhook_event v on v.id = c.event_id join webhook_endpoint e on e.id = c.endpoint_id
order by c.id`;

/**
 * How an attempt ended. Only whoever still holds the claim moves the delivery; the attempt is kept in any case.
 * $1 delivery, $2 attempt, $3 status, $4 code, $5 problem, $6 seconds to the next attempt, $7 milliseconds it took,
 * $8 excerpt of the answer, $9 creator.
 */
export const RECORD = /* sql */ `
with ended as (
  update webhook_delivery set status = $3::webhook_delivery_status, response_code = $4, problem = $5, lease_until = null,
    due_at = case when $3 = 'PENDING' then now() + $6::float8 * interval '1 second' else due_at end,
    settled_at = case when $3 <> 'PENDING' then now() end
  where id = $1 and status = 'SENDING' and attempts = $2)
insert into webhook_attempt as a (delivery_id, no, creator_id, at, duration_ms, response_code, problem, excerpt)
values ($1, $2, $9, now() - $7::int * interval '1 millisecond', $7, $4, $5, $8)
on conflict (delivery_id, no) do update set at = excluded.at, duration_ms = excluded.duration_ms,
  response_code = excluded.response_code, problem = excluded.problem, excerpt = excluded.excerpt`;

/** Written only by the first success after a failure: a row that every delivery wrote would be a queue of its own. */
export const RECOVER = /* sql */ `
update webhook_endpoint set failing_since = null, failures = 0, paused_until = null
where id = $1 and (failing_since is not null or paused_until is not null)`;

/**
 * Another failure. Says whether there is no hope: nothing but failures for so many days, or for as long as one event was
 * tried in vain to the end. $2 seconds it asked to be left alone, or null, $3 delivery that has now failed for good, or
 * null, $4 days.
 */
export const FAIL = /* sql */ `
update webhook_endpoint e set failing_since = coalesce(e.failing_since, now()), failures = e.failures + 1,
  paused_until = coalesce(now() + $2::float8 * interval '1 second', e.paused_until)
where e.id = $1 and e.disabled_at is null
returning e.failing_since < now() - $4::int * interval '1 day' or ($3::bigint is not null and e.failing_since <= (
  select min(a.at + (a.duration_ms + 3000) * interval '1 millisecond') from webhook_attempt a where a.delivery_id = $3)) as hopeless`;

/** Turns an endpoint off; what waited for it is canceled, and can be replayed. $2 reason. */
export const DISABLE = [
  /* sql */ `update webhook_endpoint set disabled_at = now(), disabled_reason = $2, updated_at = now()
    where id = $1 and disabled_at is null returning url`,
  /* sql */ `update webhook_delivery set status = 'CANCELED', settled_at = now(),
      problem = coalesce(problem || ' ', '') || 'The endpoint was turned off.'
    where endpoint_id = $1 and status = 'PENDING'`,
] as const;
