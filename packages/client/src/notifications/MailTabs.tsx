import { Badge } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { MailCounts } from '@waybill/schema/notifications';
import { usePaths } from '../paths.ts';
import { tone } from '../theme.ts';
import { formatNumber } from '../ui/format.ts';
import classes from './MailTabs.module.css';
import { mailTabs, type MailTab } from './notifications-search.ts';

const words: Record<MailTab, string> = {
  overview: 'Overview',
  ledger: 'Ledger',
  templates: 'Templates',
  mailbox: 'Mailbox',
  settings: 'Settings',
};

/** The screens of the notifications as links, so that each has its address; the ledger says how many mails want a person. */
export function MailTabs({ counts }: { counts: MailCounts | null }) {
  const paths = usePaths();
  const uncertain = counts?.unknown ?? 0;
  return (
    <nav aria-label="Notifications" className={classes['tabs']}>
      <ul className={classes['list']}>
        {mailTabs.map((tab) => (
          <li key={tab}>
            <Link
              to={paths.notifications(tab)}
              activeOptions={{ exact: true, includeSearch: false }}
              className={classes['tab']}
            >
              {words[tab]}
              {tab === 'ledger' && uncertain > 0 ? (
                <Badge
                  size="sm"
                  variant="light"
                  tt="none"
                  c={tone('shipping')}
                  bg={tone('shipping', 'soft')}
                  styles={{ root: { flexShrink: 0 }, label: { overflow: 'visible' } }}
                  aria-label={`${formatNumber(uncertain)} uncertain`}
                >
                  {formatNumber(uncertain)}
                </Badge>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
