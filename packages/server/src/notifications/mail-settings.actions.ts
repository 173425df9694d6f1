import type { Owned } from '../access/authorise.ts';
import { requireEmail, requireText } from '../access/checks.ts';
import type { Database } from '../lib/database.ts';
import { isAddress } from '../lib/mail-address.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { askToSend } from './queue.actions.ts';

/** What a project has decided about its mail, or the defaults where it has decided nothing. */
export interface MailSettingsRow {
  id: string;
  creatorId: string;
  policy: 'ASK' | 'ALWAYS' | 'NEVER';
  onFirstScan: boolean;
  ratePerMinute: number;
  pausedAt: string | null;
  pausedBy: string | null;
  senderName: string | null;
  replyTo: string | null;
  trouble: string | null;
  troubleSince: string | null;
}

export interface MailSettingsChange {
  policy?: 'ASK' | 'ALWAYS' | 'NEVER' | null;
  onFirstScan?: boolean | null;
  ratePerMinute?: number | null;
  senderName?: string | null;
  replyTo?: string | null;
}

export const USUAL_RATE = 600;
const HIGHEST_RATE = 1_000_000;
const LONGEST_NAME = 120;

/** @throws UserError NOT_FOUND */
export async function mailSettingsOf(db: Database, { id, creatorId }: Owned): Promise<MailSettingsRow> {
  const rows = await db.read<MailSettingsRow & Record<string, unknown>>(
    [creatorId],
    `select p.id, p.creator_id as "creatorId", coalesce(m.policy, 'ASK') as policy,
       coalesce(m.on_first_scan and m.policy <> 'NEVER', false) as "onFirstScan",
       coalesce(m.rate_per_minute, ${USUAL_RATE}) as "ratePerMinute", m.paused_at as "pausedAt", m.paused_by as "pausedBy",
       m.sender_name as "senderName", m.reply_to as "replyTo", c.trouble, c.trouble_since as "troubleSince"
     from project p left join mail_settings m on m.project_id = p.id left join mail_pace c on c.project_id = p.id
     where p.id = $1`,
    [id],
    { prepare: true },
  );
  if (!rows[0]) throw notFound('project');
  return rows[0];
}

/**
 * Changes what is given; an empty name or reply-to takes it away.
 *
 * @throws UserError INVALID
 */
export async function updateMailSettings(
  db: Database,
  project: Owned,
  change: MailSettingsChange,
): Promise<void> {
  const { ratePerMinute } = change;
  if (ratePerMinute != null && !(ratePerMinute >= 1 && ratePerMinute <= HIGHEST_RATE))
    throw new UserError(
      UserErrorCode.INVALID,
      `A rate is 1 to ${HIGHEST_RATE.toLocaleString('en-US')} mails a minute.`,
      ['input', 'ratePerMinute'],
    );
  const senderName = optional(change.senderName, (name) =>
    requireText(name, ['input', 'senderName'], 'the name', LONGEST_NAME),
  );
  const replyTo = optional(change.replyTo, readReplyTo);
  await db.write([project.creatorId], (client) =>
    client.query(
      `insert into mail_settings as m (project_id, creator_id, policy, on_first_scan, rate_per_minute, sender_name, reply_to)
       values ($1, $2, coalesce($3::notify_policy, 'ASK'), coalesce($4, false), coalesce($5, ${USUAL_RATE}), $7, $9)
       on conflict (project_id) do update set
         policy = coalesce($3::notify_policy, m.policy), on_first_scan = coalesce($4, m.on_first_scan),
         rate_per_minute = coalesce($5, m.rate_per_minute), sender_name = case when $6 then $7 else m.sender_name end,
         reply_to = case when $8 then $9 else m.reply_to end, updated_at = now()`,
      [
        project.id,
        project.creatorId,
        change.policy ?? null,
        change.onFirstScan ?? null,
        ratePerMinute ?? null,
        senderName !== undefined,
        senderName ?? null,
        replyTo !== undefined,
        replyTo ?? null,
      ],
    ),
  );
}

/** Stops the sender after what is on its way; what waits goes on waiting. */
export async function pauseMail(db: Database, project: Owned, by: string): Promise<void> {
  await db.write([project.creatorId], (client) =>
    client.query(
      `insert into mail_settings as m (project_id, creator_id, paused_at, paused_by) values ($1, $2, now(), $3)
       on conflict (project_id) do update set paused_at = coalesce(m.paused_at, now()), paused_by = coalesce(m.paused_by, $3)`,
      [project.id, project.creatorId, by],
    ),
  );
}

export async function resumeMail(db: Database, project: Owned): Promise<void> {
  await db.write([project.creatorId], async (client) => {
    await client.query('update mail_settings set paused_at = null, paused_by = null where project_id = $1', [
      project.id,
    ]);
    await askToSend(client, { projectId: project.id, creatorId: project.creatorId });
  });
}

function optional(
  given: string | null | undefined,
  read: (text: string) => string,
): string | null | undefined {
  if (given === undefined) return undefined;
  return given === null || given.trim() === '' ? null : read(given);
}

function readReplyTo(text: string): string {
  const email = requireEmail(text, ['input', 'replyTo']);
  if (isAddress(email)) return email;
  throw new UserError(UserErrorCode.INVALID, `"${email}" is not exactly one address.`, ['input', 'replyTo']);
}
