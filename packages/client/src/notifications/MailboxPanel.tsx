import { useState } from 'react';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconMailbox, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@apollo/client/react';
import type { MailSettings } from '@waybill/schema/mail-settings';
import { Mailbox, MailboxClear } from '@waybill/schema/mailbox';
import type { MailFeed } from '@waybill/schema/notifications';
import { mayManage, mayWrite, type Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatCount } from '../ui/format.ts';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { useDelayed } from '../ui/useDelayed.ts';
import { MailboxList } from './MailboxList.tsx';
import { MailboxMailView } from './MailboxMailView.tsx';
import classes from './MailboxPanel.module.css';
import { TransportNote } from './TransportNote.tsx';
import { useMailChanges } from './use-mail.ts';
import { useNotificationsSearch } from './use-notifications-search.ts';

const pageSize = 50;

interface MailboxPanelProps {
  project: Project;
  settings: MailSettings;
  feed: MailFeed;
}

/** What the local mailbox holds: each mail as its backer would see it, though none has left the machine. */
export function MailboxPanel(props: MailboxPanelProps) {
  if (mayWrite(props.project.creator.role)) return <Mails {...props} />;
  return (
    <EmptyState
      icon={IconMailbox}
      title="The mailbox is for who ships"
      description="Its mails carry the private links of backers, and your role lets you look. An owner of this creator can let you ship, under Members."
    />
  );
}

function Mails({ project, settings, feed }: MailboxPanelProps) {
  const [search, change] = useNotificationsSearch('mailbox');
  const [clearing, setClearing] = useState(false);
  const [fetching, setFetching] = useState(false);
  const phone = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false });
  const { data, dataState, error, fetchMore, refetch } = useQuery(Mailbox, {
    variables: { projectId: project.id, first: pageSize, after: null },
  });
  const [clear, { loading }] = useMutation(MailboxClear);
  const box = dataState === 'complete' ? data.project?.mailbox : undefined;
  const waiting = useDelayed(!box && !error);
  const reread = () => void refetch().catch(() => undefined);
  useMailChanges(feed, () => {
    // Reading again begins at the top: whoever has gone further down keeps their place.
    if ((box?.nodes.length ?? 0) <= pageSize) reread();
  });

  const more = () => {
    setFetching(true);
    fetchMore({
      variables: { after: box?.pageInfo.endCursor },
      updateQuery: (former, { fetchMoreResult }) => {
        const [before, after] = [former.project, fetchMoreResult.project];
        if (!before || !after) return fetchMoreResult;
        const nodes = [...before.mailbox.nodes, ...after.mailbox.nodes];
        return { project: { ...after, mailbox: { ...after.mailbox, nodes } } };
      },
    })
      .catch(() => undefined)
      .finally(() => setFetching(false));
  };

  const empty = async () => {
    const title = 'The mailbox stays as it was';
    try {
      const { data: answer } = await clear({ variables: { projectId: project.id } });
      if (toastUserErrors(answer?.mailboxClear.userErrors, title)) {
        toastDone('The mailbox is empty. The ledger keeps its record.');
        change({ mail: undefined });
        reread();
      }
    } catch (thrown) {
      toastFailed(thrown, title);
    }
    setClearing(false);
  };

  const openId = search.mail ?? (phone ? undefined : box?.nodes[0]?.id);
  return (
    <Stack gap="md">
      <TransportNote settings={settings} here />
      {error && !box ? (
        <ErrorState error={error} title="The mailbox could not be read" onRetry={reread} />
      ) : null}
      {waiting ? <SkeletonRows rows={6} height={64} /> : null}
      {box?.nodes.length === 0 ? (
        <EmptyState
          icon={IconMailbox}
          title="The mailbox is empty"
          description={
            settings.transport === 'MAILBOX'
              ? 'Every mail that Waybill writes lands here until a mail server is configured, as the backer would see it.'
              : 'Mail goes out by the mail server. What was written before it was configured would stand here.'
          }
        />
      ) : null}
      {box && box.nodes.length > 0 ? (
        <>
          {phone && search.mail ? (
            <Button
              variant="subtle"
              color="gray"
              className={classes['back']}
              leftSection={<IconArrowLeft size={sizes.icon.medium} aria-hidden />}
              onClick={() => change({ mail: undefined }, { replace: false })}
            >
              Back to the mailbox
            </Button>
          ) : (
            <Group justify="space-between">
              <Text size="sm" c="dimmed">
                {formatCount(box.totalCount, 'mail')}, newest first
              </Text>
              {mayManage(project.creator.role) ? (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-sm"
                  leftSection={<IconTrash size={sizes.icon.small} aria-hidden />}
                  onClick={() => setClearing(true)}
                >
                  Empty the mailbox
                </Button>
              ) : null}
            </Group>
          )}
          <div className={classes['columns']}>
            {phone && search.mail ? null : (
              <div className={classes['list']}>
                <MailboxList mails={box.nodes} openId={openId} />
                {box.pageInfo.hasNextPage ? (
                  <Group justify="center" p="sm">
                    <Button size="compact-sm" variant="subtle" onClick={more} loading={fetching}>
                      Show more of {formatCount(box.totalCount, 'mail')}
                    </Button>
                  </Group>
                ) : null}
              </div>
            )}
            {openId ? <MailboxMailView key={openId} id={openId} /> : null}
          </div>
        </>
      ) : null}
      <ConfirmDialog
        opened={clearing}
        onClose={() => setClearing(false)}
        title="Empty the mailbox?"
        confirmLabel={`Delete ${formatCount(box?.totalCount ?? 0, 'mail')}`}
        onConfirm={empty}
        danger
        busy={loading}
      >
        The mails cannot be looked at any more. Who was written to, and when, stays in the ledger, and nobody
        is written to again because of it.
      </ConfirmDialog>
    </Stack>
  );
}
