import type { Database } from '../lib/database.ts';
import { SEND_LIMIT_MS, type MailAnswer } from '../lib/mailer.ts';
import { openLedger } from './ledger.ts';
import { fillMailbox } from './mailbox.actions.ts';
import { askToSend, type MailJob } from './queue.actions.ts';
import {
  claimMails,
  endOfAnswer,
  prepare,
  projectOfMail,
  released,
  type ClaimedMail,
  type SenderDeps,
} from './send-attempt.ts';
import { EXPIRE, FILL_PACE, LEASE_SECONDS, OPEN_PACE, RECORD_TROUBLE } from './send.sql.ts';
import type { MailProject } from './write-mail.ts';

/**
 * What a crash leaves uncertain is what was claimed, so claims are small: enough for the pool to be busy while the next
 * claim is on its way.
 */
const CLAIM = 64;
/** A mail is not begun when its lease might run out before its answer is there. */
const BEGIN_WITHIN_MS = LEASE_SECONDS * 1000 - SEND_LIMIT_MS - 20_000;
/** After so long others get a turn: a job in every second of the day would keep operations waiting. */
const TURN_MS = 20_000;

/**
 * Sends what waits in a project, as far as its rate, its pause and the mail server let. Several processes may do so at
 * once: each mail is claimed by one.
 */
export async function sendWaiting(deps: SenderDeps, job: MailJob): Promise<void> {
  const project = await deps.db.engineWrite([job.creatorId], async (client) => {
    await client.query(OPEN_PACE, [job.projectId, job.creatorId]);
    await client.query(EXPIRE, [job.projectId]);
    return projectOfMail(client, job.projectId);
  });
  if (!project) return;
  const until = performance.now() + TURN_MS;
  const goesOn = () => !deps.stopping() && performance.now() < until;
  const isMore =
    deps.mailer.transport === 'MAILBOX'
      ? await fillMailbox(deps, job, project, goesOn)
      : await sendTurn(deps, job, project, goesOn);
  if (isMore && !deps.stopping())
    await deps.db.engineWrite([job.creatorId], (client) => askToSend(client, job));
}

/** @returns whether it ended with mail in sight, because its time was up */
async function sendTurn(
  deps: SenderDeps,
  job: MailJob,
  project: MailProject,
  goesOn: () => boolean,
): Promise<boolean> {
  const { db, mailer } = deps;
  const ledger = openLedger(db, job);
  const queue: ClaimedMail[] = [];
  const turn: {
    claiming: Promise<void> | null;
    isDry: boolean;
    trouble: string | null;
    failure: Error | undefined;
  } = {
    claiming: null,
    isDry: false,
    trouble: null,
    failure: undefined,
  };

  const claim = async () => {
    try {
      const claimed = await claimSome(db, job);
      if (claimed.length === 0) turn.isDry = true;
      queue.push(...claimed);
    } catch (error) {
      turn.failure = error as Error;
      turn.isDry = true;
    }
  };
  const next = async (): Promise<ClaimedMail | undefined> => {
    for (;;) {
      if (turn.trouble !== null) return undefined;
      if (queue.length < CLAIM / 2 && !turn.isDry && goesOn())
        turn.claiming ??= claim().finally(() => {
          turn.claiming = null;
        });
      const mail = queue.shift();
      if (mail || !turn.claiming) return mail;
      await turn.claiming;
    }
  };
  const work = async () => {
    for (let claimed = await next(); claimed; claimed = await next()) {
      if (deps.stopping() || performance.now() > claimed.claimedAt + BEGIN_WITHIN_MS) {
        ledger.add(released(claimed));
        continue;
      }
      const prepared = prepare(deps, project, claimed);
      if ('end' in prepared) {
        ledger.add(prepared.end);
        continue;
      }
      const answer = await mailer.send(prepared.mail).catch(notSent);
      if (answer.kind === 'UNREACHABLE') turn.trouble = answer.response;
      ledger.add(endOfAnswer(claimed, answer));
    }
  };
  await Promise.all(Array.from({ length: mailer.connections }, work));
  for (const claimed of queue) ledger.add(released(claimed));
  await ledger.finish();
  if (turn.failure !== undefined) throw turn.failure;
  if (turn.trouble !== null)
    await db.engineWrite([job.creatorId], (client) =>
      client.query(RECORD_TROUBLE, [job.projectId, turn.trouble]),
    );
  return !turn.isDry && turn.trouble === null;
}

/** A mail that cannot be put together fails alone. */
function notSent(error: unknown): MailAnswer {
  return { kind: 'REFUSED', code: null, response: `This mail could not be put together: ${String(error)}` };
}

/** As many as the rate allows right now. */
function claimSome(db: Database, job: MailJob): Promise<ClaimedMail[]> {
  return db.engineWrite([job.creatorId], async (client) => {
    const { rows } = await client.query<{ tokens: number }>(FILL_PACE, [job.projectId]);
    const tokens = rows[0]?.tokens ?? 0;
    return tokens < 1 ? [] : claimMails(client, job.projectId, Math.min(CLAIM, tokens), true);
  });
}
