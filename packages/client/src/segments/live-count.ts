import type { SegmentItem } from '@waybill/schema/segments';

interface Told {
  segmentsUpdated: { segments: readonly { id: string; backerCount: number }[] };
}

/**
 * A segment with the count that was told last. Not by way of the cache: an answer over HTTP that was read before the
 * change and comes after it would stay there, since an equal count is not told twice.
 */
export function withLiveCount(segment: SegmentItem, live: Told | undefined): SegmentItem {
  const told = live?.segmentsUpdated.segments.find(({ id }) => id === segment.id);
  return told ? { ...segment, backerCount: told.backerCount } : segment;
}
