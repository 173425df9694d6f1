import { useSubscription } from '@apollo/client/react';
import { ProjectProgressUpdated } from '@waybill/schema/projects';

/**
 * Keeps the open project's numbers live: mounts the subscription and lets the cache merge by id.
 * Draws nothing; every component reads from the cache.
 */
export function ProjectSubscriber({ projectId }: { projectId: string }) {
  useSubscription(ProjectProgressUpdated, { variables: { projectId }, ignoreResults: true });
  return null;
}
