import { EventEmitter } from 'node:events';
import { run, runOnce, type Logger, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { ClientBase, Pool, PoolClient } from 'pg';

/**
 * Puts a job in the caller's transaction: it exists exactly if the change that wants it does.
 *
 * @param key jobs of one key are one job; asking again while it waits changes nothing
 */
export async function addJob(client: ClientBase, task: string, payload: object, key: string): Promise<void> {
  await client.query('select enqueue($1, $2::json, $3)', [task, JSON.stringify(payload), key]);
}

export interface JobRunner {
  /** Lets running jobs reach their next safe point, then returns. */
  stop(): Promise<void>;
}

/** First half of the advisory lock a living worker holds; the second is a hash of its name. */
const WORKER_LOCK = 77200;
const SWEEP_EVERY_MS = 5000;

/**
 * Runs jobs until stopped. A worker that was killed leaves its jobs locked for four hours by graphile-worker's
 * own clock. Here each worker holds an advisory lock for as long as its process lives, and whoever can take
 * the lock of another knows that it is dead and frees its jobs: at boot, and every few seconds after.
 *
 * @param sweep what else to look after at the same beat
 */
export async function startJobs(
  engine: Pool,
  tasks: TaskList,
  logger: Logger,
  sweep: () => Promise<void>,
  concurrency = 4,
): Promise<JobRunner> {
  const names: string[] = [];
  const events = new EventEmitter() as WorkerEvents;
  events.on('worker:create', ({ worker }) => names.push(worker.workerId));
  const lease = holdLease(engine, names);
  const runner = await run({
    pgPool: engine,
    taskList: tasks,
    concurrency,
    logger,
    events,
    noHandleSignals: true,
    crontab: '',
    pollInterval: 2000,
  });
  let beating = false;
  const beat = async () => {
    if (beating) return;
    beating = true;
    try {
      await lease.hold();
      await freeJobsOfTheDead(engine, names);
      await sweep();
    } catch (error) {
      logger.warn(`Looking after jobs failed, will try again: ${String(error)}`);
    } finally {
      beating = false;
    }
  };
  await beat();
  const timer = setInterval(() => void beat(), SWEEP_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await runner.stop();
      lease.release();
    },
  };
}

/** The connection whose life is the worker's life; taken anew when Postgres went away under it. */
function holdLease(engine: Pool, names: readonly string[]) {
  let client: PoolClient | null = null;
  const held = new Set<string>();
  return {
    async hold() {
      if (!client) {
        const fresh = await engine.connect();
        fresh.on('error', () => {
          held.clear();
          if (client === fresh) client = null;
        });
        client = fresh;
      }
      for (const name of names) {
        if (held.has(name)) continue;
        await client.query('select pg_advisory_lock($1, hashtext($2))', [WORKER_LOCK, name]);
        held.add(name);
      }
    },
    release() {
      client?.release(true);
      client = null;
    },
  };
}

async function freeJobsOfTheDead(engine: Pool, own: readonly string[]): Promise<void> {
  const { rows } = await engine.query<{ name: string }>(
    `select distinct locked_by as name from graphile_worker._private_jobs
     where locked_by is not null and not locked_by = any ($1)`,
    [own],
  );
  for (const { name } of rows) {
    await engine.query(
      `select graphile_worker.force_unlock_workers(array[$2::text])
       where pg_try_advisory_xact_lock($1, hashtext($2))`,
      [WORKER_LOCK, name],
    );
  }
}

/** Runs everything due, then returns: for tests, which never wait by the clock. */
export async function runJobs(engine: Pool, tasks: TaskList, logger: Logger): Promise<void> {
  await runOnce({ pgPool: engine, taskList: tasks, logger, noHandleSignals: true });
}
