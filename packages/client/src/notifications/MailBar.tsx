import type { MailCounts } from '@waybill/schema/notifications';
import { Link } from '@tanstack/react-router';
import { usePaths } from '../paths.ts';
import { sizes, tone } from '../theme.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { formatNumber } from '../ui/format.ts';
import { meant, toGo } from './mail-counts.ts';
import classes from './MailBar.module.css';
import { notificationLooks } from './notification-looks.ts';
import { inAddress, type LedgerState } from './notifications-search.ts';

interface MailBarProps {
  counts: MailCounts;
  stale?: boolean;
  /** Each count leads to its mails in the ledger, those of one operation only where one is named. */
  linked?: boolean;
  operationId?: string;
}

/** The mails as one bar, part by part, with its legend; parts without mails are left out, all but the first two. */
export function MailBar({ counts, stale, linked, operationId }: MailBarProps) {
  const paths = usePaths();
  const all = meant(counts);
  const parts: {
    state: LedgerState;
    look: (typeof notificationLooks)['SENT'];
    count: number;
    word: string;
  }[] = [
    { state: 'sent', look: notificationLooks.SENT, count: counts.sent, word: 'sent' },
    { state: 'going', look: notificationLooks.PENDING, count: toGo(counts), word: 'to go' },
    { state: 'failed', look: notificationLooks.FAILED, count: counts.failed, word: 'failed' },
    { state: 'uncertain', look: notificationLooks.UNKNOWN, count: counts.unknown, word: 'uncertain' },
    {
      state: 'stopped',
      look: notificationLooks.CANCELED,
      count: counts.canceled + counts.suppressed,
      word: 'held back',
    },
  ];
  const drawn = parts.filter(({ state }) => state !== 'going' && state !== 'stopped');
  return (
    <div data-stale={stale || undefined} className={classes['root']}>
      <div
        className={classes['bar']}
        role="img"
        aria-label={parts
          .filter(({ count }) => count > 0)
          .map(({ count, word }) => `${formatNumber(count)} ${word}`)
          .join(', ')}
      >
        {drawn.map(({ state, look, count }) =>
          count === 0 ? null : (
            <div
              key={state}
              className={classes['part']}
              style={{ width: `${(count / all) * 100}%`, background: tone(look.tone, 'solid') }}
            />
          ),
        )}
      </div>
      <ul className={classes['legend']}>
        {parts.map(({ state, look, count, word }, index) => {
          if (count === 0 && index > 1) return null;
          const Sign = look.icon;
          const inside = (
            <>
              <Sign size={sizes.icon.medium} stroke={2} color={tone(look.tone)} aria-hidden />
              <span>
                <strong>
                  <AnimatedNumber value={count} />
                </strong>{' '}
                {word}
              </span>
            </>
          );
          return (
            <li key={state}>
              {linked && count > 0 ? (
                <Link
                  to={paths.notifications('ledger')}
                  search={inAddress({ status: state, ...(operationId && { operation: operationId }) })}
                  className={classes['key']}
                  data-linked
                >
                  {inside}
                </Link>
              ) : (
                <span className={classes['key']}>{inside}</span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
