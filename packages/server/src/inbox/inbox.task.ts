import type { TaskList } from 'graphile-worker';
import type { Database } from '../lib/database.ts';
import { askToMatch, MOST_PUT_BACK, putBack, type MatchJob } from './match.ts';
import { workPointing, type PointingDeps } from './pointing.ts';
import { askToWork } from './receive.ts';
import { workBatch } from './work.ts';

interface InboxJob {
  creatorId: string;
}

/**
 * What works off inboxes, for the worker's task list.
 * @param mostPutBack how many deliveries one job puts back
 */
export function inboxTasks(deps: PointingDeps, mostPutBack = MOST_PUT_BACK): TaskList {
  /** Creators this process works for, and whether more was asked for meanwhile: one worker each is enough. */
  const busy = new Map<string, boolean>();
  return {
    async 'inbox-work'(payload) {
      const { creatorId } = payload as InboxJob;
      if (busy.has(creatorId)) {
        busy.set(creatorId, true);
        return;
      }
      try {
        do {
          busy.set(creatorId, false);
          while (!deps.stopping() && (await workBatch(deps, creatorId)) > 0);
          await workPointing(deps, creatorId);
        } while (busy.get(creatorId) === true && !deps.stopping());
      } finally {
        busy.delete(creatorId);
      }
    },
    async 'inbox-match'(payload) {
      await putBack(deps.db, payload as MatchJob, mostPutBack);
    },
  };
}

/** What looks closer than every beat: a number crossed with its parcel is rare, and looking for it costs. */
const CROSSED_EVERY_MS = 30_000;
const FORGET_EVERY_MS = 600_000;

/**
 * Finds deliveries whose job was lost, numbers whose parcel crossed them, and what need not be kept any longer; at the
 * beat of the jobs.
 * @param days that deliveries are kept; 0 for good
 */
export function makeInboxSweep(db: Database, days: number): () => Promise<void> {
  let [crossedAt, forgotAt] = [-Infinity, -Infinity];
  const creatorsOf = async (sql: string) =>
    (await db.engine.query<{ creator_id: string }>(sql)).rows.map((row) => row.creator_id);
  return async () => {
    const now = performance.now();
    for (const creatorId of await creatorsOf('select creator_id from inbox_waiting()'))
      await db.engineWrite([creatorId], (client) => askToWork(client, creatorId));
    if (now - crossedAt >= CROSSED_EVERY_MS) {
      crossedAt = now;
      for (const creatorId of await creatorsOf('select creator_id from inbox_crossed()'))
        await db.engineWrite([creatorId], (client) => askToMatch(client, creatorId));
    }
    if (days > 0 && now - forgotAt >= FORGET_EVERY_MS) {
      forgotAt = now;
      await db.engine.query('select inbox_forget($1)', [days]);
    }
  };
}
