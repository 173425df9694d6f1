import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { sizes } from '../theme.ts';

/** Errors of a form that belong to no field. */
export function FormErrors({ messages }: { messages: readonly string[] }) {
  if (messages.length === 0) return null;
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={sizes.icon.medium} />}>
      {messages.join(' ')}
    </Alert>
  );
}
