import { useQuery } from '@apollo/client/react';
import { ProjectSegments, SegmentsUpdated, type SegmentItem } from '@waybill/schema/segments';
import { useLive } from '../use-live.ts';
import { withLiveCount } from './live-count.ts';

/**
 * The segments of a project with counts that stay fresh; where one came or went the list is read again. `undefined`
 * until they are known.
 */
export function useSegments(projectId: string) {
  const { data, dataState, error, refetch } = useQuery(ProjectSegments, { variables: { projectId } });
  const read: readonly SegmentItem[] | undefined =
    dataState === 'complete' ? (data.project?.segments ?? []) : undefined;
  const retry = () => void refetch().catch(() => undefined);

  const { data: live } = useLive(SegmentsUpdated, {
    variables: { projectId },
    onData: ({ data: event }) => {
      const now = event.data?.segmentsUpdated.segments;
      if (!now || !read) return;
      const known = new Set(read.map(({ id }) => id));
      if (now.length !== known.size || now.some(({ id }) => !known.has(id))) retry();
    },
  });
  const segments = read?.map((one) => withLiveCount(one, live));
  return { segments, error, retry };
}
