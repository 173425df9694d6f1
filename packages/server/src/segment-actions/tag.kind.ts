import { runChunk } from '../operations/run-chunk.ts';
import { segmentActionKind } from './segment-action.kind.ts';
import { tagChunk, undoTagChunk, undoUntagChunk, untagChunk } from './tag.sql.ts';

/** Tags are put on backers; those they have already stay where they are. */
export const tag = segmentActionKind('TAG', {
  applyChunk: (client, operation, chunk) => runChunk(client, tagChunk(operation), chunk),
  undoChunk: (client, operation, chunk) => runChunk(client, undoTagChunk(operation), chunk),
});

/** Tags are taken off backers. */
export const untag = segmentActionKind('UNTAG', {
  applyChunk: (client, operation, chunk) => runChunk(client, untagChunk(operation), chunk),
  undoChunk: (client, operation, chunk) => runChunk(client, undoUntagChunk(operation), chunk),
});
