import { ProjectStatusChanged } from '@waybill/schema/projects';
import { useLive } from '../use-live.ts';

/**
 * Hears of projects of a creator that cross into or out of Fulfilled, whichever page is open; the cache merges them.
 * It also keeps the socket open on pages without a subscription of their own, so that the live dot tells the truth.
 */
export function StatusSubscriber({ creatorId }: { creatorId: string }) {
  useLive(ProjectStatusChanged, { variables: { creatorId }, ignoreResults: true });
  return null;
}
