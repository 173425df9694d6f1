import { useQuery } from '@apollo/client/react';
import { SegmentById, SegmentUpdated, type SegmentItem } from '@waybill/schema/segments';
import { useRef } from 'react';
import { useLive } from '../use-live.ts';
import { withLiveCount } from './live-count.ts';

/**
 * One segment with a count that stays fresh, read again when it is changed elsewhere; null when there is none of that
 * id here (any more), undefined until it is known. The project's other segments are not counted for it.
 */
export function useSegment(projectId: string, id: string) {
  const { data, dataState, error, refetch } = useQuery(SegmentById, { variables: { projectId, id } });
  const read: SegmentItem | null | undefined =
    dataState === 'complete' ? (data.project?.segment ?? null) : undefined;
  const seen = useRef<string>(undefined);
  if (read) seen.current = id;
  const retry = () => void refetch().catch(() => undefined);
  const { data: live } = useLive(SegmentUpdated, {
    variables: { projectId, segmentIds: [id] },
    skip: !read,
    // In the cache the moment of a change would stand beside the filter from before it.
    fetchPolicy: 'no-cache',
    onData: ({ data: event }) => {
      const told = event.data?.segmentsUpdated.segments;
      if (told && told[0]?.updatedAt !== read?.updatedAt) retry();
    },
  });
  const segment = read && withLiveCount(read, live);
  return { segment, deleted: read === null && seen.current === id, error, retry };
}
