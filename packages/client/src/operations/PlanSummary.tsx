import { Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import type { OperationProgress } from '@waybill/schema/operations';
import { OutcomeBar } from './OutcomeBar.tsx';

interface PlanSummaryProps {
  operation: OperationProgress;
  /** A new plan is on the way; these numbers are the old one's. */
  replanning: boolean;
}

/** What will happen, in one sentence, above everything else of a preview. */
export function PlanSummary({ operation, replanning }: PlanSummaryProps) {
  return (
    <Paper withBorder p="lg" component="section" aria-label="What will happen" aria-busy={replanning}>
      <Stack gap="md">
        <div>
          <Group gap="xs" mih={20}>
            <Text size="sm" c="dimmed">
              {replanning ? 'Working out what will happen' : 'What will happen'}
            </Text>
            {replanning ? <Loader size="xs" aria-hidden /> : null}
          </Group>
          <Title order={2} fz="xl" style={{ opacity: replanning ? 0.9 : 1 }}>
            {operation.summary.sentence}
          </Title>
        </div>
        <div style={{ opacity: replanning ? 0.9 : 1 }}>
          <OutcomeBar outcomes={operation.outcomes} rows={operation.totalCount} />
        </div>
      </Stack>
    </Paper>
  );
}
