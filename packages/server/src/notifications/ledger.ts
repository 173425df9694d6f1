import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Database } from '../lib/database.ts';
import type { MailJob } from './queue.actions.ts';
import type { MailEnd } from './send-attempt.ts';
import { LEASE_SECONDS, RECORD } from './send.sql.ts';

/** Writes down how mails end, some at a time: a transaction a mail would cost more than the mail. */
export interface Ledger {
  add(end: MailEnd): void;
  /** Resolves once all is written down; rejects when the database did not come back before the leases ran out. */
  finish(): Promise<void>;
}

const BATCH = 50;
const LONGEST_WAIT_MS = 50;
const RETRY_MS = 250;

export function openLedger(db: Database, job: MailJob): Ledger {
  let waiting: MailEnd[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let failure: Error | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const ends = waiting;
    waiting = [];
    if (ends.length === 0) return;
    writing = writing
      .then(() =>
        persistently(() => db.engineWrite([job.creatorId], (client) => recordEnds(client, job, ends))),
      )
      .catch((error: unknown) => {
        failure = error as Error;
      });
  };
  return {
    add(end) {
      waiting.push(end);
      if (waiting.length >= BATCH) flush();
      else timer ??= setTimeout(flush, LONGEST_WAIT_MS);
    },
    async finish() {
      flush();
      await writing;
      if (failure !== undefined) throw failure;
    },
  };
}

export async function recordEnds(client: PoolClient, job: MailJob, ends: readonly MailEnd[]): Promise<void> {
  await client.query({
    name: 'mail_record',
    text: RECORD,
    values: [
      job.projectId,
      ends.map(({ id }) => id),
      ends.map(({ attempt }) => attempt),
      ends.map(({ status }) => status),
      ends.map(({ code }) => code),
      // Postgres takes no NUL, and a server may answer anything.
      ends.map(({ response }) => response?.replaceAll('\0', '').toWellFormed() ?? null),
      ends.map(({ delay }) => delay),
      ends.map(({ counts }) => counts),
    ],
  });
}

/** An answer that is not written down is a mail nobody knows about: Postgres may go away and come back meanwhile. */
async function persistently(work: () => Promise<void>): Promise<void> {
  const until = performance.now() + (LEASE_SECONDS * 1000) / 2;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(RETRY_MS);
    }
  }
}
