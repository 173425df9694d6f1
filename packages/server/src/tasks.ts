import type { TaskList } from 'graphile-worker';
import type { Logger } from 'pino';
import type { Database } from './lib/database.ts';
import type { Mailer } from './lib/mailer.ts';
import type { Secret } from './lib/secret.ts';
import { exceptionTasks } from './exceptions/exceptions.task.ts';
import { mailTasks } from './notifications/mail.task.ts';
import { tellAfter } from './notifications/queue.actions.ts';
import { inboxTasks } from './inbox/inbox.task.ts';
import { filesDirOf } from './operations/operation.http.ts';
import { operationKinds } from './operations/kinds.ts';
import { handOverTasks } from './partners/hand-over.task.ts';
import { operationTasks } from './operations/operation.task.ts';
import { retentionTasks } from './operations/retention.task.ts';
import { restage } from './operations/receive.ts';

export interface TaskDeps {
  db: Database;
  dataDir: string;
  retentionDays: number;
  /** Origin that people's browsers use, for the links in mails. */
  publicUrl: string;
  secret: Secret;
  mailer: Mailer;
  /** Where the simulator of a postage provider listens; null where none runs. */
  simulatorUrl(): string | null;
  /** Origins that may be fetched from because a vendor says so, beside the vendors’ own. */
  vendorOrigins: readonly string[];
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
      secret: deps.secret,
      simulatorUrl: deps.simulatorUrl,
      kinds: operationKinds,
      restage: (operation) => restage(receiving, operation),
      completed: tellAfter,
      log: { info: (message) => log.info(message), warn: (message) => log.warn(message) },
      stopping: isStopping,
    }),
    ...exceptionTasks({ db }),
    ...retentionTasks({
      db,
      filesDir: receiving.filesDir,
      days: deps.retentionDays,
      log,
      stopping: isStopping,
    }),
    ...inboxTasks({
      db,
      secret: deps.secret,
      vendorOrigins: deps.vendorOrigins,
      log,
      stopping: isStopping,
    }),
    ...handOverTasks({
      db,
      secret: deps.secret,
      vendorOrigins: deps.vendorOrigins,
      stopping: isStopping,
    }),
    ...mailTasks({
      db,
      secret: deps.secret,
      mailer: deps.mailer,
      publicUrl: deps.publicUrl,
      log,
      stopping: isStopping,
    }),
  };
}
