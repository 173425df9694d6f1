import { useQuery, useSubscription } from '@apollo/client/react';
import { useThrottledCallback } from '@mantine/hooks';
import { BackersChanged } from '@waybill/schema/backers';
import type { ResultOf } from '@waybill/schema/graphql';
import { Labels, PostageOverview } from '@waybill/schema/postage';
import { useState } from 'react';
import { labelFilterOf, type PostageSearch } from './postage-search.ts';

const pageSize = 50;
/** While parcels move, lists and counts are read again this often at most. */
const refreshEvery = 1500;
/** What no event tells of: a print or a packed parcel on another machine. */
const lookEvery = 15_000;

/** The labels that match, a page at a time, the last first; read again while parcels move. */
export function useLabels(projectId: string, search: PostageSearch) {
  const { data, previousData, loading, error, refetch, fetchMore } = useQuery(Labels, {
    variables: { projectId, first: pageSize, filter: labelFilterOf(search) },
    fetchPolicy: 'no-cache',
    pollInterval: lookEvery,
    skipPollAttempt: () => document.visibilityState === 'hidden',
  });
  const [fetching, setFetching] = useState(false);
  const overview = useQuery(PostageOverview, {
    variables: { projectId },
    fetchPolicy: 'cache-and-network',
    pollInterval: lookEvery,
    skipPollAttempt: () => document.visibilityState === 'hidden',
  });
  const reread = useThrottledCallback(() => {
    refetch().catch(() => undefined);
    overview.refetch().catch(() => undefined);
  }, refreshEvery);
  useSubscription(BackersChanged, { variables: { projectId }, ignoreResults: true, onData: reread });

  const shown = data ?? previousData;
  const labels = shown?.project?.labels;
  const after = labels?.pageInfo.endCursor;
  return {
    labels: labels?.nodes,
    total: labels?.totalCount ?? null,
    pdfUrl: shown?.project?.labelsPdfUrl ?? overview.data?.project?.labelsPdfUrl ?? null,
    counts: overview.data?.project?.postageCounts ?? null,
    forms: overview.data?.project?.scanForms ?? [],
    /** What is shown is of another filter. */
    stale: loading && !data,
    error,
    reread,
    retry: () => void refetch().catch(() => undefined),
    /** Null when there are no more. */
    more: labels?.pageInfo.hasNextPage
      ? () => {
          setFetching(true);
          fetchMore({
            variables: { after },
            updateQuery: (former, { fetchMoreResult }) => append(former, fetchMoreResult),
          })
            .catch(() => undefined)
            .finally(() => setFetching(false));
        }
      : null,
    fetching,
  };
}

type Page = ResultOf<typeof Labels>;

function append(former: Page, next: Page): Page {
  if (!former.project || !next.project) return next;
  const nodes = [...former.project.labels.nodes, ...next.project.labels.nodes];
  return { project: { ...next.project, labels: { ...next.project.labels, nodes } } };
}
