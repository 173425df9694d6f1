import type { TaskList } from 'graphile-worker';
import type { Database } from '../lib/database.ts';
import { addJob } from '../lib/jobs.ts';
import { handOverWaiting, type HandOverDeps } from './hand-over.ts';
import type { HandOverJob } from './hand-over.sql.ts';

/** Hands requests to the vendors behind partners, for the worker's task list. */
export function handOverTasks(deps: HandOverDeps): TaskList {
  return {
    async 'partner-hand-over'(payload) {
      await handOverWaiting(deps, payload as HandOverJob);
    },
  };
}

/** Finds what is due again, or was left by a process that died; at the beat of the jobs. */
export async function lookAfterPartners(db: Database): Promise<void> {
  const { rows } = await db.engine.query<HandOverJob>(
    'select partner_id as "partnerId", creator_id as "creatorId" from requests_to_hand_over()',
  );
  for (const job of rows)
    await db.engineWrite([job.creatorId], (client) =>
      addJob(client, 'partner-hand-over', job, `partner:${job.partnerId}`),
    );
}
