import type { TaskList } from 'graphile-worker';
import type { Logger } from 'pino';
import type { Database } from '../lib/database.ts';
import { askToSend, type MailJob } from './queue.actions.ts';
import type { SenderDeps } from './send-attempt.ts';
import { sendWaiting } from './send-mail.ts';

/** The sender, for the worker's task list. */
export function mailTasks(deps: SenderDeps & { log: Logger }): TaskList {
  /** Projects this process sends for, and whether more was asked for meanwhile: one sender each is enough. */
  const busy = new Map<string, boolean>();
  return {
    async 'mail-send'(payload) {
      const job = payload as MailJob;
      if (busy.has(job.projectId)) {
        busy.set(job.projectId, true);
        return;
      }
      try {
        do {
          busy.set(job.projectId, false);
          await sendWaiting(deps, job);
        } while (busy.get(job.projectId) === true && !deps.stopping());
      } catch (error) {
        deps.log.warn({ err: error }, 'Sending mail was cut off; it goes on by itself');
        throw error;
      } finally {
        busy.delete(job.projectId);
      }
    },
  };
}

/** Finds projects whose mail is due again, or whose sender has died; at the beat of the jobs. */
export async function lookAfterMail(db: Database): Promise<void> {
  const { rows } = await db.engine.query<{ projectId: string; creatorId: string }>(
    'select project_id as "projectId", creator_id as "creatorId" from mail_waiting()',
  );
  for (const job of rows) await db.engineWrite([job.creatorId], (client) => askToSend(client, job));
}
