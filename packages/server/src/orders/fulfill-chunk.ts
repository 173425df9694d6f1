import type { PoolClient } from 'pg';
import type { Chunk, ChunkResult } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { runChunk } from '../operations/run-chunk.ts';
import { passHolds } from './hold-lock.ts';

/** Runs a statement of `fulfill-chunk.sql.ts`. */
export async function runFulfillChunk(
  client: PoolClient,
  operation: OperationRecord,
  statement: string,
  chunk: Chunk,
): Promise<ChunkResult> {
  await passHolds(client, operation.projectId);
  return runChunk(client, statement, chunk);
}
