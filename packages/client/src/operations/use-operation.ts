import { useEffect, useRef } from 'react';
import { useQuery } from '@apollo/client/react';
import {
  OperationById,
  OperationUpdated,
  type OperationDetail,
  type OperationStatus,
} from '@waybill/schema/operations';
import { useLive } from '../use-live.ts';

/** Where parts that live values leave out (columns, options, who undid it) may have changed. */
const turningPoints: readonly OperationStatus[] = ['PLANNED', 'COMPLETED', 'FAILED', 'CANCELED', 'UNDONE'];

interface LiveOperation {
  /** Undefined until it is known, null when there is none that the viewer may see. */
  operation: OperationDetail | null | undefined;
  error: unknown;
  retry: () => void;
}

/** One operation, live: read once, then kept by the subscription through the cache. */
export function useOperation(id: string): LiveOperation {
  const { data, dataState, error, refetch } = useQuery(OperationById, { variables: { id } });
  useLive(OperationUpdated, { variables: { id }, ignoreResults: true });
  const operation = dataState === 'complete' ? data.operation : undefined;
  const status = operation?.status;
  const lastStatus = useRef(status);

  useEffect(
    function readAgainAtTurningPoints() {
      const before = lastStatus.current;
      lastStatus.current = status;
      if (before && status && before !== status && turningPoints.includes(status)) {
        refetch().catch(() => undefined);
      }
    },
    [status, refetch],
  );

  return { operation, error, retry: () => void refetch().catch(() => undefined) };
}
