import { useQuery } from '@apollo/client/react';
import { useThrottledCallback } from '@mantine/hooks';
import {
  Reconciliation,
  ReconciliationUpdated,
  type ReconciliationCounts,
  type ReconciliationFilter,
  type ReconciliationRow,
} from '@waybill/schema/reconciliation';
import { useState } from 'react';
import { useChange } from '../use-change.ts';
import { useLive } from '../use-live.ts';
import type { PartnersSearch } from './partners-search.ts';

const pageSize = 50;
/** While a partner reports by the thousand, the list is read again this often. */
const rereadEvery = 1500;

/** How far what partners were sent has come, live; null until it is known. */
export function useReconciliationFeed(
  projectId: string,
  partnerId: string | undefined,
): ReconciliationCounts | null {
  const { data } = useLive(ReconciliationUpdated, {
    variables: { projectId, partnerId: partnerId ?? null },
  });
  return data?.reconciliationUpdated ?? null;
}

/** The requests that match, page by page; read again when the counts change. */
export function useReconciliation(
  projectId: string,
  search: PartnersSearch,
  feed: ReconciliationCounts | null,
) {
  const [fetching, setFetching] = useState(false);
  const filter: ReconciliationFilter = {
    ...(search.state && { state: search.state }),
    ...(search.partner && { partnerId: search.partner }),
  };
  const { data, previousData, error, fetchMore, refetch } = useQuery(Reconciliation, {
    variables: { projectId, first: pageSize, after: null, filter },
    fetchPolicy: 'cache-and-network',
  });
  // Of a changed filter the old rows stay until the new ones are there.
  const list = (data ?? previousData)?.project?.reconciliation;
  const rows: readonly ReconciliationRow[] = list?.nodes ?? [];
  const reread = () => void refetch().catch(() => undefined);
  const again = useThrottledCallback(() => {
    // Reading again begins at the top: whoever has gone further down keeps their place.
    if (rows.length <= pageSize) reread();
  }, rereadEvery);
  const news = feed && JSON.stringify(feed);
  useChange(news, again);
  const more = () => {
    setFetching(true);
    fetchMore({
      variables: { after: list?.pageInfo.endCursor ?? null },
      updateQuery: (former, { fetchMoreResult }) => {
        const [before, after] = [former.project, fetchMoreResult.project];
        if (!before || !after) return fetchMoreResult;
        return {
          ...fetchMoreResult,
          project: {
            ...after,
            reconciliation: {
              ...after.reconciliation,
              nodes: [...before.reconciliation.nodes, ...after.reconciliation.nodes],
            },
          },
        };
      },
    })
      .catch(() => undefined)
      .finally(() => setFetching(false));
  };
  return {
    rows,
    total: list?.totalCount ?? null,
    hasNext: list?.pageInfo.hasNextPage ?? false,
    /** Nothing is known yet. */
    empty: !list,
    error,
    fetching,
    more,
    reread,
  };
}
