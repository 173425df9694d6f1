import { ActionIcon, Menu, Modal, Text } from '@mantine/core';
import {
  IconDotsVertical,
  IconEdit,
  IconKey,
  IconPlayerPause,
  IconRepeat,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation } from '@apollo/client/react';
import { useNavigate } from '@tanstack/react-router';
import {
  WebhookEndpointDelete,
  WebhookEndpointDisable,
  WebhookSecretRotate,
  type WebhookEndpointItem,
} from '@waybill/schema/webhooks';
import { useState } from 'react';
import { paths } from '../paths.ts';
import { sizes } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { EndpointDialog } from './EndpointDialog.tsx';
import { ReplayDialog } from './ReplayDialog.tsx';
import { SecretNote } from './SecretNote.tsx';

type Asking = 'edit' | 'rotate' | 'replay' | 'off' | 'delete';

/** What else can be done with an endpoint. */
export function EndpointMenu({ slug, endpoint }: { slug: string; endpoint: WebhookEndpointItem }) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [rotate, rotating] = useMutation(WebhookSecretRotate);
  const [disable, disabling] = useMutation(WebhookEndpointDisable);
  const [remove, removing] = useMutation(WebhookEndpointDelete);
  const navigate = useNavigate();
  const variables = { id: endpoint.id };
  const on = endpoint.disabledAt === null;
  const close = () => setAsking(null);

  const act = async (title: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      toastFailed(error, title);
    }
    close();
  };
  const rotateNow = () =>
    act('The secret was not rotated', async () => {
      const { data } = await rotate({ variables });
      if (toastUserErrors(data?.webhookSecretRotate.userErrors, 'The secret was not rotated'))
        setSecret(data?.webhookSecretRotate.secret ?? null);
    });
  const turnOff = () =>
    act('The endpoint is still on', async () => {
      const { data } = await disable({ variables });
      if (toastUserErrors(data?.webhookEndpointDisable.userErrors, 'The endpoint is still on'))
        toastDone('The endpoint is off. Nothing more is sent to it.');
    });
  const deleteIt = () =>
    act('The endpoint is still there', async () => {
      const { data } = await remove({ variables });
      if (!toastUserErrors(data?.webhookEndpointDelete.userErrors, 'The endpoint is still there')) return;
      toastDone('The endpoint was deleted.');
      await navigate({ to: paths.webhooks(slug) });
    });

  return (
    <>
      <Menu position="bottom-end" width={232}>
        <Menu.Target>
          <ActionIcon variant="default" size="input-sm" aria-label="More for this endpoint">
            <IconDotsVertical size={sizes.icon.medium} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconEdit size={sizes.icon.medium} />} onClick={() => setAsking('edit')}>
            Edit
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRepeat size={sizes.icon.medium} />}
            disabled={!on}
            onClick={() => setAsking('replay')}
          >
            Replay a range of time
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={sizes.icon.medium} />} onClick={() => setAsking('rotate')}>
            Rotate the secret
          </Menu.Item>
          {on ? (
            <Menu.Item
              leftSection={<IconPlayerPause size={sizes.icon.medium} />}
              onClick={() => setAsking('off')}
            >
              Turn it off
            </Menu.Item>
          ) : null}
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={sizes.icon.medium} />}
            onClick={() => setAsking('delete')}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'edit' ? <EndpointDialog endpoint={endpoint} onClose={close} /> : null}
      {asking === 'replay' ? <ReplayDialog endpoint={endpoint} onClose={close} /> : null}
      <ConfirmDialog
        opened={asking === 'rotate'}
        onClose={close}
        title="Rotate the secret?"
        confirmLabel="Make a new secret"
        onConfirm={rotateNow}
        busy={rotating.loading}
      >
        The new secret signs from now on. The old one signs beside it for 24 hours, so that nothing is refused
        until your program has the new one.
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'off'}
        onClose={close}
        title="Turn the endpoint off?"
        confirmLabel="Turn it off"
        onConfirm={turnOff}
        busy={disabling.loading}
      >
        <Text size="sm">
          Nothing more is sent to it, and what waits is canceled. What happens meanwhile is kept only where
          another endpoint wants it.
        </Text>
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'delete'}
        onClose={close}
        title="Delete the endpoint?"
        confirmLabel="Delete the endpoint"
        onConfirm={deleteIt}
        busy={removing.loading}
        danger
      >
        Its secret and its log go with it. This cannot be undone.
      </ConfirmDialog>
      {secret ? (
        <Modal
          opened
          onClose={() => setSecret(null)}
          title="The new secret"
          closeOnClickOutside={false}
          closeOnEscape={false}
        >
          <SecretNote secret={secret} overlap onDone={() => setSecret(null)} />
        </Modal>
      ) : null}
    </>
  );
}
