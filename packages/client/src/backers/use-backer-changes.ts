import { useThrottledCallback } from '@mantine/hooks';
import { BackersChanged } from '@waybill/schema/backers';
import { useLiveShared } from '../use-live.ts';

/** While a bulk change runs, what is shown of a backer is read again this often. */
const refreshEvery = 1500;

/**
 * Calls when a backer, its order, its parcels or what else it has may have changed.
 *
 * All that ask share one subscription, and it outlives the step from one backer to the next: a socket may open ten a
 * second, and three for each backer that is walked past would soon be refused.
 *
 * @param backerId undefined while none is shown
 */
export function useBackerChanges(
  projectId: string,
  backerId: string | undefined,
  onChange: () => void,
): void {
  const change = useThrottledCallback(onChange, refreshEvery);
  useLiveShared(BackersChanged, {
    variables: { projectId },
    ignoreResults: true,
    onData: (event) => {
      const changed = event.data.data?.backersChanged;
      if (!changed || backerId === undefined) return;
      if (!changed.backerIds || changed.backerIds.includes(backerId)) change();
    },
  });
}
