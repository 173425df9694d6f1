import { EventEmitter } from 'node:events';
import { run, runOnce, type Logger, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
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

/** First half of the advisory lock a living crew holds; the second is a hash of its name. */
const CREW_LOCK = 77200;
const SWEEP_EVERY_MS = 5000;
const RESTART_AFTER_MS = 1000;

/** One pool of workers: jobs are locked in its name for as long as it lives. */
interface Crew {
  name: string;
  runner: Runner;
  lease: Lease;
}

/**
 * Runs jobs until stopped. A crew that was killed leaves its jobs locked for four hours by graphile-worker's own
 * clock. Here each crew holds an advisory lock in its name, and whoever can take the lock of another knows that it is
 * dead and frees its jobs: at boot, and every few seconds after.
 *
 * When Postgres goes away while a job's end is to be written down, graphile-worker closes its pool of workers for
 * good (and, unless ends are written in batches, ends the process with an unhandled rejection). Another crew then
 * takes its place, and finds the job free because the old name's lock is.
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
  let stopped = false;
  const isStopped = () => stopped;
  let crew = await startCrew(engine, tasks, logger, concurrency);

  const replace = async (): Promise<void> => {
    crew.lease.release();
    while (!isStopped()) {
      await new Promise((resolve) => setTimeout(resolve, RESTART_AFTER_MS).unref());
      try {
        if (!isStopped()) watch(await startCrew(engine, tasks, logger, concurrency));
        return;
      } catch (error) {
        logger.warn(`Jobs could not be taken up again, will try once more: ${String(error)}`);
      }
    }
  };
  const watch = (next: Crew) => {
    crew = next;
    const ended = () => {
      if (isStopped()) return;
      logger.warn('Jobs stopped by themselves; taking them up again');
      void replace();
    };
    next.runner.promise.then(ended, ended);
  };
  watch(crew);

  let beating = false;
  const beat = async () => {
    if (beating) return;
    beating = true;
    try {
      await crew.lease.hold();
      await freeJobsOfTheDead(engine, crew.name);
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
      stopped = true;
      clearInterval(timer);
      // Refused when it has stopped by itself a moment ago.
      await crew.runner.stop().catch(() => undefined);
      crew.lease.release();
    },
  };
}

async function startCrew(engine: Pool, tasks: TaskList, logger: Logger, concurrency: number): Promise<Crew> {
  const events = new EventEmitter() as WorkerEvents;
  let name = '';
  events.on('pool:create', ({ workerPool }) => {
    name = workerPool.id;
  });
  const runner = await run({
    pgPool: engine,
    taskList: tasks,
    concurrency,
    logger,
    events,
    noHandleSignals: true,
    crontab: '',
    pollInterval: 2000,
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  return { name, runner, lease: makeLease(engine, name) };
}

interface Lease {
  /** Takes the lock, or takes it anew when Postgres went away under it. */
  hold(): Promise<void>;
  release(): void;
}

/** A connection of its own, whose life is the crew's life. */
function makeLease(engine: Pool, name: string): Lease {
  let client: PoolClient | null = null;
  let released = false;
  const isReleased = () => released;
  return {
    async hold() {
      if (client || isReleased()) return;
      const fresh = await engine.connect();
      fresh.on('error', () => {
        if (client === fresh) client = null;
      });
      try {
        await fresh.query('select pg_advisory_lock($1, hashtext($2))', [CREW_LOCK, name]);
      } catch (error) {
        fresh.release(true);
        throw error;
      }
      if (isReleased()) fresh.release(true);
      else client = fresh;
    },
    release() {
      released = true;
      client?.release(true);
      client = null;
    },
  };
}

/** A crew takes its first jobs before it has its lock: those of the last moment are left to it. */
async function freeJobsOfTheDead(engine: Pool, own: string): Promise<void> {
  const { rows } = await engine.query<{ name: string }>(
    `select distinct locked_by as name from graphile_worker._private_jobs
     where locked_by <> $1 and locked_at < now() - interval '2 seconds'`,
    [own],
  );
  for (const { name } of rows) {
    await engine.query(
      `select graphile_worker.force_unlock_workers(array[$2::text])
       where pg_try_advisory_xact_lock($1, hashtext($2))`,
      [CREW_LOCK, name],
    );
  }
}

/** Runs everything due, then returns: for tests, which never wait by the clock. */
export async function runJobs(engine: Pool, tasks: TaskList, logger: Logger): Promise<void> {
  await runOnce({ pgPool: engine, taskList: tasks, logger, noHandleSignals: true });
}
