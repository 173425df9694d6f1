import { useState } from 'react';
import { Button, Group, Modal, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { VendorConnectionUpdate, type ConnectionItem } from '@waybill/schema/inbox';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { SecretField } from './SecretField.tsx';
import { vendorWords } from './vendor-words.ts';

interface ConnectionEditDialogProps {
  connection: ConnectionItem;
  onClose: () => void;
}

/** Changes what a connection is called and what it is checked with. Secrets are replaced, never shown. */
export function ConnectionEditDialog({ connection, onClose }: ConnectionEditDialogProps) {
  const [name, setName] = useState(connection.name);
  const [secret, setSecret] = useState('');
  const [apiKey, setApiKey] = useState('');
  const [update, { loading }] = useMutation(VendorConnectionUpdate);
  const errors = useUserErrors(['name', 'secret', 'apiKey']);
  const words = vendorWords[connection.vendor];

  async function submit() {
    try {
      const { data } = await update({
        variables: {
          id: connection.id,
          input: { name: name.trim(), secret: secret || null, apiKey: apiKey || null },
        },
      });
      if (!errors.take(data?.vendorConnectionUpdate.userErrors)) return;
      toastDone(`${name.trim()} is changed.`);
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  }

  return (
    <Modal opened onClose={onClose} title={`Change ${connection.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="lg">
          <FormErrors messages={errors.rest} />
          <TextInput
            label="Name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.of('name')}
            data-autofocus
          />
          {words.secret ? (
            <SecretField
              words={words.secret}
              value={secret}
              onChange={setSecret}
              error={errors.of('secret')}
              placeholder={connection.hasSecret ? 'Leave empty to keep the one that is set' : 'None is set'}
            />
          ) : null}
          {words.apiKey ? (
            <PasswordInput
              label={words.apiKey.label}
              description={words.apiKey.help}
              placeholder={
                connection.hasApiKey ? 'Leave empty to keep the one that is set' : words.apiKey.placeholder
              }
              autoComplete="off"
              value={apiKey}
              onChange={(event) => setApiKey(event.currentTarget.value)}
              error={errors.of('apiKey')}
            />
          ) : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
