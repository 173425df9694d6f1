import { useState } from 'react';
import { Alert, Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@apollo/client/react';
import { TokenCreate } from '@waybill/schema/access';
import { sizes } from '../theme.ts';
import { CopyField } from '../ui/CopyField.tsx';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { scopeOrder, scopeWords, type TokenScope } from './roles.ts';

const lifetimes = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: '', label: 'Until it is revoked' },
];

interface TokenDialogProps {
  creatorId: string;
  onClose: () => void;
  onMade: () => void;
}

/** Asks what a token is for and what it may do, then shows its secret: once, and never again. */
export function TokenDialog({ creatorId, onClose, onMade }: TokenDialogProps) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<TokenScope[]>(['BACKERS_READ', 'SHIPMENTS_WRITE', 'OPERATIONS_READ']);
  const [days, setDays] = useState('90');
  const [create, { data, loading }] = useMutation(TokenCreate);
  const errors = useUserErrors(['name', 'scopes', 'expiresInDays']);
  const secret = data?.tokenCreate.secret;

  async function submit() {
    try {
      const { data: answer } = await create({
        variables: {
          creatorId,
          input: { name: name.trim(), scopes, expiresInDays: days ? Number(days) : null },
        },
      });
      if (errors.take(answer?.tokenCreate.userErrors)) onMade();
    } catch (error) {
      errors.fail(error);
    }
  }

  if (secret) {
    return (
      <Modal
        opened
        onClose={onClose}
        title={`${data.tokenCreate.token?.name ?? name} is ready`}
        closeOnClickOutside={false}
        closeOnEscape={false}
      >
        <Stack gap="md">
          <Alert variant="light" color="yellow" icon={<IconAlertTriangle size={sizes.icon.medium} />}>
            Copy it now. It is stored only as a fingerprint and cannot be shown again.
          </Alert>
          <CopyField label="Token" value={secret} />
          <Text size="sm" c="dimmed">
            Send it as <code>Authorization: Bearer …</code>, and keep it out of shared files.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              I have copied it
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  }

  return (
    <Modal opened onClose={onClose} title="New API token">
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
            description="What uses it, so that you know later: “Warehouse script”."
            required
            withAsterisk={false}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.of('name')}
            data-autofocus
          />
          <Checkbox.Group
            label="It may"
            value={scopes}
            onChange={(value) => setScopes(value)}
            error={errors.of('scopes')}
          >
            <Stack gap="sm" mt="xs">
              {scopeOrder.map((scope) => (
                <Checkbox
                  key={scope}
                  value={scope}
                  label={scopeWords[scope].word}
                  description={scopeWords[scope].may}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <Select
            label="It works for"
            data={lifetimes}
            value={days}
            onChange={(value) => setDays(value ?? '')}
            allowDeselect={false}
            error={errors.of('expiresInDays')}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading} disabled={scopes.length === 0}>
              Make the token
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
