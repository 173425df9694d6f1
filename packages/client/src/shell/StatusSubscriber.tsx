import { useSubscription } from '@apollo/client/react';
import { ProjectStatusChanged } from '@waybill/schema/projects';

/**
 * Hears of projects of a creator that cross into or out of Fulfilled, whichever page is open; the cache merges them.
 * It also keeps the socket open on pages without a subscription of their own, so that the live dot tells the truth.
 */
export function StatusSubscriber({ creatorId }: { creatorId: string }) {
  useSubscription(ProjectStatusChanged, { variables: { creatorId }, ignoreResults: true });
  return null;
}
