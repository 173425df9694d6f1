import type { ReactNode } from 'react';
import { Box, Group, Paper, Text, Title } from '@mantine/core';
import type { OutcomeCount } from '@waybill/schema/operations';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { sortOutcomes } from './operation-state.ts';
import { OutcomeGroup } from './OutcomeGroup.tsx';

interface OutcomeSectionProps {
  operationId: string;
  title: string;
  outcomes: readonly OutcomeCount[];
  plan: string;
  /** What else is to be said of the count. */
  also?: string;
  /** A choice about these rows, above them. */
  children?: ReactNode;
  effect?: boolean;
}

/** Outcomes that belong together, with the choice there is about them. Nothing when none of them has rows. */
export function OutcomeSection({
  operationId,
  title,
  outcomes,
  plan,
  also,
  children,
  effect,
}: OutcomeSectionProps) {
  const shown = sortOutcomes(outcomes);
  if (shown.length === 0) return null;
  const count = shown.reduce((sum, outcome) => sum + outcome.count, 0);
  return (
    <Paper withBorder component="section" aria-label={title} style={{ overflow: 'hidden' }}>
      <Group justify="space-between" wrap="nowrap" px="md" pt="sm" pb="xs">
        <Title order={3}>{title}</Title>
        <Text size="sm" c="dimmed">
          <AnimatedNumber value={count} />
          {also ? `, ${also}` : null}
        </Text>
      </Group>
      {children ? (
        <Box px="md" pb="md">
          {children}
        </Box>
      ) : null}
      <Box style={{ borderTop: '1px solid var(--wb-line)' }}>
        {shown.map((outcome) => (
          <OutcomeGroup
            key={outcome.code}
            operationId={operationId}
            outcome={outcome}
            plan={plan}
            {...(effect ? { effect } : {})}
          />
        ))}
      </Box>
    </Paper>
  );
}
