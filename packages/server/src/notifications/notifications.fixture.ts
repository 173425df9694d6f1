import { expect } from 'vitest';
import { Mailbox, MailboxMail as MailboxMailDocument, type MailboxMail } from '@waybill/schema/mailbox';
import {
  MailOverview,
  NotificationPage,
  TrackingNotificationsSend,
  type NotificationItem,
  type TrackingNotificationsInput,
} from '@waybill/schema/notifications';
import type { As } from '../../test/test-server.ts';
import { operation, type Served } from '../operations/operations.fixture.ts';
import type { OperationDetail } from '@waybill/schema/operations';

/** Starts a run of mails and lets everything that is due happen, the sending included. */
export async function tell(
  server: Served,
  as: As,
  project: string,
  input: Partial<TrackingNotificationsInput> = {},
): Promise<OperationDetail> {
  const { trackingNotificationsSend: made } = await server.query(
    TrackingNotificationsSend,
    {
      projectId: project,
      input: {
        target: { everyone: true },
        corrections: false,
        autoApply: true,
        ...input,
      },
    },
    as,
  );
  expect(made.userErrors).toEqual([]);
  await server.runJobs();
  return operation(server, as, made.operation?.id ?? '');
}

/** The ledger of a project, the oldest first. */
export async function ledger(server: Served, as: As, project: string): Promise<NotificationItem[]> {
  const { project: found } = await server.query(
    NotificationPage,
    { projectId: project, first: 100, withTotal: true },
    as,
  );
  return (found?.notifications.nodes ?? []).toReversed();
}

export async function overview(server: Served, as: As, project: string) {
  const { project: found } = await server.query(MailOverview, { projectId: project }, as);
  if (!found) throw new Error(`no project ${project}`);
  return found;
}

/** Every mail in the mailbox in full, the oldest first. */
export async function mailbox(server: Served, as: As, project: string): Promise<MailboxMail[]> {
  const { project: found } = await server.query(Mailbox, { projectId: project, first: 100 }, as);
  const mails: MailboxMail[] = [];
  for (const { id } of (found?.mailbox.nodes ?? []).toReversed()) {
    const { mailboxMail } = await server.query(MailboxMailDocument, { id }, as);
    if (mailboxMail) mails.push(mailboxMail);
  }
  return mails;
}

/** Number of the backer and how the mail stands, for each mail. */
export async function standing(server: Served, as: As, project: string): Promise<[number | null, string][]> {
  return (await ledger(server, as, project)).map((mail) => [mail.backer.number, mail.status]);
}
