import type { PoolClient } from 'pg';
import type { Owned } from '../access/authorise.ts';
import { decodeCursor, encodeCursor, pageSize, type Connection } from '../lib/connection.ts';
import { isPassing } from '../lib/database-trouble.ts';
import type { Database } from '../lib/database.ts';
import { messageIdOf, type OutgoingMail } from '../lib/mailer.ts';
import { SealError, type Secret } from '../lib/secret.ts';
import { recordEnds } from './ledger.ts';
import type { MailJob } from './queue.actions.ts';
import { claimMails, endOf, prepare, type MailEnd, type SenderDeps } from './send-attempt.ts';
import { FILL_MAILBOX, FILL_PACE } from './send.sql.ts';
import type { MailProject } from './write-mail.ts';

/** A mail as the local mailbox keeps it. */
export interface MailboxRow {
  id: string;
  creatorId: string;
  from: string;
  to: string;
  replyTo: string | null;
  subject: string;
  text: string;
  html: string;
  headers: { name: string; value: string }[];
  at: string;
}

/** A mail as the database keeps it. */
type SealedMailboxRow = Omit<MailboxRow, 'text' | 'html'> & { text: Buffer; html: Buffer };

/** What the two forms of a mail are sealed for. */
export const MAILBOX_SEAL = 'mailbox';

const BATCH = 200;

/**
 * The transport without a mail server. Claim, mail and answer are one transaction, so here once is exactly once; and
 * nothing leaves the machine, so no rate holds.
 *
 * @returns whether it ended with mail in sight
 */
export async function fillMailbox(
  deps: SenderDeps,
  job: MailJob,
  project: MailProject,
  goesOn: () => boolean,
): Promise<boolean> {
  while (goesOn()) {
    const done = await deps.db.engineWrite([job.creatorId], async (client) => {
      const { rowCount } = await client.query(FILL_PACE, [job.projectId]);
      const claimed = rowCount ? await claimMails(client, job.projectId, BATCH, false) : [];
      const ends: MailEnd[] = [];
      const mails: { row: SealedRow; end: MailEnd }[] = [];
      for (const one of claimed) {
        const prepared = prepare(deps, project, one);
        if ('end' in prepared) {
          ends.push(prepared.end);
          continue;
        }
        mails.push({
          row: mailboxRow(deps.secret, prepared.mail, deps.mailer.from, one.id),
          end: endOf(one, 'SENT', 'In the mailbox of this Waybill; no mail server is set up.'),
        });
      }
      ends.push(...(await putApart(client, job, mails)));
      if (ends.length > 0) await recordEnds(client, job, ends);
      return claimed.length < BATCH;
    });
    if (done) return false;
  }
  return true;
}

/** Puts mails into the mailbox; one that Postgres does not take fails alone. @returns how each of them ended */
async function putApart(
  client: PoolClient,
  job: MailJob,
  mails: readonly { row: SealedRow; end: MailEnd }[],
): Promise<MailEnd[]> {
  if (mails.length === 0) return [];
  await client.query('savepoint apart');
  try {
    const rows = JSON.stringify(mails.map(({ row }) => row));
    await client.query(FILL_MAILBOX, [job.creatorId, job.projectId, rows]);
    await client.query('release savepoint apart');
    return mails.map(({ end }) => end);
  } catch (error) {
    if (isPassing(error)) throw error;
    await client.query('rollback to savepoint apart');
    const [only, ...others] = mails;
    if (only && others.length === 0) {
      const response = `This mail could not be put into the mailbox: ${(error as Error).message}`;
      return [{ ...only.end, status: 'FAILED', response }];
    }
    const half = Math.ceil(mails.length / 2);
    return [
      ...(await putApart(client, job, mails.slice(0, half))),
      ...(await putApart(client, job, mails.slice(half))),
    ];
  }
}

/** One mail straight into the mailbox, as a test mail goes. */
export async function putInMailbox(
  { db, secret }: { db: Database; secret: Secret },
  project: Owned,
  mail: OutgoingMail,
  from: string,
): Promise<void> {
  await db.write([project.creatorId], (client) =>
    client.query(FILL_MAILBOX, [
      project.creatorId,
      project.id,
      JSON.stringify([mailboxRow(secret, mail, from, null)]),
    ]),
  );
}

export interface MailboxPlan {
  creatorId: string;
  projectId: string;
  size: number;
  after: string | null;
}

const USUAL_PAGE = 25;

/** @throws UserError for a page or cursor that cannot be meant */
export function planMailboxPage(
  project: Owned,
  query: { first?: number | null; after?: string | null },
): MailboxPlan {
  return {
    creatorId: project.creatorId,
    projectId: project.id,
    size: pageSize(query.first, USUAL_PAGE),
    after: query.after == null ? null : String(decodeCursor<string>(query.after)),
  };
}

const COLUMNS = `m.id, m.creator_id as "creatorId", m.sender as "from", m.recipient as "to", m.reply_to as "replyTo", m.subject,
  m.text, m.html, m.at,
  (select coalesce(jsonb_agg(jsonb_build_object('name', h.key, 'value', h.value)), '[]') from jsonb_each_text(m.headers) h) as headers`;

/** A page of the mailbox, newest first. */
export async function readMailboxPage(
  { db, secret }: { db: Database; secret: Secret },
  plan: MailboxPlan,
): Promise<Omit<Connection<MailboxRow>, 'totalCount'>> {
  const found = await db.read<SealedMailboxRow & Record<string, unknown>>(
    [plan.creatorId],
    `select ${COLUMNS} from mailbox_mail m where m.project_id = $1 and ($2::bigint is null or m.id < $2)
     order by m.id desc limit ${plan.size + 1}`,
    [plan.projectId, plan.after !== null && /^\d{1,18}$/.test(plan.after) ? plan.after : null],
  );
  const edges = found
    .slice(0, plan.size)
    .map((sealed) => ({ node: openMail(secret, sealed), cursor: encodeCursor(sealed.id) }));
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: found.length > plan.size,
      hasPreviousPage: plan.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

export async function countMailbox(db: Database, plan: MailboxPlan): Promise<number> {
  const rows = await db.read<{ n: number }>(
    [plan.creatorId],
    'select count(*)::int as n from mailbox_mail where project_id = $1',
    [plan.projectId],
  );
  return rows[0]?.n ?? 0;
}

/** @returns null where there is none, or where it is another creator's */
export async function mailboxMail(
  { db, secret }: { db: Database; secret: Secret },
  creators: Iterable<string>,
  id: string,
): Promise<MailboxRow | null> {
  if (!/^\d{1,18}$/.test(id)) return null;
  const rows = await db.read<SealedMailboxRow & Record<string, unknown>>(
    creators,
    `select ${COLUMNS} from mailbox_mail m where m.id = $1`,
    [id],
  );
  return rows[0] ? openMail(secret, rows[0]) : null;
}

/** @returns how many mails were thrown away */
export async function clearMailbox(db: Database, project: Owned): Promise<number> {
  return db.write([project.creatorId], async (client) => {
    const { rowCount } = await client.query('delete from mailbox_mail where project_id = $1', [project.id]);
    return rowCount ?? 0;
  });
}

/** A mail sealed by a secret that is no more says so in its own place; the others still show. */
function openMail(secret: Secret, sealed: SealedMailboxRow): MailboxRow {
  const open = (bytes: Buffer) => {
    try {
      return secret.open(MAILBOX_SEAL, bytes);
    } catch (error) {
      if (error instanceof SealError) return 'This mail cannot be read: it was sealed with another secret.';
      throw error;
    }
  };
  return { ...sealed, text: open(sealed.text), html: open(sealed.html) };
}

type SealedRow = ReturnType<typeof mailboxRow>;

function mailboxRow(secret: Secret, mail: OutgoingMail, from: string, id: string | null) {
  const messageId = messageIdOf(mail, from);
  return {
    id,
    messageId,
    sender: mail.fromName === '' ? from : `${mail.fromName} <${from}>`,
    recipient: mail.toName === '' ? mail.to : `${mail.toName} <${mail.to}>`,
    replyTo: mail.replyTo,
    subject: mail.subject,
    text: secret.seal(MAILBOX_SEAL, mail.text).toString('base64'),
    html: secret.seal(MAILBOX_SEAL, mail.html).toString('base64'),
    headers: { 'Message-ID': `<${messageId}>`, ...mail.headers },
  };
}
