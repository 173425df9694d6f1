import { skipToken, useQuery } from '@apollo/client/react';
import type { BackerTarget } from '@waybill/schema/backers';
import { ActionPreview, type SegmentAction } from '@waybill/schema/segment-actions';
import { ACTIONS } from './actions.ts';

interface LivePreview {
  /** Null until it is known, and while the tags are missing that it depends on. */
  preview: ActionPreview | null;
  /** What is shown is of other tags, or not there yet. */
  pending: boolean;
  error: unknown;
  retry: () => void;
}

/** What an action would do now, counted anew each time its dialog opens. */
export function useActionPreview(
  projectId: string,
  target: BackerTarget,
  action: SegmentAction,
  tags: readonly string[],
): LivePreview {
  const tagging = Boolean(ACTIONS[action].asks.tags);
  const waits = tagging && tags.length === 0;
  const { data, previousData, loading, error, refetch } = useQuery(
    ActionPreview,
    waits
      ? skipToken
      : {
          variables: { projectId, target, action, tags: tagging ? [...tags] : null },
          fetchPolicy: 'network-only',
        },
  );
  return {
    preview: waits ? null : ((data ?? previousData)?.actionPreview ?? null),
    pending: waits || loading,
    error: waits ? undefined : error,
    retry: () => void refetch().catch(() => undefined),
  };
}
