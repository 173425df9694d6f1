import { useQuery } from '@apollo/client/react';
import { useThrottledCallback } from '@mantine/hooks';
import { InboxDelivery } from '@waybill/schema/inbox';
import { useEffect } from 'react';
import { useChange } from '../use-change.ts';

/** While deliveries come in by the hundred, and while this one waits, it is read again this often. */
const rereadEvery = 2000;

/**
 * One delivery, kept current by itself: its row may have left a list that is filtered. It is read again when the inbox
 * has news; and while it waits in any case, since the news are counts, which one that is worked off between two of them
 * leaves as they were.
 *
 * @param news differs when the inbox has changed; null until it is known
 */
export function useDelivery(id: string, news: string | null) {
  const { data, error, refetch, startPolling, stopPolling } = useQuery(InboxDelivery, {
    variables: { id },
    skipPollAttempt: () => document.visibilityState === 'hidden',
  });
  const reread = () => void refetch().catch(() => undefined);
  const again = useThrottledCallback(reread, rereadEvery);
  useChange(news, again);
  const waits = data?.inboxDelivery?.status === 'RECEIVED';
  useEffect(
    function askWhileItWaits() {
      if (!waits) return undefined;
      startPolling(rereadEvery);
      return stopPolling;
    },
    [waits, startPolling, stopPolling],
  );
  return { data, error, reread };
}
