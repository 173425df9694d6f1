import { useApolloClient } from '@apollo/client/react';
import { NotificationPage, type NotificationPageVariables } from '@waybill/schema/notifications';
import type { ResultOf } from '@waybill/schema/graphql';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { createPager, pageSize, type PageAnswer, type Pager, type PagerState } from '../backers/pager.ts';
import { readIntoCache } from '../read-into-cache.ts';
import { statusesOf, type NotificationsSearch } from './notifications-search.ts';

const nothing: PagerState = { ids: [], total: null, hasNext: true, empty: true, error: null };
const noSubscription = () => () => {};

function answerOf(data: ResultOf<typeof NotificationPage> | null | undefined): PageAnswer | null {
  const connection = data?.project?.notifications;
  if (!connection) return null;
  return {
    ids: connection.nodes.map((mail) => mail.id),
    endCursor: connection.pageInfo.endCursor,
    hasNext: connection.pageInfo.hasNextPage,
    total: connection.totalCount ?? null,
  };
}

function pageVariables(
  projectId: string,
  search: NotificationsSearch,
  after: string | null,
  withTotal: boolean,
): NotificationPageVariables {
  return {
    projectId,
    first: pageSize,
    after,
    status: statusesOf(search.status),
    operationId: search.operation ?? null,
    search: search.q ?? null,
    withTotal,
  };
}

/** The mails that match, page by page, newest first: the backer report's keyset list over the ledger. */
export function useNotificationPages(projectId: string, search: NotificationsSearch) {
  const client = useApolloClient();
  const key = JSON.stringify([projectId, search.status, search.operation, search.q]);
  const latest = useRef(search);
  latest.current = search;
  const [open, setOpen] = useState<{ key: string; pager: Pager } | null>(null);

  useEffect(
    function openList() {
      const wanted = latest.current;
      const pager = createPager(
        async ({ after, withTotal, signal }) => {
          const variables = pageVariables(projectId, wanted, after, withTotal);
          const answer = answerOf(
            await readIntoCache(client, { query: NotificationPage, variables, signal }),
          );
          if (!answer)
            throw new Error(
              'This project is not there any more. Go back to your projects and open it again.',
            );
          return answer;
        },
        answerOf(
          client.readQuery({
            query: NotificationPage,
            variables: pageVariables(projectId, wanted, null, true),
          }),
        ),
      );
      pager.show(0, 0);
      setOpen({ key, pager });
      return () => pager.dispose();
    },
    [client, projectId, key],
  );

  const pager = open?.pager;
  const state = useSyncExternalStore(pager?.subscribe ?? noSubscription, pager?.state ?? (() => nothing));
  // Until the first page of a changed search is there the old rows stay, so that typing does not make the list blink.
  const shown = useRef(nothing);
  if (!state.empty && open?.key === key) shown.current = state;
  const pending = (state.empty && !state.error) || open?.key !== key;
  const visible = pending ? shown.current : state;

  const show = useCallback((first: number, last: number) => pager?.show(first, last), [pager]);
  const invalidate = useCallback(() => pager?.invalidate(), [pager]);
  const retry = useCallback(() => pager?.retry(), [pager]);
  return useMemo(
    () => ({ ...visible, pending, show, invalidate, retry }),
    [visible, pending, show, invalidate, retry],
  );
}

export type NotificationPages = ReturnType<typeof useNotificationPages>;
