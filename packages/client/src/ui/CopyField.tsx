import { Button, CopyButton, Group, Paper, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { sizes } from '../theme.ts';
import classes from './CopyField.module.css';

interface CopyFieldProps {
  value: string;
  /** What it is: "Invitation link". */
  label: string;
}

/** Something to take along: shown whole, selected by one click, copied by another. */
export function CopyField({ value, label }: CopyFieldProps) {
  return (
    <Paper withBorder radius="md" p="sm" className={classes['root']}>
      <Text size="xs" c="dimmed" mb={4}>
        {label}
      </Text>
      <Group wrap="nowrap" gap="sm" align="flex-start">
        <code className={classes['value']} tabIndex={0}>
          {value}
        </code>
        <CopyButton value={value} timeout={2500}>
          {({ copied, copy }) => (
            <Button
              variant={copied ? 'light' : 'filled'}
              size="compact-sm"
              onClick={copy}
              leftSection={
                copied ? <IconCheck size={sizes.icon.small} /> : <IconCopy size={sizes.icon.small} />
              }
              className={classes['button']}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Paper>
  );
}
