import { useQuery } from '@apollo/client/react';
import { useThrottledCallback } from '@mantine/hooks';
import { DashboardOperations } from '@waybill/schema/dashboard';
import { useEffect, useRef } from 'react';
import type { Project } from '../projects/project.ts';

/** A new operation shows in the counts as soon as it applies; one that is only being checked is found by asking. */
const askEvery = 10_000;
const refreshEvery = 1000;

/**
 * What runs, waits or was settled last. There is no event for "an operation was made": the list is read again when
 * the counts move and every ten seconds while the page is looked at; each operation is live by its own subscription.
 */
export function useDashboardOperations(project: Project) {
  const { data, error, refetch } = useQuery(DashboardOperations, {
    variables: { projectId: project.id },
    pollInterval: askEvery,
    skipPollAttempt: () => document.visibilityState === 'hidden',
  });
  const reread = useThrottledCallback(() => {
    refetch().catch(() => undefined);
  }, refreshEvery);

  const { version } = project.progress;
  const before = useRef(version);
  useEffect(
    function followProgress() {
      if (before.current !== version) reread();
      before.current = version;
    },
    [version, reread],
  );
  return { operations: data?.project ?? null, error, reread };
}
