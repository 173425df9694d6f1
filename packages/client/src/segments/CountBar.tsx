import { CombinedGraphQLErrors } from '@apollo/client';
import { Button, Paper, Text } from '@mantine/core';
import { tone } from '../theme.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { readableError } from '../ui/errors.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import classes from './SegmentBuilder.module.css';
import type { LiveCount } from './use-segment-count.ts';

interface CountBarProps {
  live: LiveCount;
  /** All backers of the project. */
  total: number;
  /** Conditions that wait for a value. */
  waiting: number;
  saveLabel: string;
  saving: boolean;
  onSave: () => void;
}

/** How many the filter fits now, and the button that saves it. On a phone it stays at the lower edge. */
export function CountBar({ live, total, waiting, saveLabel, saving, onSave }: CountBarProps) {
  return (
    <Paper withBorder className={classes['bar']} component="section" aria-label="How many">
      <div>
        <div className={classes['count']} role="status" data-stale={live.stale || undefined}>
          {live.count === null ? '–' : <AnimatedNumber value={live.count} />}
          <Text span size="sm" c="dimmed" fw={400}>
            {' '}
            of {formatCount(total, 'backer')}
          </Text>
        </div>
        {live.error ? (
          <Text size="xs" c={tone('attention')} role="alert">
            {readableError(live.error).detail}
          </Text>
        ) : waiting > 0 ? (
          <Text size="xs" c="dimmed">
            {waiting === 1
              ? 'One condition waits for its value and is left out.'
              : `${formatNumber(waiting)} conditions wait for their value and are left out.`}
          </Text>
        ) : null}
      </div>
      <Button onClick={onSave} loading={saving} disabled={speaksOfNothing(live.error)}>
        {saveLabel}
      </Button>
    </Paper>
  );
}

/** The filter speaks of a segment or an operation that is not there; the sentence about it stands beside the count. */
function speaksOfNothing(error: Error | undefined): boolean {
  return CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions?.['code'] === 'NOT_FOUND';
}
