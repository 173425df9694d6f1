import type { PoolClient } from 'pg';
import type { Chunk, ChunkResult } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { runChunk } from '../operations/run-chunk.ts';
import { changeHolds } from '../orders/hold-lock.ts';
import { holdChunk, releaseChunk, unholdChunk, unreleaseChunk } from './hold.sql.ts';
import { segmentActionKind } from './segment-action.kind.ts';

/** Orders that are not through yet are put on hold; a hold there is already stays as it is. */
export const hold = segmentActionKind('HOLD', {
  applyChunk: alone(holdChunk),
  undoChunk: alone(unholdChunk),
  obstacle({ options: { until } }) {
    if (!until || Date.parse(until) > Date.now()) return null;
    return 'The day on which these holds were to end has come. Run the action again with another, or without one.';
  },
});

/** Holds end, whoever made them. */
export const release = segmentActionKind('RELEASE', {
  applyChunk: alone(releaseChunk),
  undoChunk: alone(unreleaseChunk),
});

function alone(statement: (operation: OperationRecord) => string) {
  return async (client: PoolClient, operation: OperationRecord, chunk: Chunk): Promise<ChunkResult> => {
    await changeHolds(client, operation.projectId);
    return runChunk(client, statement(operation), chunk);
  };
}
