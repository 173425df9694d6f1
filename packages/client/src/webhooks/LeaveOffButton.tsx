import { Button } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { WebhookEndpointDisable } from '@waybill/schema/webhooks';
import { toastFailed, toastUserErrors } from '../ui/toasts.ts';

/** Makes a person's decision of what Waybill turned off by itself: the notices go. */
export function LeaveOffButton({ id }: { id: string }) {
  const [disable, { loading }] = useMutation(WebhookEndpointDisable);
  const leave = async () => {
    try {
      const { data } = await disable({ variables: { id } });
      toastUserErrors(data?.webhookEndpointDisable.userErrors, 'The notice stays');
    } catch (error) {
      toastFailed(error, 'The notice stays');
    }
  };
  return (
    <Button size="compact-md" variant="subtle" loading={loading} onClick={() => void leave()}>
      Leave it off
    </Button>
  );
}
