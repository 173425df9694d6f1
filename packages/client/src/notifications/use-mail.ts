import { useQuery } from '@apollo/client/react';
import { useDebouncedCallback, useThrottledCallback } from '@mantine/hooks';
import { MailOverview, NotificationsUpdated, type MailFeed } from '@waybill/schema/notifications';
import type { ResultOf } from '@waybill/schema/graphql';
import type { Project } from '../projects/project.ts';
import { useChange } from '../use-change.ts';
import { useLive } from '../use-live.ts';
import { written } from './mail-counts.ts';

export type MailState = NonNullable<ResultOf<typeof MailOverview>['project']>;

/** While mails go out, lists of them are read again this often. */
const rereadEvery = 3000;

/**
 * Who is untold is counted over all parcels, so not while they come in: once nothing has moved for this long.
 */
const quiet = 1500;

/** How the mails of a project stand, live; null until it is known. */
export function useMailFeed(projectId: string): MailFeed | null {
  const { data } = useLive(NotificationsUpdated, { variables: { projectId } });
  return data?.notificationsUpdated ?? null;
}

/** Calls `then` when the feed tells something new, at most every three seconds; not for its first value. */
export function useMailChanges(feed: MailFeed | null, then: () => void): void {
  const again = useThrottledCallback(then, rereadEvery);
  useChange(feed ? JSON.stringify([feed.counts, feed.pausedAt]) : null, again);
}

/** Who is not told yet, how the mails stand and by which rules they go out, kept current. */
export function useMail(project: Project) {
  const feed = useMailFeed(project.id);
  const { data, dataState, error, refetch } = useQuery(MailOverview, {
    variables: { projectId: project.id },
  });
  const recount = useDebouncedCallback(() => {
    refetch().catch(() => undefined);
  }, quiet);
  // A mail that goes from waiting to sent tells nobody new: only writing and calling off mails does.
  useChange(
    feed
      ? JSON.stringify([written(feed.counts), feed.counts.canceled, feed.pausedAt, feed.ratePerMinute])
      : null,
    recount,
  );
  useChange(project.progress.version, recount);

  const mail = dataState === 'complete' ? data.project : undefined;
  return {
    /** Undefined until it is known. */
    mail: mail ?? undefined,
    feed: feed ?? (mail ? atRest(project.id, mail) : null),
    error,
    retry: () => void refetch().catch(() => undefined),
  };
}

/** What the feed would say of mails of which only a snapshot is known. */
function atRest(id: string, { notificationCounts, mailSettings }: MailState): MailFeed {
  return {
    id,
    counts: notificationCounts,
    pausedAt: mailSettings.pausedAt,
    ratePerMinute: mailSettings.ratePerMinute,
    perMinuteNow: 0,
    trouble: mailSettings.trouble,
    troubleSince: mailSettings.troubleSince,
  };
}
