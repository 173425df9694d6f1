import type { TaskList } from 'graphile-worker';
import { lostOperations } from './operation.sql.ts';
import {
  applyOperation,
  planOperation,
  undoOperation,
  type EngineDeps,
  type OperationJob,
} from './operation.run.ts';
import type { Database } from '../lib/database.ts';
import { isPassing } from '../lib/database-trouble.ts';
import { addJob } from '../lib/jobs.ts';
import { UserError, UserErrors } from '../lib/user-error.ts';

/** The tasks of the engine, for the worker's task list. */
export function operationTasks(deps: EngineDeps): TaskList {
  const task = (run: (deps: EngineDeps, job: OperationJob) => Promise<void>) => async (payload: unknown) => {
    const job = payload as OperationJob;
    try {
      await run(deps, job);
    } catch (error) {
      if (isPassing(error) || saysPassing(error)) throw error;
      deps.log.warn(`Operation ${job.id} failed: ${String((error as Error).stack ?? error)}`);
      await fail(deps.db, job, failureOf(error));
    }
  };
  return {
    'operation-plan': task(planOperation),
    'operation-apply': task(applyOperation),
    'operation-undo': task(undoOperation),
  };
}

/** Gives operations whose job is gone a new one, and lets uploads be sent again whose receiver died. */
export async function lookAfterOperations(db: Database): Promise<void> {
  const { rows } = await db.engine.query<{ id: string; creatorId: string; status: string }>(lostOperations);
  for (const { id, creatorId, status } of rows) {
    await db.engineWrite([creatorId], async (client) => {
      if (status === 'RECEIVING') {
        await client.query(
          `update operation set status = 'CREATED', phase = null, bytes_received = 0
           where id = $1 and status = 'RECEIVING' and pg_try_advisory_xact_lock(77301, (id % 2000000000)::int)
             and updated_at < now() - interval '10 seconds'`,
          [id],
        );
        return;
      }
      const task = {
        PLANNING: 'operation-plan',
        QUEUED: 'operation-apply',
        RUNNING: 'operation-apply',
        UNDOING: 'operation-undo',
      }[status];
      if (task) await addJob(client, task, { id, creatorId }, `operation:${id}`);
    });
  }
}

/** Others who are asked, such as postage providers, say of themselves whether it is for a moment. */
function saysPassing(error: unknown): boolean {
  return error instanceof Error && 'passing' in error && error.passing === true;
}

/** What the caller can mend is told: the segment it was for may be gone by the time it is planned. */
function failureOf(error: unknown): { code: string; message: string } {
  if (error instanceof UserError) return { code: error.code, message: error.message };
  if (error instanceof UserErrors)
    return { code: error.errors[0]?.code ?? 'INVALID', message: error.message };
  return {
    code: 'INTERNAL',
    message:
      'Something went wrong on our side, and it is in the log. What was applied stays and can be undone; the rest was not touched.',
  };
}

async function fail(
  db: Database,
  job: OperationJob,
  failure: { code: string; message: string },
): Promise<void> {
  await db.engineWrite([job.creatorId], (client) =>
    client.query(
      `update operation set status = 'FAILED', phase = null, failure = $2, settled_at = now()
       where id = $1 and status in ('PLANNING', 'QUEUED', 'RUNNING', 'UNDOING')`,
      [job.id, JSON.stringify(failure)],
    ),
  );
}
