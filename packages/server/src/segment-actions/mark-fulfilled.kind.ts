import type { OperationKind } from '../operations/operation.kind.ts';
import { runChunk } from '../operations/run-chunk.ts';
import { runFulfillChunk } from '../orders/fulfill-chunk.ts';
import { fulfillChunk, unfulfillChunk } from '../orders/fulfill-chunk.sql.ts';
import { segmentActionKind } from './segment-action.kind.ts';

const does: Pick<OperationKind, 'applyChunk' | 'undoChunk'> = {
  applyChunk: (client, operation, chunk) =>
    runFulfillChunk(client, operation, fulfillChunk(operation), chunk),
  undoChunk: (client, operation, chunk) => runChunk(client, unfulfillChunk(operation), chunk),
};

/** Orders in Start Shipping become Fulfilled; the rest is reported as not ready. */
export const markFulfilled = segmentActionKind('MARK_FULFILLED', does);

/** Any order that is not canceled becomes Fulfilled, with a reason; can be undone like everything else. */
export const forceMarkFulfilled = segmentActionKind('FORCE_MARK_FULFILLED', {
  ...does,
  obstacle({ options: { confirmCount }, summary: { ordersFulfilled = 0 } }) {
    if (confirmCount == null || confirmCount === ordersFulfilled) return null;
    return `${ordersFulfilled} orders would be forced, not the ${confirmCount} that were confirmed. Run the action again with the count of now.`;
  },
});
