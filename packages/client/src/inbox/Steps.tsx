import { List, Stack, Text } from '@mantine/core';
import type { ConnectionItem } from '@waybill/schema/inbox';
import { CopyField } from '../ui/CopyField.tsx';
import { vendorWords } from './vendor-words.ts';

interface StepsProps {
  connection: ConnectionItem;
  /** The secret that was entered a moment ago; it is nowhere to be seen again. */
  secret?: string;
}

/** What to do at the vendor, with what is to be pasted there. */
export function Steps({ connection: { vendor, url, hasSecret }, secret }: StepsProps) {
  const { title, steps } = vendorWords[vendor];
  return (
    <Stack gap="md">
      <List type="ordered" spacing="xs" size="sm">
        {steps.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
      {url ? (
        <CopyField label="Address" value={url} />
      ) : (
        <Text size="sm" c="red">
          The address was sealed with another secret of this server and cannot be read any more. Make a new
          connection.
        </Text>
      )}
      {secret ? <CopyField label="Secret, to be entered there" value={secret} /> : null}
      <Text size="xs" c="dimmed">
        {hasSecret ? `Only what ${title} has signed is let in. ` : `Whoever knows the address may send. `}
        {secret
          ? 'The secret is stored encrypted and not shown again; the address is.'
          : 'You find the address here whenever you need it.'}
      </Text>
    </Stack>
  );
}
