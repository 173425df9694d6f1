import { useQuery } from '@apollo/client/react';
import { useDebouncedValue, useThrottledCallback } from '@mantine/hooks';
import { BackersChanged } from '@waybill/schema/backers';
import type { FilterTree } from '@waybill/schema/filter-tree';
import { SegmentCount } from '@waybill/schema/segments';
import { useRef } from 'react';
import { useLive } from '../use-live.ts';

/** A filter rests this long before it is counted. */
const pause = 250;

/** While backers change, the count is taken again this often. */
const recountEvery = 2000;

export interface LiveCount {
  /** Null until the first is known. */
  count: number | null;
  /** The number is of the filter before: the one shown is being counted. */
  stale: boolean;
  error: Error | undefined;
}

/** How many backers a filter fits, while it is being made and while backers change. */
export function useSegmentCount(projectId: string, tree: FilterTree): LiveCount {
  const text = JSON.stringify(tree);
  const [rested] = useDebouncedValue(text, pause);
  const { data, loading, error, refetch } = useQuery(SegmentCount, {
    variables: { projectId, filter: JSON.parse(rested) as FilterTree },
  });
  const recount = useThrottledCallback(() => void refetch().catch(() => undefined), recountEvery);
  useLive(BackersChanged, { variables: { projectId }, ignoreResults: true, onData: recount });

  const last = useRef<number | null>(null);
  if (data?.segmentCount !== undefined) last.current = data.segmentCount;
  return { count: last.current, stale: rested !== text || (loading && data === undefined), error };
}
