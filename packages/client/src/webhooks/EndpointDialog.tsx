import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import {
  WebhookEndpointCreate,
  WebhookEndpointUpdate,
  type WebhookEndpointItem,
} from '@waybill/schema/webhooks';
import { useState } from 'react';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { EventTypesField } from './EventTypesField.tsx';
import { SecretNote } from './SecretNote.tsx';
import { useEventTypes } from './use-webhooks.ts';
import type { WebhookEventType } from './webhook-looks.ts';

type EndpointDialogProps = { onClose: () => void } & (
  { creatorId: string; onMade: () => void } | { endpoint: WebhookEndpointItem }
);

const usual: WebhookEventType[] = [
  'ORDER_FULFILLED',
  'SHIPMENT_CREATED',
  'PACKAGE_DELIVERED',
  'PACKAGE_EXCEPTION',
];

/** Asks where events go and which; a new endpoint's secret is shown once, and never again. */
export function EndpointDialog(props: EndpointDialogProps) {
  const { onClose } = props;
  const known = 'endpoint' in props ? props.endpoint : null;
  const [url, setUrl] = useState(known?.url ?? '');
  const [description, setDescription] = useState(known?.description ?? '');
  const [eventTypes, setEventTypes] = useState<WebhookEventType[]>(known?.eventTypes ?? usual);
  const [secret, setSecret] = useState<string | null>(null);
  const [create, creating] = useMutation(WebhookEndpointCreate);
  const [update, updating] = useMutation(WebhookEndpointUpdate);
  const errors = useUserErrors(['url', 'description', 'eventTypes']);
  const types = useEventTypes();

  async function submit() {
    const input = { url: url.trim(), description: description.trim() || null, eventTypes };
    try {
      if ('endpoint' in props) {
        const { data } = await update({ variables: { id: props.endpoint.id, input } });
        if (!errors.take(data?.webhookEndpointUpdate.userErrors)) return;
        toastDone('The endpoint was changed.');
        onClose();
      } else {
        const { data } = await create({ variables: { creatorId: props.creatorId, input } });
        if (!errors.take(data?.webhookEndpointCreate.userErrors)) return;
        setSecret(data?.webhookEndpointCreate.secret ?? null);
        props.onMade();
      }
    } catch (error) {
      errors.fail(error);
    }
  }

  if (secret)
    return (
      <Modal
        opened
        onClose={onClose}
        title="The endpoint is ready"
        closeOnClickOutside={false}
        closeOnEscape={false}
      >
        <SecretNote secret={secret} onDone={onClose} />
      </Modal>
    );
  return (
    <Modal opened onClose={onClose} size="lg" title={known ? 'Edit the endpoint' : 'New endpoint'}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="lg">
          <FormErrors messages={errors.rest} />
          <TextInput
            label="Address"
            description="Where Waybill posts events to: an https address that your program answers at."
            placeholder="https://example.org/waybill"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            required
            withAsterisk={false}
            maxLength={2000}
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
            error={errors.of('url')}
            data-autofocus
          />
          <TextInput
            label="What it is"
            description="For you and your colleagues. Optional."
            maxLength={200}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            error={errors.of('description')}
          />
          {types ? (
            <EventTypesField
              types={types}
              value={eventTypes}
              onChange={setEventTypes}
              error={errors.of('eventTypes')}
            />
          ) : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={creating.loading || updating.loading}
              disabled={!url.trim() || eventTypes.length === 0}
            >
              {known ? 'Save' : 'Make the endpoint'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
