import { Stack } from '@mantine/core';
import type { OperationProgress, OutcomeCount, OutcomeSeverity } from '@waybill/schema/operations';
import { formatNumber } from '../ui/format.ts';
import { rowsBySeverity, severityOrder } from './operation-state.ts';
import { OutcomeSection } from './OutcomeSection.tsx';

const titles: Record<OutcomeSeverity, string> = {
  ERROR: 'To mend',
  WARNING: 'To look at',
  SKIPPED: 'Left alone',
  OK: 'Good',
};

interface OutcomeSectionsProps {
  operation: OperationProgress;
  /** Those of its outcomes that are shown here; all when left out. */
  outcomes?: readonly OutcomeCount[];
  plan: string;
  effect?: boolean;
}

/** Every outcome under what it asks of a person, the most pressing first. */
export function OutcomeSections({
  operation,
  outcomes = operation.outcomes,
  plan,
  effect,
}: OutcomeSectionsProps) {
  const { warned } = rowsBySeverity(operation.outcomes, operation.totalCount);
  return (
    <Stack gap="md">
      {severityOrder.map((severity) => (
        <OutcomeSection
          key={severity}
          operationId={operation.id}
          title={titles[severity]}
          outcomes={outcomes.filter((outcome) => outcome.severity === severity)}
          plan={plan}
          {...(severity === 'OK' && warned > 0 ? { also: `${formatNumber(warned)} of them to look at` } : {})}
          {...(effect ? { effect } : {})}
        />
      ))}
    </Stack>
  );
}
