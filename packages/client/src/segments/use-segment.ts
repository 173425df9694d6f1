import { useQuery } from '@apollo/client/react';
import { SegmentById, type SegmentItem } from '@waybill/schema/segments';

/** One segment; null when there is none of that id here, undefined until it is known. */
export function useSegment(projectId: string, id: string) {
  const { data, dataState, error, refetch } = useQuery(SegmentById, { variables: { projectId, id } });
  const segment: SegmentItem | null | undefined =
    dataState === 'complete' ? (data.project?.segment ?? null) : undefined;
  return { segment, error, retry: () => void refetch().catch(() => undefined) };
}
