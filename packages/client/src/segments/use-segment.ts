import { useQuery } from '@apollo/client/react';
import { SegmentById, SegmentsUpdated, type SegmentItem } from '@waybill/schema/segments';
import { useLive } from '../use-live.ts';
import { withLiveCount } from './live-count.ts';

/**
 * One segment with a count that stays fresh; null when there is none of that id here (any more), undefined until it is
 * known. The project's other segments are not counted for it.
 */
export function useSegment(projectId: string, id: string) {
  const { data, dataState, error, refetch } = useQuery(SegmentById, { variables: { projectId, id } });
  const read: SegmentItem | null | undefined =
    dataState === 'complete' ? (data.project?.segment ?? null) : undefined;
  const retry = () => void refetch().catch(() => undefined);
  const { data: live } = useLive(SegmentsUpdated, {
    variables: { projectId, segmentIds: [id] },
    skip: !read,
    onData: ({ data: event }) => {
      if (event.data?.segmentsUpdated.segments.length === 0) retry();
    },
  });
  const segment = read && withLiveCount(read, live);
  return { segment, error, retry };
}
