import { Checkbox, Text } from '@mantine/core';
import type { NotifyPolicy } from './policies.ts';

interface TellCheckboxProps {
  policy: NotifyPolicy;
  value: boolean;
  onChange: (value: boolean) => void;
}

/** Asked where an upload is applied: whether its backers are told at once. */
export function TellCheckbox({ policy, value, onChange }: TellCheckboxProps) {
  if (policy === 'NEVER')
    return (
      <Text size="sm" c="dimmed">
        No mail goes out by itself: that is how this project’s mail settings are.
      </Text>
    );
  return (
    <Checkbox
      label="Tell these backers"
      description={
        policy === 'ALWAYS'
          ? 'This project always tells them. One mail each is queued once it is applied.'
          : 'Queues one mail each once it is applied. It can be done later, too.'
      }
      disabled={policy === 'ALWAYS'}
      checked={policy === 'ALWAYS' || value}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
