import { Button, Group, Modal, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { WebhookRangeReplay, type WebhookEndpointItem } from '@waybill/schema/webhooks';
import { useState } from 'react';
import { FormErrors } from '../ui/FormErrors.tsx';
import { formatCount } from '../ui/format.ts';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';

const dayMs = 86_400_000;

/** What a field for date and time holds: local, to the minute. */
function localMinute(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Sends an endpoint again what happened between two moments, or what of it was never taken. */
export function ReplayDialog({ endpoint, onClose }: { endpoint: WebhookEndpointItem; onClose: () => void }) {
  const [from, setFrom] = useState(() => localMinute(Date.now() - dayMs));
  const [to, setTo] = useState(() => localMinute(Date.now() + 60_000));
  const [which, setWhich] = useState<'missed' | 'all'>('missed');
  const [replay, { loading }] = useMutation(WebhookRangeReplay);
  const errors = useUserErrors(['from', 'to']);

  const submit = async () => {
    try {
      const { data } = await replay({
        variables: {
          endpointId: endpoint.id,
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          failedOnly: which === 'missed',
        },
      });
      if (!errors.take(data?.webhookRangeReplay.userErrors)) return;
      const queued = data?.webhookRangeReplay.queued ?? 0;
      toastDone(
        queued === 0
          ? 'Nothing in this range is left to send.'
          : `${formatCount(queued, 'event is', 'events are')} sent again.`,
      );
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Modal opened onClose={onClose} title="Replay a range of time">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="lg">
          <FormErrors messages={errors.rest} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              type="datetime-local"
              label="From"
              required
              withAsterisk={false}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
              error={errors.of('from')}
            />
            <TextInput
              type="datetime-local"
              label="To"
              required
              withAsterisk={false}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
              error={errors.of('to')}
            />
          </SimpleGrid>
          <Radio.Group label="Send" value={which} onChange={(value) => setWhich(value)}>
            <Stack gap="sm" mt="xs">
              <Radio
                value="missed"
                label="What it never took"
                description="Events that were meant for it and failed or were canceled."
              />
              <Radio
                value="all"
                label="Everything it asks for"
                description="Also what it took already, and what was kept for other endpoints. Events keep their ids."
              />
            </Stack>
          </Radio.Group>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading} disabled={!from || !to}>
              Replay
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
