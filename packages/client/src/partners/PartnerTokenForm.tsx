import { useMutation } from '@apollo/client/react';
import { Alert, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { PartnerTokenCreate } from '@waybill/schema/project-partners';
import { useState } from 'react';
import { sizes } from '../theme.ts';
import { CopyField } from '../ui/CopyField.tsx';
import { FormErrors } from '../ui/FormErrors.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';

const lifetimes = [
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: '', label: 'Until it is revoked' },
];

/** Makes a token for a partner, then shows its secret once with a first command to try. */
export function PartnerTokenForm({ partnerId, onMade }: { partnerId: string; onMade: () => void }) {
  const [name, setName] = useState('');
  const [days, setDays] = useState('365');
  const [create, { data, loading, reset }] = useMutation(PartnerTokenCreate);
  const errors = useUserErrors(['name', 'expiresInDays']);
  const secret = data?.partnerTokenCreate.secret;

  const submit = async () => {
    try {
      const { data: answer } = await create({
        variables: {
          partnerId,
          input: { name: name.trim(), expiresInDays: days ? Number(days) : null },
        },
      });
      if (errors.take(answer?.partnerTokenCreate.userErrors)) onMade();
    } catch (thrown) {
      errors.fail(thrown);
    }
  };

  if (secret)
    return (
      <Stack gap="sm">
        <Alert variant="light" color="yellow" icon={<IconAlertTriangle size={sizes.icon.medium} />}>
          Copy it now and send it by a safe way. It cannot be shown again.
        </Alert>
        <CopyField label="Token" value={secret} />
        <CopyField label="A first question, to try it" value={firstQuestion(secret)} />
        <Text size="sm" c="dimmed">
          The partner guide (docs/partner-guide.md) has the rest: accepting, rejecting, reporting parcels.
        </Text>
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={() => {
              setName('');
              reset();
            }}
          >
            I have copied it
          </Button>
        </Group>
      </Stack>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        <FormErrors messages={errors.rest} />
        <TextInput
          label="New token for"
          description="What uses it: “Warehouse system”."
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errors.of('name')}
        />
        <Select
          label="It works for"
          data={lifetimes}
          value={days}
          onChange={(value) => setDays(value ?? '')}
          allowDeselect={false}
          error={errors.of('expiresInDays')}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={loading} disabled={name.trim() === ''}>
            Make the token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function firstQuestion(secret: string): string {
  const query = JSON.stringify({
    query: '{ fulfillmentRequests(first: 5) { totalCount nodes { id reference status } } }',
  });
  return `curl ${window.location.origin}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${secret}' -d '${query}'`;
}
