import type { TaskList } from 'graphile-worker';
import type { Logger } from 'pino';
import type { Database } from './lib/database.ts';
import { filesDirOf } from './operations/operation.http.ts';
import { operationKinds } from './operations/kinds.ts';
import { operationTasks } from './operations/operation.task.ts';
import { restage } from './operations/receive.ts';

export interface TaskDeps {
  db: Database;
  dataDir: string;
  log: Logger;
  /** Set when the process is asked to stop: what runs comes to a safe point. */
  isStopping(): boolean;
}

/** Everything that runs as a job, one feature a line. */
export function makeTasks(deps: TaskDeps): TaskList {
  const { db, log, isStopping } = deps;
  const receiving = { db, kinds: operationKinds, filesDir: filesDirOf(deps.dataDir) };
  return {
    ...operationTasks({
      db,
      kinds: operationKinds,
      restage: (operation) => restage(receiving, operation),
      log: { info: (message) => log.info(message), warn: (message) => log.warn(message) },
      stopping: isStopping,
    }),
  };
}
