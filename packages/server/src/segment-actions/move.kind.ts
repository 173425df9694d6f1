import type { OperationKind } from '../operations/operation.kind.ts';
import { runChunk } from '../operations/run-chunk.ts';
import { passHolds } from '../orders/hold-lock.ts';
import { moveChunk, unmoveChunk } from './move.sql.ts';
import { segmentActionKind } from './segment-action.kind.ts';

const does: Pick<OperationKind, 'applyChunk' | 'undoChunk'> = {
  async applyChunk(client, operation, chunk) {
    await passHolds(client, operation.projectId);
    return runChunk(client, moveChunk(operation), chunk);
  },
  undoChunk: (client, operation, chunk) => runChunk(client, unmoveChunk(operation), chunk),
};

/** Fulfilled orders go back to the status they had before; their parcels stay, and are reported. */
export const revert = segmentActionKind('REVERT', does);

/** Answered surveys go on to Start Shipping. */
export const lockAddresses = segmentActionKind('LOCK_ADDRESSES', does);

/** Orders of which nothing is on its way go back, so that the address may change. */
export const unlockAddresses = segmentActionKind('UNLOCK_ADDRESSES', does);
