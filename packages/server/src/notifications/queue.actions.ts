import type { PoolClient } from 'pg';
import { addJob } from '../lib/jobs.ts';
import { isAddress } from '../lib/mail-address.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { LOCK_QUEUE, writeMails } from './told.sql.ts';

/** Whose mails they are; `operationId` null where a person wrote to one backer. */
export interface MailOwner {
  creatorId: string;
  projectId: string;
  operationId: string | null;
}

/** What a job carries: ids only, and whose it is. */
export interface MailJob {
  projectId: string;
  creatorId: string;
}

/** Asks for the project's waiting mail to be sent, once the caller's transaction is through. */
export function askToSend(client: PoolClient, { projectId, creatorId }: MailJob): Promise<void> {
  return addJob(client, 'mail-send', { projectId, creatorId }, `mail:${projectId}`);
}

/**
 * Queues one mail to one backer for all parcels they have not been told of, if the project's policy lets it: ALWAYS
 * without being asked, ASK when asked, NEVER not even then.
 *
 * @returns why nobody is written to although it was asked for: NO_EMAIL, BAD_EMAIL, UNSUBSCRIBED, MAIL_IS_OFF or
 *   NOTHING_NEW; null where a mail waits, or none was wanted
 */
export async function queueForBacker(
  client: PoolClient,
  backer: { id: string; creatorId: string; projectId: string },
  asked: boolean,
): Promise<string | null> {
  const { rows } = await client.query<{ policy: string; email: string; unsubscribed: boolean }>(
    `select coalesce(m.policy, 'ASK') as policy, b.email,
       exists (select from mail_suppression x where x.creator_id = b.creator_id and x.email_key = lower(b.email)) as unsubscribed
     from backer b left join mail_settings m on m.project_id = b.project_id where b.id = $1`,
    [backer.id],
  );
  const found = rows[0];
  if (!found) return null;
  if (found.policy === 'NEVER') return asked ? 'MAIL_IS_OFF' : null;
  if (!asked && found.policy !== 'ALWAYS') return null;
  if (found.email === '') return 'NO_EMAIL';
  if (!isAddress(found.email)) return 'BAD_EMAIL';
  if (found.unsubscribed) return 'UNSUBSCRIBED';
  const owner = { creatorId: backer.creatorId, projectId: backer.projectId, operationId: null };
  await client.query(LOCK_QUEUE, [backer.projectId]);
  const { rows: queued } = await client.query(
    `with wanted as (select $1::bigint as backer_id, $2::text as email, false as corrects),
     ${writeMails(owner)} select id from mails`,
    [backer.id, found.email],
  );
  if (queued.length === 0) return asked ? 'NOTHING_NEW' : null;
  await askToSend(client, owner);
  return null;
}

/**
 * After an operation that brought parcels: tells their backers, where its `notify` option or the project's policy
 * says so. An operation of its own, in the caller's transaction: made exactly if the other is completed.
 */
export async function tellAfter(client: PoolClient, done: OperationRecord): Promise<void> {
  const { shipmentsAdded = 0, shipmentsReplaced = 0 } = done.summary;
  if (done.kind === 'TRACKING_NOTIFICATIONS' || shipmentsAdded + shipmentsReplaced === 0) return;
  const { rows } = await client.query<{ policy: string }>(
    'select policy from mail_settings where project_id = $1',
    [done.projectId],
  );
  const policy = rows[0]?.policy ?? 'ASK';
  if (policy !== 'ALWAYS' && !(policy === 'ASK' && done.options.notify === true)) return;
  const made = await client.query<{ id: string }>(
    `insert into operation (creator_id, project_id, kind, status, actor_kind, actor_id, actor_name, options, phase)
     values ($1, $2, 'TRACKING_NOTIFICATIONS', 'PLANNING', $3, $4, $5, $6, 'Matching') returning id`,
    [
      done.creatorId,
      done.projectId,
      done.actorKind,
      done.actorId,
      done.actorName,
      JSON.stringify({ target: { filter: { operationId: done.id } }, corrections: false, autoApply: true }),
    ],
  );
  const id = made.rows[0]?.id ?? '';
  await addJob(client, 'operation-plan', { id, creatorId: done.creatorId }, `operation:${id}`);
}

/**
 * On a carrier's first scan: one mail to each of these backers for all they have not been told, if the project wants
 * that. For whoever records scans; however many backers, a handful of statements.
 */
export async function notifyOnFirstScan(
  client: PoolClient,
  owner: MailJob,
  backerIds: readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ id: string; email: string }>(
    `select b.id, b.email from mail_settings m join backer b on b.project_id = m.project_id
     where m.project_id = $1 and m.on_first_scan and m.policy <> 'NEVER' and b.id = any ($2::bigint[])
       and not exists (select from mail_suppression x where x.creator_id = b.creator_id and x.email_key = lower(b.email))`,
    [owner.projectId, backerIds],
  );
  const reached = rows.filter(({ email }) => isAddress(email));
  if (reached.length === 0) return;
  await client.query(LOCK_QUEUE, [owner.projectId]);
  const { rowCount } = await client.query(
    `with wanted as (select w.backer_id, w.email, false as corrects from unnest($1::bigint[], $2::text[]) w (backer_id, email)),
     ${writeMails({ ...owner, operationId: null })} select from mails`,
    [reached.map(({ id }) => id), reached.map(({ email }) => email)],
  );
  if (rowCount) await askToSend(client, owner);
}
