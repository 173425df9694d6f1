import { Stack } from '@mantine/core';
import type { OutcomeCount, OutcomeSeverity } from '@waybill/schema/operations';
import { severityOrder } from './operation-state.ts';
import { OutcomeSection } from './OutcomeSection.tsx';

const titles: Record<OutcomeSeverity, string> = {
  ERROR: 'To mend',
  WARNING: 'To look at',
  SKIPPED: 'Left alone',
  OK: 'Good',
};

interface OutcomeSectionsProps {
  operationId: string;
  outcomes: readonly OutcomeCount[];
  plan: string;
  effect?: boolean;
}

/** Every outcome under what it asks of a person, the most pressing first. */
export function OutcomeSections({ operationId, outcomes, plan, effect }: OutcomeSectionsProps) {
  return (
    <Stack gap="md">
      {severityOrder.map((severity) => (
        <OutcomeSection
          key={severity}
          operationId={operationId}
          title={titles[severity]}
          outcomes={outcomes.filter((outcome) => outcome.severity === severity)}
          plan={plan}
          {...(effect ? { effect } : {})}
        />
      ))}
    </Stack>
  );
}
