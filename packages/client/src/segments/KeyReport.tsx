import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { BackerKeys } from '@waybill/schema/segments';
import { sizes } from '../theme.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import classes from './KeyReport.module.css';

/** What a pasted list came to: found, and the rest with what is the matter, to take along. */
export function KeyReport({ keys, one }: { keys: BackerKeys; one: string }) {
  return (
    <Stack gap="sm" role="status">
      <Group gap="xs">
        <StatusBadge severity={keys.found > 0 ? 'OK' : 'ERROR'} />
        <Text size="sm" fw={600}>
          {formatCount(keys.found, 'backer')} found
        </Text>
      </Group>
      <Rest
        severity="ERROR"
        count={keys.unknownCount}
        title={keys.unknownCount === 1 ? `Nobody has this ${one}` : `Nobody has these ${one}s`}
        values={keys.unknown}
      />
      <Rest
        severity="WARNING"
        count={keys.ambiguousCount}
        title={`Several backers have the same ${one}; all of them are taken`}
        values={keys.ambiguous}
      />
      <Rest
        severity="SKIPPED"
        count={keys.repeatedCount}
        title="In the list more than once; counted once"
        values={keys.repeated}
      />
    </Stack>
  );
}

interface RestProps {
  severity: 'ERROR' | 'WARNING' | 'SKIPPED';
  count: number;
  title: string;
  /** The first of them. */
  values: readonly string[];
}

function Rest({ severity, count, title, values }: RestProps) {
  if (count === 0) return null;
  const more = count - values.length;
  return (
    <div className={classes['rest']}>
      <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="xs">
          <StatusBadge severity={severity} />
          <Text size="sm">
            {formatNumber(count)}: {title}
          </Text>
        </Group>
        <CopyButton value={values.join('\n')} timeout={2500}>
          {({ copied, copy }) => (
            <Button
              variant="subtle"
              size="compact-sm"
              className={classes['copy']}
              onClick={copy}
              leftSection={
                copied ? <IconCheck size={sizes.icon.small} /> : <IconCopy size={sizes.icon.small} />
              }
            >
              {copied ? 'Copied' : more > 0 ? `Copy the first ${formatNumber(values.length)}` : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <code className={classes['values']} tabIndex={0} role="group" aria-label={title}>
        {values.join(', ')}
        {more > 0 ? ` … and ${formatNumber(more)} more` : ''}
      </code>
    </div>
  );
}
