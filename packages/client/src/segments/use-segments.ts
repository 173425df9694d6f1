import { useQuery, useSubscription } from '@apollo/client/react';
import { ProjectSegments, SegmentsUpdated, type SegmentItem } from '@waybill/schema/segments';

/**
 * The segments of a project with counts that stay fresh: counts merge into the cache by id, and where a segment came
 * or went the list is read again. `undefined` until they are known.
 */
export function useSegments(projectId: string) {
  const { data, dataState, error, refetch } = useQuery(ProjectSegments, { variables: { projectId } });
  const segments: readonly SegmentItem[] | undefined =
    dataState === 'complete' ? (data.project?.segments ?? []) : undefined;
  const retry = () => void refetch().catch(() => undefined);

  useSubscription(SegmentsUpdated, {
    variables: { projectId },
    ignoreResults: true,
    onData: ({ data: event }) => {
      const now = event.data?.segmentsUpdated.segments;
      if (!now || !segments) return;
      const known = new Set(segments.map(({ id }) => id));
      if (now.length !== known.size || now.some(({ id }) => !known.has(id))) retry();
    },
  });
  return { segments, error, retry };
}
