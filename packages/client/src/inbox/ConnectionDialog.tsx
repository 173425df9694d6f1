import { useState } from 'react';
import { Button, Group, Modal, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { VendorConnectionCreate, type Vendor } from '@waybill/schema/inbox';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { SecretField } from './SecretField.tsx';
import { StepsDialog } from './StepsDialog.tsx';
import { vendorOrder, vendorWords } from './vendor-words.ts';

interface ConnectionDialogProps {
  creatorId: string;
  onClose: () => void;
  onMade: () => void;
}

/** Asks who will send and what they sign with, then says step by step what to paste where. */
export function ConnectionDialog({ creatorId, onClose, onMade }: ConnectionDialogProps) {
  const [vendor, setVendor] = useState<Vendor>('EASYPOST');
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const [apiKey, setApiKey] = useState('');
  const [create, { data, loading }] = useMutation(VendorConnectionCreate);
  const errors = useUserErrors(['name', 'secret', 'apiKey']);
  const words = vendorWords[vendor];
  const made = data?.vendorConnectionCreate.connection;

  async function submit() {
    try {
      const { data: answer } = await create({
        variables: {
          creatorId,
          input: {
            vendor,
            name: name.trim() || words.title,
            secret: words.secret ? secret : null,
            apiKey: words.apiKey ? apiKey : null,
          },
        },
      });
      if (errors.take(answer?.vendorConnectionCreate.userErrors)) onMade();
    } catch (error) {
      errors.fail(error);
    }
  }

  if (made)
    return (
      <StepsDialog
        connection={made}
        title={`${made.name} is ready. Now at ${words.title}:`}
        onClose={onClose}
        {...(words.secret?.mayBeOurs && secret ? { secret } : {})}
      />
    );

  return (
    <Modal opened onClose={onClose} title="Add a connection" size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="lg">
          <FormErrors messages={errors.rest} />
          <div>
            <Select
              label="Who sends"
              data={vendorOrder.map((one) => ({ value: one, label: vendorWords[one].title }))}
              value={vendor}
              onChange={(value) => {
                if (value) setVendor(value);
                setSecret('');
                setApiKey('');
                errors.clear();
              }}
              allowDeselect={false}
              data-autofocus
            />
            <Text size="sm" c="dimmed" mt={6}>
              {words.brings}
            </Text>
          </div>
          <TextInput
            label="Name"
            description="To tell it from others of its kind."
            placeholder={words.title}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.of('name')}
          />
          {words.secret ? (
            <SecretField
              words={words.secret}
              value={secret}
              onChange={setSecret}
              error={errors.of('secret')}
            />
          ) : null}
          {words.apiKey ? (
            <PasswordInput
              label={words.apiKey.label}
              description={words.apiKey.help}
              placeholder={words.apiKey.placeholder}
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
              Make the address
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
