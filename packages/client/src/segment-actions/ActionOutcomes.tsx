import { Skeleton, Text } from '@mantine/core';
import type { OutcomeSeverity } from '@waybill/schema/operations';
import type { ActionPreview } from '@waybill/schema/segment-actions';
import { sizes, tone } from '../theme.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { formatCount } from '../ui/format.ts';
import { severityLooks } from '../ui/status.ts';
import classes from './ActionOutcomes.module.css';

const ORDER: readonly OutcomeSeverity[] = ['OK', 'WARNING', 'SKIPPED', 'ERROR'];

/** What would become of the backers, by outcome: what changes first, then what is left alone and why. */
export function ActionOutcomes({ preview, dimmed }: { preview: ActionPreview | null; dimmed: boolean }) {
  if (!preview) {
    return (
      <div className={classes['box']} aria-hidden>
        <Skeleton height={20} width="40%" />
        <Skeleton height={20} width="70%" />
        <Skeleton height={20} width="50%" />
      </div>
    );
  }
  const outcomes = preview.outcomes
    .filter(({ count }) => count > 0)
    .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <section
      aria-label="What will happen"
      aria-busy={dimmed}
      className={classes['box']}
      data-dimmed={dimmed || undefined}
    >
      <Text size="sm" fw={600} role="status">
        {preview.total === 0
          ? 'Nobody is in it'
          : `Of ${formatCount(preview.total, 'backer')}${preview.changes === 0 ? ', none changes' : ''}`}
      </Text>
      <ul className={classes['list']}>
        {outcomes.map((outcome) => {
          const look = severityLooks[outcome.severity];
          return (
            <li key={outcome.code} className={classes['line']}>
              <look.icon
                className={classes['sign']}
                size={sizes.icon.medium}
                stroke={sizes.iconStroke}
                color={tone(look.tone, 'text')}
                aria-label={look.word}
              />
              <span className={classes['count']}>
                <AnimatedNumber value={outcome.count} />
              </span>
              <span>
                {outcome.title}
                {outcome.severity === 'OK' ? null : <span className={classes['help']}>{outcome.help}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
