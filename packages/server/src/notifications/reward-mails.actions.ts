import type { PoolClient } from 'pg';
import { ADDRESS_PATTERN } from '../lib/mail-address.ts';
import { askToSend, type MailOwner } from './queue.actions.ts';

/**
 * Queues one mail to each backer for all the digital codes of a selection that no mail tells of yet. The mails hold
 * which codes, never the codes: they are opened when the mail is written, and stored nowhere in the clear. Backers
 * without an address get none, and see their codes on their own page.
 *
 * @param codes a select of `digital_code.id`, written by us; its parameters are in `values`
 * @returns how many mails wait now
 */
export async function queueRewardMails(
  client: PoolClient,
  owner: MailOwner,
  codes: string,
  values: unknown[] = [],
): Promise<number> {
  const creator = BigInt(owner.creatorId);
  const { rows } = await client.query<{ n: number }>(
    `with given as materialized (
       select c.id, c.backer_id, b.email from digital_code c join backer b on b.id = c.backer_id
       where c.id in (${codes}) and c.revoked_at is null and b.email ~ '${ADDRESS_PATTERN}' and length(b.email) <= 254
         and not exists (select from notification_code k where k.code_id = c.id)),
     mails as (
       insert into notification (id, creator_id, project_id, backer_id, operation_id, kind, email, message_id)
       select nextval('notification_id_seq'), ${creator}, ${BigInt(owner.projectId)}, g.backer_id,
              ${owner.operationId === null ? 'null' : BigInt(owner.operationId)}, 'DIGITAL_REWARD', g.email,
              'reward.' || gen_random_uuid()
       from (select distinct backer_id, email from given order by backer_id) g
       returning id, backer_id),
     told as (
       insert into notification_code (code_id, notification_id, creator_id)
       select g.id, m.id, ${creator} from given g join mails m on m.backer_id = g.backer_id
       on conflict do nothing)
     select count(*)::int as n from mails`,
    values,
  );
  const queued = rows[0]?.n ?? 0;
  if (queued > 0) await askToSend(client, owner);
  return queued;
}

/**
 * Takes back the mails that tell of these codes and have not begun to leave; those that have are left alone.
 *
 * @param codes as in `queueRewardMails`
 */
export async function unqueueRewardMails(
  client: PoolClient,
  codes: string,
  values: unknown[] = [],
): Promise<void> {
  await client.query(
    `with stopped as (
       update notification n set status = 'CANCELED', settled_at = now(), response = 'Taken back before it was sent.'
       where n.status = 'PENDING' and n.id in (select k.notification_id from notification_code k where k.code_id in (${codes}))
       returning n.id)
     delete from notification_code k using stopped s where k.notification_id = s.id`,
    values,
  );
}
