import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { sizes } from '../theme.ts';
import { CopyField } from '../ui/CopyField.tsx';

/** A signing secret, shown once. */
export function SecretNote({
  secret,
  overlap,
  onDone,
}: {
  secret: string;
  overlap?: boolean;
  onDone: () => void;
}) {
  return (
    <Stack gap="md">
      <Alert variant="light" color="yellow" icon={<IconAlertTriangle size={sizes.icon.medium} />}>
        Copy it now. It is stored encrypted, for signing only, and cannot be shown again.
      </Alert>
      <CopyField label="Signing secret" value={secret} />
      <Text size="sm" c="dimmed">
        {overlap
          ? 'For a day every event is signed with the old secret, too. Put the new one into your program meanwhile; nothing is refused.'
          : 'Your program checks with it that an event is Waybill’s. Any library for Standard Webhooks takes it as it is.'}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          I have copied it
        </Button>
      </Group>
    </Stack>
  );
}
