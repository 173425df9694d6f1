import { OperationUpdated } from '@waybill/schema/operations';
import { useLive } from '../use-live.ts';

/** Keeps one operation live in the cache; calls `onSettled` when it is done moving. Draws nothing. */
export function OperationSubscriber({ id, onSettled }: { id: string; onSettled: () => void }) {
  useLive(OperationUpdated, {
    variables: { id },
    ignoreResults: true,
    onData: ({ data }) => {
      if (data.data?.operationUpdated.settledAt) onSettled();
    },
  });
  return null;
}
