import { rm } from 'node:fs/promises';
import type { TaskList } from 'graphile-worker';
import type { Database } from '../lib/database.ts';
import { addJob } from '../lib/jobs.ts';
import { cellsTable, rowsTable } from './operation.kind.ts';
import { filePath } from './receive.ts';
import { lockOperation } from './operation.run.ts';

export interface RetentionDeps {
  db: Database;
  filesDir: string;
  /** How long rows and file of an operation are kept once it is settled; 0 = for good. */
  days: number;
  log: { info(message: string): void; warn(message: string): void };
  stopping: () => boolean;
}

const TASK = 'operations-clear';
const DAY_MS = 86_400_000;
const asked = new WeakMap<Database, number>();

/**
 * Asks once a day for old operations to be cleared, from the beat of the jobs. Every process does, and at its start
 * too; a job of one key is one job, and one that finds nothing is one small query.
 */
export async function lookAfterRetention(db: Database, days: number): Promise<void> {
  if (days === 0 || Date.now() - (asked.get(db) ?? 0) < DAY_MS) return;
  asked.set(db, Date.now());
  const client = await db.engine.connect();
  try {
    await addJob(client, TASK, {}, TASK);
  } finally {
    client.release();
  }
}

/**
 * Lets working tables and files of operations go that were settled long ago: a million rows are some 300 MB, and
 * the file holds names and addresses. What they did stays in each order's history; report and undo end.
 */
export function retentionTasks({ db, filesDir, days, log, stopping }: RetentionDeps): TaskList {
  return {
    [TASK]: async () => {
      if (days === 0) return;
      const { rows } = await db.engine.query<{ id: string; creatorId: string }>(
        'select id, creator_id as "creatorId" from operations_to_clear($1)',
        [days],
      );
      let cleared = 0;
      for (const { id, creatorId } of rows) {
        if (stopping()) break;
        try {
          await clear(db, filesDir, id, creatorId);
          cleared += 1;
        } catch (error) {
          log.warn(`Operation ${id} could not be cleared, will try again tomorrow: ${String(error)}`);
        }
      }
      if (cleared > 0) log.info(`Let the rows and files of ${cleared} operations go, ${days} days old`);
    },
  };
}

/** The file goes before the commit: if that fails, all of it is done again; the other way round it would lie about. */
async function clear(db: Database, filesDir: string, id: string, creatorId: string): Promise<void> {
  await db.engineWrite([creatorId], async (client) => {
    // A report that is being read holds its tables; tomorrow is soon enough.
    await client.query(`set local lock_timeout = '2s'`);
    const operation = await lockOperation(client, id);
    if (!operation?.settledAt || operation.clearedAt) return;
    if (!['COMPLETED', 'FAILED', 'CANCELED', 'UNDONE'].includes(operation.status)) return;
    await client.query(`drop table if exists ${cellsTable(id)}, ${rowsTable(id)}`);
    await client.query('delete from staging.chunk where operation_id = $1', [id]);
    await client.query('delete from staging.late_outcome where operation_id = $1', [id]);
    await client.query(
      `update operation set cleared_at = now(),
         file = case when file is not null then file || '{"sampleRows": []}' end where id = $1`,
      [id],
    );
    await rm(filePath(filesDir, id), { force: true });
  });
}
