import { Button, Text } from '@mantine/core';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { formatClock } from '../ui/format.ts';
import classes from './ScanStation.module.css';
import type { Shift } from './use-shift.ts';

/** What this station did since the shift began. */
export function ShiftCounts({
  shift,
  waiting,
  onBegin,
}: {
  shift: Shift;
  waiting: number;
  onBegin: () => void;
}) {
  const counts = [
    ['Done', shift.done],
    ['Already', shift.already],
    ['Trouble', shift.trouble],
    ['Waiting', waiting],
  ] as const;
  return (
    <div>
      <dl className={classes['counts']}>
        {counts.map(([word, count]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>
              <AnimatedNumber value={count} />
            </dd>
          </div>
        ))}
      </dl>
      <div className={classes['shift']}>
        <Text size="xs" c="dimmed">
          Since {formatClock(new Date(shift.since))}
        </Text>
        <Button variant="subtle" size="compact-xs" onClick={onBegin}>
          Begin a new shift
        </Button>
      </div>
    </div>
  );
}
