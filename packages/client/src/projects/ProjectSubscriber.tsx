import { ProjectProgressUpdated } from '@waybill/schema/projects';
import { useLive } from '../use-live.ts';

/**
 * Keeps the open project's numbers live: mounts the subscription and lets the cache merge by id.
 * Draws nothing; every component reads from the cache.
 */
export function ProjectSubscriber({ projectId }: { projectId: string }) {
  useLive(ProjectProgressUpdated, { variables: { projectId }, ignoreResults: true });
  return null;
}
