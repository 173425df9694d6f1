import { Stack, Text } from '@mantine/core';
import type { OutcomeCount, OutcomeSeverity } from '@waybill/schema/operations';
import { sizes, tone } from '../theme.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { severityLooks } from '../ui/status.ts';
import classes from './OutcomeBar.module.css';

const order: readonly OutcomeSeverity[] = ['OK', 'WARNING', 'SKIPPED', 'ERROR'];

const words: Record<OutcomeSeverity, string> = {
  OK: 'good',
  WARNING: 'to look at',
  SKIPPED: 'left alone',
  ERROR: 'to mend',
};

/** All rows of an operation by how they fare: one bar, and the numbers beside their signs. */
export function OutcomeBar({ outcomes }: { outcomes: readonly OutcomeCount[] }) {
  const parts = order
    .map((severity) => ({
      severity,
      count: outcomes.reduce((sum, outcome) => sum + (outcome.severity === severity ? outcome.count : 0), 0),
    }))
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
