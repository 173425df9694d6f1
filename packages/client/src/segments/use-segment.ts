import { useQuery, useSubscription } from '@apollo/client/react';
import { SegmentById, SegmentsUpdated, type SegmentItem } from '@waybill/schema/segments';

/**
 * One segment with a count that stays fresh; null when there is none of that id here (any more), undefined until it is
 * known. The project's other segments are not counted for it.
 */
export function useSegment(projectId: string, id: string) {
  const { data, dataState, error, refetch } = useQuery(SegmentById, { variables: { projectId, id } });
  const segment: SegmentItem | null | undefined =
    dataState === 'complete' ? (data.project?.segment ?? null) : undefined;
  const retry = () => void refetch().catch(() => undefined);
  useSubscription(SegmentsUpdated, {
    variables: { projectId, segmentIds: [id] },
    ignoreResults: true,
    skip: !segment,
    onData: ({ data: event }) => {
      if (event.data?.segmentsUpdated.segments.length === 0) retry();
    },
  });
  return { segment, error, retry };
}
