import { useApolloClient, useQuery } from '@apollo/client/react';
import { useThrottledCallback } from '@mantine/hooks';
import { ExceptionPage, ExceptionsUpdated, type ExceptionCounts } from '@waybill/schema/exceptions';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useBackerChanges } from '../backers/use-backer-changes.ts';
import { useLive } from '../use-live.ts';
import { filterOf, type ExceptionsSearch } from './exceptions-search.ts';

const pageSize = 50;
/** While exceptions open by the hundred, the list is read again this often. */
const rereadEvery = 1500;

/** How much of a project needs a person, live; null until it is known. */
export function useExceptionFeed(projectId: string): ExceptionCounts | null {
  const { data } = useLive(ExceptionsUpdated, { variables: { projectId } });
  return data?.exceptionsUpdated.counts ?? null;
}

/** The exceptions that match, page by page; read again when the feed tells something new. */
export function useExceptions(projectId: string, search: ExceptionsSearch, feed: ExceptionCounts | null) {
  const [fetching, setFetching] = useState(false);
  const filter = filterOf(search);
  const { data, previousData, error, fetchMore, refetch } = useQuery(ExceptionPage, {
    variables: { projectId, first: pageSize, after: null, filter, withTotal: true },
    fetchPolicy: 'cache-and-network',
  });
  // Of a changed filter the old rows stay until the new ones are there.
  const list = (data ?? previousData)?.project?.exceptions;
  const exceptions = useMemo(() => list?.nodes ?? [], [list]);
  const reread = () => void refetch().catch(() => undefined);
  const again = useThrottledCallback(() => {
    // Reading again begins at the top: whoever has gone further down keeps their place.
    if (exceptions.length <= pageSize) reread();
  }, rereadEvery);
  const news = feed && JSON.stringify(feed);
  const known = useRef<string | null>(null);
  const total = list?.totalCount ?? null;
  const open = feed?.open ?? null;
  useEffect(
    function readNews() {
      // The list may have been read a moment before the feed began.
      const isNews = known.current === null ? total !== null && total !== open : known.current !== news;
      if (news !== null && isNews) again();
      if (total !== null) known.current = news;
    },
    [news, again, total, open],
  );
  const more = () => {
    setFetching(true);
    fetchMore({
      variables: { after: list?.pageInfo.endCursor ?? null, withTotal: false },
      updateQuery: (former, { fetchMoreResult }) => {
        const [before, after] = [former.project, fetchMoreResult.project];
        if (!before || !after) return fetchMoreResult;
        return {
          ...fetchMoreResult,
          project: {
            ...after,
            exceptions: {
              ...after.exceptions,
              nodes: [...before.exceptions.nodes, ...after.exceptions.nodes],
              totalCount: before.exceptions.totalCount,
            },
          },
        };
      },
    })
      .catch(() => undefined)
      .finally(() => setFetching(false));
  };
  return {
    exceptions,
    total,
    hasNext: list?.pageInfo.hasNextPage ?? false,
    /** Nothing is known yet. */
    empty: !list,
    error,
    fetching,
    more,
    reread,
  };
}

/**
 * Keeps the one that is open current by itself: a scan of its parcel leaves the counts as they are, and a list of which
 * more was shown is not read again.
 *
 * @param backerId undefined while none is open
 */
export function useOpenException(projectId: string, backerId: string | undefined): void {
  const client = useApolloClient();
  useBackerChanges(projectId, backerId, () => {
    if (backerId === undefined) return;
    const variables = { projectId, first: pageSize, after: null, filter: { backerId }, withTotal: false };
    client
      .query({
        query: ExceptionPage,
        variables,
        fetchPolicy: 'network-only',
        context: { queryDeduplication: false },
      })
      .catch(() => undefined);
  });
}
