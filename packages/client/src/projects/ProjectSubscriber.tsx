import { useSubscription } from '@apollo/client/react';
import { ProjectProgressUpdated, ProjectStatusChanged } from '@waybill/schema/projects';

/**
 * Keeps the open project's numbers live: mounts the subscriptions and lets the cache merge by id.
 * Draws nothing; every component reads from the cache.
 */
export function ProjectSubscriber({ projectId }: { projectId: string }) {
  useSubscription(ProjectProgressUpdated, { variables: { projectId }, ignoreResults: true });
  useSubscription(ProjectStatusChanged, { variables: { projectId }, ignoreResults: true });
  return null;
}
