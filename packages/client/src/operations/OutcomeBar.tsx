import { Stack, Text } from '@mantine/core';
import type { OutcomeCount, OutcomeSeverity } from '@waybill/schema/operations';
import { sizes, tone } from '../theme.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { severityLooks } from '../ui/status.ts';
import { rowsBySeverity } from './operation-state.ts';
import classes from './OutcomeBar.module.css';

const order: readonly OutcomeSeverity[] = ['OK', 'WARNING', 'SKIPPED', 'ERROR'];

const words: Record<OutcomeSeverity, string> = {
  OK: 'good',
  WARNING: 'to look at',
  SKIPPED: 'left alone',
  ERROR: 'to mend',
};

interface OutcomeBarProps {
  outcomes: readonly OutcomeCount[];
  /** How many rows there are; the counts of outcomes may add up to more. */
  rows: number;
}

/** All rows of an operation by how they fare: one bar, and the numbers beside their signs. */
export function OutcomeBar({ outcomes, rows }: OutcomeBarProps) {
  const { counts } = rowsBySeverity(outcomes, rows);
  const parts = order
    .map((severity) => ({ severity, count: counts[severity] }))
    .filter((part) => part.count > 0);
  if (parts.length === 0) return null;
  return (
    <Stack gap="xs">
      <div className={classes['bar']} aria-hidden>
        {parts.map(({ severity, count }) => (
          <div
            key={severity}
            className={classes['part']}
            style={{ flexGrow: count, flexBasis: 0, background: tone(severityLooks[severity].tone, 'solid') }}
          />
        ))}
      </div>
      <ul className={classes['legend']}>
        {parts.map(({ severity, count }) => {
          const look = severityLooks[severity];
          const Sign = look.icon;
          return (
            <li key={severity} className={classes['key']}>
              <Sign size={sizes.icon.medium} stroke={2} color={tone(look.tone, 'text')} aria-hidden />
              <span>
                <Text span fw={600} inherit>
                  <AnimatedNumber value={count} />
                </Text>{' '}
                {words[severity]}
              </span>
            </li>
          );
        })}
      </ul>
    </Stack>
  );
}
