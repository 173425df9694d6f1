import type { PoolClient } from 'pg';
import type { Database } from '../lib/database.ts';
import { isAddress } from '../lib/mail-address.ts';
import type { MailAnswer, Mailer, OutgoingMail } from '../lib/mailer.ts';
import { DEFAULT_TEXTS, type MailText } from './mail-defaults.ts';
import type { MailKind } from './mail-variables.ts';
import { CLAIM, MEND_TOLD, PROJECT_OF_MAIL } from './send.sql.ts';
import { writeMail, type MailProject, type MailSource, type WritingDeps } from './write-mail.ts';

export interface SenderDeps extends WritingDeps {
  db: Database;
  mailer: Mailer;
  /** Set when the process is asked to stop: what is on its way ends, nothing is begun. */
  stopping: () => boolean;
}

/** How one claimed mail ends, as the ledger keeps it. */
export interface MailEnd {
  id: string;
  attempt: number;
  status: 'PENDING' | 'SENT' | 'FAILED' | 'UNKNOWN' | 'CANCELED' | 'SUPPRESSED';
  code: number | null;
  response: string | null;
  /** Of PENDING: seconds to the next attempt. */
  delay: number;
  /** Whether this was an attempt at this mail: not when the server took no mail at all. */
  counts: boolean;
}

/** A mail in hand: claimed in the database, and up to date. */
export interface ClaimedMail extends MailSource {
  known: boolean;
  unsubscribed: boolean;
  /** Process clock, from before the claim: the lease holds for longer than this says. */
  claimedAt: number;
}

/** Attempts that the server answered with "later", or hung up on; then the mail has failed. */
export const MOST_ATTEMPTS = 8;
const NO_ADDRESS = 'The backer has no email address that mail can go to. Mend it, then send again.';
const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 3600;

/** Claims mails and reads what they are written from, in the caller's transaction. */
export async function claimMails(
  client: PoolClient,
  projectId: string,
  most: number,
  limited: boolean,
): Promise<ClaimedMail[]> {
  const claimedAt = performance.now();
  // Prepared: planned anew each time it took a third as long as it runs.
  const { rows } = await client.query<Omit<ClaimedMail, 'claimedAt'>>({
    name: 'mail_claim',
    text: CLAIM,
    values: [projectId, most, limited],
  });
  const changed = rows.filter(hasChanged).map(({ id }) => id);
  if (changed.length > 0) for (const statement of MEND_TOLD) await client.query(statement, [changed]);
  return rows.map((row) => ({
    ...row,
    claimedAt,
    // A number that was withdrawn and is in force again is not withdrawn.
    told: row.told.filter(
      ({ kind, shipmentId, told }) =>
        kind === 'TRACKING' ||
        !row.parcels.some((parcel) => parcel.shipmentId === shipmentId && parcel.number === told),
    ),
  }));
}

/** What is common to the mails of a project, read once a turn. */
export async function projectOfMail(client: PoolClient, projectId: string): Promise<MailProject | null> {
  const { rows } = await client.query<
    Omit<MailProject, 'texts'> & { texts: Partial<Record<MailKind, MailText>> | null }
  >(PROJECT_OF_MAIL, [projectId]);
  return rows[0] ? { ...rows[0], texts: { ...DEFAULT_TEXTS, ...rows[0].texts } } : null;
}

/** The mail to be sent, or how it ends without being sent. */
export function prepare(
  deps: WritingDeps,
  project: MailProject,
  claimed: ClaimedMail,
): { mail: OutgoingMail } | { end: MailEnd } {
  const reason = obsolete(claimed);
  if (reason !== null) return { end: endOf(claimed, 'CANCELED', reason) };
  if (!isAddress(claimed.email)) return { end: endOf(claimed, 'FAILED', NO_ADDRESS) };
  if (claimed.unsubscribed)
    return { end: endOf(claimed, 'SUPPRESSED', 'The backer asked for no more mails about parcels.') };
  try {
    return { mail: writeMail(deps, project, claimed) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { end: endOf(claimed, 'FAILED', `This mail could not be written: ${why}`) };
  }
}

/** Gives a mail back that was claimed and not begun. */
export function released(claimed: ClaimedMail): MailEnd {
  return { ...endOf(claimed, 'PENDING', null), counts: false };
}

/** What an answer means for the mail. UNREACHABLE is the server's trouble, not the mail's. */
export function endOfAnswer(claimed: ClaimedMail, { kind, code, response }: MailAnswer): MailEnd {
  switch (kind) {
    case 'SENT':
      return endOf(claimed, 'SENT', response, code);
    case 'REFUSED':
      return endOf(claimed, 'FAILED', response, code);
    case 'UNKNOWN':
      return endOf(claimed, 'UNKNOWN', response, code);
    case 'UNREACHABLE':
      return { ...released(claimed), response };
    case 'LATER':
      if (claimed.attempts >= MOST_ATTEMPTS) return endOf(claimed, 'FAILED', response, code);
      return {
        ...endOf(claimed, 'PENDING', response, code),
        // Spread, so that a thousand mails put off together do not come back together.
        delay:
          Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 4 ** (claimed.attempts - 1)) *
          (0.9 + Math.random() / 5),
      };
  }
}

export function endOf(
  { id, attempts }: ClaimedMail,
  status: MailEnd['status'],
  response: string | null,
  code: number | null = null,
): MailEnd {
  return { id, attempt: attempts, status, code, response, delay: 0, counts: true };
}

/** Why there is nothing to say any more; null where there is. */
function obsolete({ known, kind, parcels, told, codes }: ClaimedMail): string | null {
  if (!known) return 'The backer is no longer in the project.';
  if (kind === 'TRACKING' && parcels.length === 0)
    return 'Its parcels were taken back, or are told by another mail.';
  if (kind === 'CORRECTION' && told.length === 0) return 'There is nothing to correct any more.';
  if (kind === 'DIGITAL_REWARD' && codes.length === 0) return 'Its codes were taken back.';
  return null;
}

function hasChanged({ told, parcels }: Pick<ClaimedMail, 'told' | 'parcels'>): boolean {
  return told.some(
    (one) =>
      one.kind === 'TRACKING' &&
      !parcels.some(({ shipmentId, number }) => shipmentId === one.shipmentId && number === one.told),
  );
}
