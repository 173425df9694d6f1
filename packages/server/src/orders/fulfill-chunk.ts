import type { PoolClient } from 'pg';
import type { Chunk, ChunkResult } from '../operations/operation.kind.ts';

/** Runs a statement of `fulfill-chunk.sql.ts`; a chunk in which nothing applies costs nothing. */
export async function runFulfillChunk(
  client: PoolClient,
  statement: string,
  chunk: Chunk,
): Promise<ChunkResult> {
  if (chunk.firstBacker === null) return { late: 0 };
  const { rows } = await client.query<ChunkResult>(statement, [
    chunk.firstPos,
    chunk.lastPos,
    chunk.firstBacker,
    chunk.lastBacker,
  ]);
  return { late: rows[0]?.late ?? 0 };
}
