import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../ui/format.ts';

interface LongListDialogProps {
  label: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  onClose: () => void;
}

/** A list too long for pills, one value a line. */
export function LongListDialog({ label, values, onChange, onClose }: LongListDialogProps) {
  const [text, setText] = useState(values.join('\n'));
  const lines = [
    ...new Set(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
  return (
    <Modal opened onClose={onClose} title={`${label}: the list`}>
      <Stack gap="md">
        <Textarea
          label="One a line"
          rows={14}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            onClick={() => {
              onChange(lines);
              onClose();
            }}
          >
            Use {formatCount(lines.length, 'value')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
