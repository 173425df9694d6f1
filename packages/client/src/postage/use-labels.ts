import { useApolloClient, useQuery } from '@apollo/client/react';
import { useThrottledCallback } from '@mantine/hooks';
import { BackersChanged } from '@waybill/schema/backers';
import { Labels, PostageOverview, PostageUpdated, type LabelItem } from '@waybill/schema/labels';
import { useState } from 'react';
import { toastFailed } from '../ui/toasts.ts';
import { useLive } from '../use-live.ts';
import { labelFilterOf, type PostageSearch } from './postage-search.ts';

const pageSize = 50;
/** So many of the first labels are read again while parcels move; those further down, when the list is opened anew. */
const mostFresh = 100;
/** While parcels move, lists and counts are read again this often at most. */
export const refreshEvery = 1500;

/** Labels below those that are read again. */
interface Tail {
  /** The list it belongs to. */
  of: string;
  nodes: readonly LabelItem[];
  endCursor: string | null;
  more: boolean;
}

/** The labels that match, a page at a time, the last first; the first of them read again while parcels move. */
export function useLabels(projectId: string, search: PostageSearch) {
  const client = useApolloClient();
  const filter = labelFilterOf(search);
  const key = JSON.stringify([projectId, filter]);
  const [tail, setTail] = useState<Tail | null>(null);
  const [fetching, setFetching] = useState(false);
  const mine = tail?.of === key ? tail : null;
  const head = useQuery(Labels, {
    variables: { projectId, first: mine ? mostFresh : pageSize, filter },
    fetchPolicy: 'no-cache',
  });
  const overview = useQuery(PostageOverview, {
    variables: { projectId },
    fetchPolicy: 'cache-and-network',
  });
  const reread = useThrottledCallback(() => {
    head.refetch().catch(() => undefined);
    overview.refetch().catch(() => undefined);
  }, refreshEvery);
  const live = useLive(PostageUpdated, { variables: { projectId }, onData: reread });
  // The list shows names and holds too, which are no label's.
  useLive(BackersChanged, { variables: { projectId }, ignoreResults: true, onData: reread });

  const shown = head.data ?? head.previousData;
  const page = shown?.project?.labels;
  const fresh = page && new Set(page.nodes.map(({ id }) => id));
  const labels = page && [...page.nodes, ...(mine?.nodes ?? []).filter(({ id }) => !fresh?.has(id))];
  const after = mine ? mine.endCursor : page?.pageInfo.endCursor;
  const hasMore = mine ? mine.more : page?.pageInfo.hasNextPage;
  const readMore = async () => {
    setFetching(true);
    try {
      const { data } = await client.query({
        query: Labels,
        variables: { projectId, first: pageSize, after: after ?? null, filter },
        fetchPolicy: 'no-cache',
      });
      const next = data?.project?.labels;
      if (next) {
        // Those of the first pages go along: what is bought meanwhile pushes them down, out of what is read again.
        const nodes = [...(mine?.nodes ?? page?.nodes ?? []), ...next.nodes];
        setTail({ of: key, nodes, endCursor: next.pageInfo.endCursor, more: next.pageInfo.hasNextPage });
      }
    } catch (error) {
      toastFailed(error, 'The next labels could not be read');
    }
    setFetching(false);
  };
  return {
    labels,
    total: page?.totalCount ?? null,
    pdfUrl: shown?.project?.labelsPdfUrl ?? overview.data?.project?.labelsPdfUrl ?? null,
    counts: live.data?.postageUpdated ?? overview.data?.project?.postageCounts ?? null,
    forms: overview.data?.project?.scanForms ?? [],
    /** What is shown is of another filter. */
    stale: head.loading && !head.data,
    error: head.error,
    reread,
    retry: () => void head.refetch().catch(() => undefined),
    /** Null when there are no more. */
    more: hasMore ? () => void readMore() : null,
    fetching,
  };
}
