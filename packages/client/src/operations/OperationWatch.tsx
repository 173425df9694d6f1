import { useEffect, useState } from 'react';
import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { OperationDetail } from '@waybill/schema/operations';
import { useStale } from '../dashboard/use-stale.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { formatDuration, formatNumber, formatRate } from '../ui/format.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { CancelButton } from './CancelButton.tsx';
import { secondsLeft, shareDone } from './operation-state.ts';
import { OutcomeBar } from './OutcomeBar.tsx';

/** An operation at work: how far, how fast, how long yet, what came of the rows so far. */
export function OperationWatch({ operation }: { operation: OperationDetail }) {
  const stale = useStale();
  const now = useNow();
  const share = shareDone(operation);
  const left = secondsLeft(operation, now);
  const undoing = operation.status === 'UNDOING';
  const title =
    operation.phase ??
    (undoing ? 'Undoing' : operation.status === 'QUEUED' ? 'Waiting for its turn' : 'Applying');
  return (
    <Paper withBorder p="lg" component="section" aria-label={title}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Title order={2}>{title}</Title>
            <Text size="sm" c="dimmed">
              {operation.summary.sentence}
            </Text>
          </div>
          <CancelButton operation={operation} />
        </Group>
        <ProgressBar
          share={share}
          label={title}
          size="lg"
          tone={undoing ? 'accent' : 'shipped'}
          stale={stale}
        />
        <Group justify="space-between" gap="xs">
          <Text size="sm">
            <Text span fw={600} inherit>
              <AnimatedNumber value={operation.processedCount} />
            </Text>{' '}
            of {formatNumber(operation.totalCount)} rows
          </Text>
          <Text size="sm" c="dimmed">
            {[
              operation.rowsPerSecond ? `${formatRate(operation.rowsPerSecond)} rows a second` : null,
              left === null ? null : `${formatDuration(left)} left`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </Group>
        {undoing ? null : <OutcomeBar outcomes={operation.outcomes} rows={operation.totalCount} />}
        <Text size="xs" c="dimmed">
          You can leave this page; it goes on by itself and is found here again, on any device.
        </Text>
      </Stack>
    </Paper>
  );
}

/** The time, once a second: an estimate counts down between two snapshots. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(function tick() {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
