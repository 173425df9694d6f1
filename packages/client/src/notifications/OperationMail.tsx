import { useQuery } from '@apollo/client/react';
import { OperationMail as OperationMailDocument } from '@waybill/schema/notifications';
import type { OperationDetail } from '@waybill/schema/operations';
import { useProject, type Project } from '../projects/project.ts';
import { written } from './mail-counts.ts';
import { OperationMails } from './OperationMails.tsx';
import { TellTheBackers } from './TellTheBackers.tsx';
import { useMailChanges, useMailFeed } from './use-mail.ts';

/** Kinds that give backers something to be told. */
const telling = new Set<string>([
  'TRACKING_UPLOAD',
  'MARK_FULFILLED',
  'FORCE_MARK_FULFILLED',
  'TRACKING_NOTIFICATIONS',
  'DIGITAL_REWARDS',
]);

/** What was told of a parcel that the undo took away is to be corrected, so undone ones are asked about, too. */
const ended = new Set<string>(['COMPLETED', 'CANCELED', 'UNDONE']);

/** Kinds that are themselves the telling. */
const runs = new Set<string>(['TRACKING_NOTIFICATIONS', 'DIGITAL_REWARDS']);

/** What an operation means for its backers' mail: what it has queued, live, and whom it leaves untold. */
export function OperationMail({ operation }: { operation: OperationDetail }) {
  const project = useProject();
  if (!ended.has(operation.status) || operation.startedAt === null || !telling.has(operation.kind))
    return null;
  // An undo changes who is to be told, and may be through before its start was heard of.
  return <Panel key={operation.status} project={project} operation={operation} />;
}

function Panel({ project, operation }: { project: Project; operation: OperationDetail }) {
  const feed = useMailFeed(project.id);
  const { data, dataState, refetch } = useQuery(OperationMailDocument, {
    variables: { projectId: project.id, operationId: operation.id },
  });
  useMailChanges(feed, () => {
    refetch().catch(() => undefined);
  });
  const mail = dataState === 'complete' ? data.project : undefined;
  if (!mail) return null;
  const { notificationCounts: counts, untold, mailSettings } = mail;
  const notify = operation.options?.notify ?? false;
  // The run that tells them was ordered along with the operation, and may be a moment behind it.
  const ordered = notify && mailSettings.policy !== 'NEVER' && operation.status !== 'UNDONE';
  const offered = !runs.has(operation.kind) && (!ordered || written(counts) > 0);
  return (
    <>
      {written(counts) > 0 ? <OperationMails operationId={operation.id} counts={counts} feed={feed} /> : null}
      {(untold.backers > 0 || untold.corrections > 0) && offered ? (
        <TellTheBackers project={project} operationId={operation.id} untold={untold} />
      ) : null}
    </>
  );
}
