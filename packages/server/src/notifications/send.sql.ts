import { USUAL_RATE } from './mail-settings.actions.ts';

/**
 * The sender's statements. A mail goes PENDING → SENDING (claimed with a lease, committed before the first byte) → SENT,
 * FAILED or UNKNOWN, or back to PENDING. Out of those three only a person moves it.
 */

/** How long a claim holds. Who has written no answer down by then is taken for dead. */
export const LEASE_SECONDS = 180;

/** $1 project, $2 creator. Begins with a full bucket. */
export const OPEN_PACE = /* sql */ `
insert into mail_pace (project_id, creator_id, tokens, refilled_at) values ($1, $2, 0, now() - interval '2 minutes')
on conflict do nothing`;

/**
 * Refills the project's bucket of tokens, one a mail. It holds a twelfth of the rate, as much as comes in between two
 * beats of the jobs, and fills by nine tenths a minute: a full bucket and what comes in within any minute stay below the
 * rate. The row stays locked to the end of the transaction, so two processes together keep it. No row where mail is
 * paused, or waits for its server. $1 project.
 */
export const FILL_PACE = /* sql */ `
update mail_pace p set
  tokens = least(greatest(1, r.rate / 12.0), p.tokens + 0.9 * r.rate / 60.0 * extract(epoch from clock_timestamp() - p.refilled_at)),
  refilled_at = clock_timestamp()
from (select coalesce((select rate_per_minute from mail_settings where project_id = $1), ${USUAL_RATE}) as rate) r
where p.project_id = $1 and coalesce(p.retry_at <= now(), true)
  and not exists (select from mail_settings where project_id = $1 and paused_at is not null)
returning floor(p.tokens)::int as tokens`;

/** Leases that ran out: the process died between the first byte and writing down the answer. $1 project. */
export const EXPIRE = /* sql */ `
update notification set status = 'UNKNOWN', settled_at = now(), lease_until = null,
  response = 'Waybill was cut off while this mail was on its way. It may have arrived, or not.'
where project_id = $1 and status = 'SENDING' and lease_until < now()`;

/**
 * Claims mails that are due, pays for them, and reads all that their texts may need. A mail goes to the address its
 * backer has now: the one it was queued for may have been a stranger's. $1 project, $2 how many at most, $3 whether they
 * cost tokens.
 */
export const CLAIM = /* sql */ `
with due as (
  select id, backer_id from notification where project_id = $1 and status = 'PENDING' and due_at <= now()
  order by due_at, id limit $2 for update skip locked),
claimed as (
  update notification n set status = 'SENDING', attempts = n.attempts + 1, email = coalesce(b.email, n.email),
    lease_until = now() + interval '${LEASE_SECONDS} seconds'
  from due left join backer b on b.id = due.backer_id where n.id = due.id
  returning n.id, n.kind, n.attempts, n.email, n.message_id, n.backer_id, n.creator_id),
paid as (
  update mail_pace set tokens = tokens - (select count(*) from claimed) where project_id = $1 and $3)
select c.id, c.kind, c.attempts, c.email, c.message_id as "messageId", c.backer_id as "backerId",
  b.name, b.number, b.pledge_id as "pledgeId", b.id is not null as known,
  coalesce((select l.version from pledge_link l where l.backer_id = c.backer_id), 0) as "linkVersion",
  c.kind <> 'DIGITAL_REWARD' and exists (
    select from mail_suppression x where x.creator_id = c.creator_id and x.email_key = lower(c.email)) as unsubscribed,
  coalesce((select jsonb_agg(jsonb_build_object('shipmentId', t.shipment_id::text, 'kind', t.kind, 'told', t.told) order by t.shipment_id)
            from notification_shipment t where t.notification_id = c.id), '[]') as told,
  coalesce((select jsonb_agg(jsonb_build_object('shipmentId', s.id::text, 'number', s.tracking_number, 'carrier', s.carrier,
                               'carrierName', s.carrier_name, 'url', s.tracking_url) order by s.id)
            from shipment s where s.backer_id = c.backer_id and s.voided_at is null and s.tracking_number is not null
              and (c.kind = 'CORRECTION' or exists (
                select from notification_shipment t where t.notification_id = c.id and t.kind = 'TRACKING' and t.shipment_id = s.id))),
           '[]') as parcels,
  coalesce((select jsonb_agg(jsonb_build_object('name', i.name, 'quantity', i.quantity) order by i.no)
            from order_item i where i.backer_id = c.backer_id), '[]') as items,
  case when c.kind = 'DIGITAL_REWARD' then
    coalesce((select jsonb_agg(jsonb_build_object('reward', r.name, 'sealed', encode(d.sealed, 'base64'), 'instructions', r.instructions) order by d.id)
              from notification_code k join digital_code d on d.id = k.code_id join digital_reward r on r.id = d.reward_id
              where k.notification_id = c.id and d.revoked_at is null), '[]')
    else '[]' end as codes
from claimed c left join backer b on b.id = c.backer_id
order by c.id`;

/** What the mails $1 tell of is brought up to date: parcels that are gone, and numbers that changed since. */
export const MEND_TOLD = [
  /* sql */ `delete from notification_shipment t where t.notification_id = any ($1::bigint[]) and t.kind = 'TRACKING'
    and not exists (select from shipment s where s.id = t.shipment_id and s.voided_at is null and s.tracking_number is not null)`,
  /* sql */ `update notification_shipment t set told = s.tracking_number
    from shipment s
    where t.notification_id = any ($1::bigint[]) and t.kind = 'TRACKING' and s.id = t.shipment_id and s.tracking_number <> t.told
      and not exists (select from notification_shipment o
                      where o.shipment_id = t.shipment_id and o.kind = 'TRACKING' and o.told = s.tracking_number)`,
];

/**
 * Writes answers down. A mail that was taken for lost meanwhile still gets its answer, unless a person decided. Mails
 * that will not be sent let go of what they would have told. $1 project; then arrays: $2 ids, $3 attempts, $4 statuses,
 * $5 codes, $6 responses, $7 seconds to the next attempt, $8 whether the attempt counts.
 */
export const RECORD = /* sql */ `
with ended as (
  update notification n set status = e.status, response_code = coalesce(e.code, case when not e.counts then n.response_code end),
    response = coalesce(e.response, case when not e.counts then n.response end), lease_until = null,
    sent_at = case when e.status = 'SENT' then now() end,
    settled_at = case when e.status = 'PENDING' then null else now() end,
    due_at = case when e.status = 'PENDING' then now() + e.delay * interval '1 second' else n.due_at end,
    attempts = case when e.counts then n.attempts else n.attempts - 1 end
  from unnest($2::bigint[], $3::int[], $4::notification_status[], $5::int[], $6::text[], $7::float8[], $8::boolean[])
    as e (id, attempt, status, code, response, delay, counts)
  where n.id = e.id and n.attempts = e.attempt and (n.status = 'SENDING' or (n.status = 'UNKNOWN' and n.decided_by is null))
  returning n.id, n.status),
freed as (
  delete from notification_shipment t using ended e where t.notification_id = e.id and e.status = 'CANCELED'),
fallen as (
  update notification_shipment t set stands = false from ended e
  where t.notification_id = e.id and e.status in ('FAILED', 'SUPPRESSED'))
update mail_pace p set
  sent = case when p.minute = date_trunc('minute', now()) then p.sent else 0 end + s.n,
  sent_before = case when p.minute = date_trunc('minute', now()) then p.sent_before
                     when p.minute = date_trunc('minute', now()) - interval '1 minute' then p.sent else 0 end,
  minute = date_trunc('minute', now()), trouble = null, trouble_since = null, troubles = 0,
  retry_at = null
from (select count(*)::int as n from ended where status = 'SENT') s
where p.project_id = $1 and s.n > 0`;

/**
 * The server takes no mail: the next try after 5 seconds, then twice as long each time, to five minutes. Told to whoever
 * watches: no mail changes with it. $1 project.
 */
export const RECORD_TROUBLE = /* sql */ `
with troubled as (
  update mail_pace set trouble = $2, trouble_since = coalesce(trouble_since, now()), troubles = least(troubles + 1, 10),
    retry_at = now() + least(300, 5 * power(2, least(troubles, 10))) * interval '1 second'
  where project_id = $1 returning project_id, creator_id)
select pg_notify('waybill', json_build_object('t', 'mail', 'id', project_id::text, 'c', creator_id::text)::text)
from troubled`;

/** $1 project. */
export const PROJECT_OF_MAIL = /* sql */ `
select p.id, p.creator_id as "creatorId", p.title, coalesce(m.sender_name, c.name) as creator, m.reply_to as "replyTo",
  (select jsonb_object_agg(t.kind, jsonb_build_object('subject', t.subject, 'body', t.body)) from mail_template t
   where t.project_id = p.id) as texts
from project p join creator c on c.id = p.creator_id left join mail_settings m on m.project_id = p.id
where p.id = $1`;

/** Into the local mailbox: a row of JSON a mail, text and HTML sealed and in base64. $1 creator, $2 project. */
export const FILL_MAILBOX = /* sql */ `
insert into mailbox_mail (creator_id, project_id, notification_id, message_id, sender, recipient, reply_to, subject, text, html, headers)
select $1, $2, m.id, m."messageId", m.sender, m.recipient, m."replyTo", m.subject,
  decode(m.text, 'base64'), decode(m.html, 'base64'), m.headers
from jsonb_to_recordset($3) as m (id bigint, "messageId" text, sender text, recipient text, "replyTo" text, subject text,
  text text, html text, headers jsonb)`;
