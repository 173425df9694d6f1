import { useSubscription } from '@apollo/client/react';
import { ProjectProgressUpdatedDocument, ProjectStatusChangedDocument } from '@waybill/schema/projects';

/**
 * Keeps the open project's numbers live: mounts the subscriptions and lets the cache merge by id.
 * Draws nothing; every component reads from the cache.
 */
export function ProjectSubscriber({ projectId }: { projectId: string }) {
  useSubscription(ProjectProgressUpdatedDocument, { variables: { projectId }, ignoreResults: true });
  useSubscription(ProjectStatusChangedDocument, { variables: { projectId }, ignoreResults: true });
  return null;
}
