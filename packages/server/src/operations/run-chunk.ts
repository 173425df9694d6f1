import type { PoolClient } from 'pg';
import type { Chunk, ChunkResult } from './operation.kind.ts';

/**
 * Runs the one statement of a chunk, which answers with one row `late`; a chunk in which nothing applies costs nothing.
 *
 * @param statement its parameters are $1 first pos, $2 last pos, $3 first backer, $4 last backer
 */
export async function runChunk(client: PoolClient, statement: string, chunk: Chunk): Promise<ChunkResult> {
  if (chunk.firstBacker === null) return { late: 0 };
  const { rows } = await client.query<ChunkResult>(statement, [
    chunk.firstPos,
    chunk.lastPos,
    chunk.firstBacker,
    chunk.lastBacker,
  ]);
  return { late: rows[0]?.late ?? 0 };
}
