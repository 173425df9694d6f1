import { useState } from 'react';
import { Button, Group, Text } from '@mantine/core';
import { IconMail, IconSearchOff } from '@tabler/icons-react';
import type { MailFeed } from '@waybill/schema/notifications';
import { mayWrite, type Project } from '../projects/project.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatCount } from '../ui/format.ts';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import classes from './Ledger.module.css';
import { LedgerFilter } from './LedgerFilter.tsx';
import { LedgerList } from './LedgerList.tsx';
import { LedgerSelection } from './LedgerSelection.tsx';
import type { LedgerState } from './notifications-search.ts';
import { useNotificationPages } from './use-notification-pages.ts';
import { useNotificationsSearch } from './use-notifications-search.ts';
import { useMailChanges } from './use-mail.ts';

/** One line a mail, newest first: to whom, about which parcels, how it stands, and what the server answered. */
export function Ledger({ project, feed }: { project: Project; feed: MailFeed }) {
  const [search, change] = useNotificationsSearch('ledger');
  const pages = useNotificationPages(project.id, search);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  useMailChanges(feed, pages.invalidate);
  const waiting = useDelayed(pages.empty && !pages.error);
  const narrowed = Boolean(search.status ?? search.q ?? search.operation);
  const decidable = mayWrite(project.creator.role) ? decidedAbout(search.status) : null;

  const toggle = (id: string) =>
    setSelected((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  return (
    <>
      <LedgerFilter
        counts={feed.counts}
        search={search}
        change={(wanted) => {
          setSelected(new Set());
          change(wanted);
        }}
      />
      {pages.empty && pages.error ? (
        <ErrorState error={pages.error} title="The ledger could not be read" onRetry={pages.retry} />
      ) : pages.empty ? (
        waiting ? (
          <div className={classes['frame']}>
            <SkeletonRows rows={8} height={64} />
          </div>
        ) : null
      ) : pages.ids.length === 0 ? (
        <EmptyState
          icon={narrowed ? IconSearchOff : IconMail}
          title={narrowed ? 'No mail fits' : 'No mail has been written yet'}
          description={
            narrowed
              ? 'Search looks at the address and the name of the backer.'
              : 'Every mail to a backer appears here with what the mail server said to it.'
          }
          action={
            narrowed ? (
              <Button
                variant="default"
                onClick={() => change({ status: undefined, q: undefined, operation: undefined })}
              >
                Show all mails
              </Button>
            ) : null
          }
        />
      ) : (
        <>
          <Group justify="space-between" mb="xs" mih={28}>
            <Text size="sm" c="dimmed" role="status">
              {pages.total === null ? '' : formatCount(pages.total, 'mail')}
              {search.operation ? ' of one operation' : ''}
            </Text>
          </Group>
          <LedgerList
            pages={pages}
            selected={decidable ? selected : null}
            onToggle={toggle}
            writable={mayWrite(project.creator.role)}
          />
          {pages.error ? (
            <ErrorState
              compact
              error={pages.error}
              title="The next mails could not be read"
              onRetry={pages.retry}
            />
          ) : null}
          {decidable ? (
            <LedgerSelection
              status={decidable}
              ids={pages.ids.filter((id) => selected.has(id))}
              shown={pages.ids}
              onSelect={(ids) => setSelected(new Set(ids))}
            />
          ) : null}
        </>
      )}
    </>
  );
}

/** Mails that many can be decided about at once, where the list shows nothing else. */
function decidedAbout(state: LedgerState | undefined): 'UNKNOWN' | 'FAILED' | null {
  if (state === 'uncertain') return 'UNKNOWN';
  return state === 'failed' ? 'FAILED' : null;
}
