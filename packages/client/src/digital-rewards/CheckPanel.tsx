import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { sizes, tone } from '../theme.ts';
import { readableError } from '../ui/errors.ts';
import classes from './CheckPanel.module.css';
import type { LiveCheck } from './use-rewards-check.ts';

interface CheckPanelProps extends LiveCheck {
  /** Nothing was pasted yet: what is missing is not told as a fault. */
  untouched: boolean;
}

/** Codes and recipients in a sentence, and below it what must be mended or is left out. */
export function CheckPanel({ check, stale, error, untouched }: CheckPanelProps) {
  const problems = error ? [readableError(error).detail] : untouched ? [] : (check?.problems ?? []);
  const good = check !== null && problems.length === 0 && !untouched;
  const Sign = problems.length > 0 ? IconAlertTriangle : IconCircleCheck;
  return (
    <div className={classes['panel']} data-stale={stale || undefined} role="status" aria-busy={stale}>
      {check || error ? (
        <>
          <p className={classes['sentence']}>
            {good || problems.length > 0 ? (
              <Sign
                size={sizes.icon.large}
                stroke={sizes.iconStroke}
                color={tone(problems.length > 0 ? 'attention' : 'shipped')}
                aria-hidden
              />
            ) : null}
            <span>{error ? 'This could not be checked' : check?.sentence}</span>
          </p>
          {problems.length > 0 ? (
            <ul className={classes['list']}>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          ) : null}
          {check?.leftOut.length ? (
            <Text size="sm" c="dimmed" mt={4}>
              Left out: {check.leftOut.join(', ')}.
            </Text>
          ) : null}
        </>
      ) : (
        <Text size="sm" c="dimmed">
          The count of codes and recipients appears here.
        </Text>
      )}
    </div>
  );
}
