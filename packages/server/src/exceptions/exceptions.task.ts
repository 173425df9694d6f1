import type { TaskList } from 'graphile-worker';
import type { Database } from '../lib/database.ts';
import { askForStandstills, lookForStandstills, type StandstillJob } from './standstills.actions.ts';

/** Thresholds are business days: ten minutes more are nothing to them, and reading a quarter of a million parcels is. */
const EVERY_MS = 10 * 60_000;

/** For the worker's task list. */
export function exceptionTasks({ db }: { db: Database }): TaskList {
  return {
    async standstills(payload) {
      const { projectId, creatorId } = payload as StandstillJob;
      await db.engineWrite([creatorId], (client) => lookForStandstills(client, projectId));
    },
  };
}

/** Has projects with parcels under way looked through; for the beat of the jobs, which comes more often than need be. */
export function makeStandstillWatch(db: Database, everyMs = EVERY_MS): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = performance.now();
    if (now < next) return;
    next = now + everyMs;
    const { rows } = await db.engine.query<StandstillJob>(
      'select project_id as "projectId", creator_id as "creatorId" from projects_with_parcels()',
    );
    for (const job of rows) await db.engineWrite([job.creatorId], (client) => askForStandstills(client, job));
  };
}
