import { useQuery } from '@apollo/client/react';
import { WebhookEndpoints, WebhookEventTypes, WebhooksUpdated } from '@waybill/schema/webhooks';
import { skipToken } from '@apollo/client/react';
import { useParams } from '@tanstack/react-router';
import { useViewerAt } from '../access/viewer.ts';
import { useLive } from '../use-live.ts';

/** The endpoints of the creator in the address, live; undefined until they are known. */
export function useWebhooks() {
  const { creator: slug = '' } = useParams({ strict: false });
  const { creator, manages } = useViewerAt(slug);
  const { data, dataState, error, refetch } = useQuery(
    WebhookEndpoints,
    manages ? { variables: { slug } } : skipToken,
  );
  const { data: live } = useLive(
    WebhooksUpdated,
    manages && creator ? { variables: { creatorId: creator.id } } : skipToken,
  );
  const read = dataState === 'complete' ? data.creator?.webhookEndpoints : undefined;
  return {
    slug,
    creatorId: creator?.id,
    /** Null while nobody is known. */
    manages,
    endpoints: live?.webhooksUpdated.endpoints ?? read,
    error,
    retry: () => void refetch().catch(() => undefined),
  };
}

/** Every type of event there is; undefined until it is known. */
export function useEventTypes() {
  const { data } = useQuery(WebhookEventTypes, { fetchPolicy: 'cache-first' });
  return data?.webhookEventTypes;
}
