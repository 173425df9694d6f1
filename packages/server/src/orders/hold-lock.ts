import type { PoolClient } from 'pg';

/** First half of the advisory lock; the second is the project. */
const HOLDS = 77303;

/**
 * What passes held orders by takes this before its statement, many at once; what puts orders on hold takes the lock
 * alone. A statement sees the holds there were when it began, and locking an order's row leaves no mark that would
 * make it look again: without this, an order could be marked in the moment in which it was put on hold. Locking every
 * order of a chunk first, in a statement of its own, would cost a write for each.
 */
export async function passHolds(client: PoolClient, projectId: string): Promise<void> {
  await client.query('select pg_advisory_xact_lock_shared($1, $2)', [HOLDS, half(projectId)]);
}

/** Waits for the chunks that pass holds by, and keeps further ones waiting until the transaction ends. */
export async function changeHolds(client: PoolClient, projectId: string): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1, $2)', [HOLDS, half(projectId)]);
}

function half(projectId: string): number {
  return Number(BigInt(projectId) % 2_000_000_000n);
}
