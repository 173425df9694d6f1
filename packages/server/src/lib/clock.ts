import type { PoolClient } from 'pg';

/**
 * The database's clock, as text that keeps its microseconds. Asked for after the locks, it dates what is then written
 * in the order in which it was written; `now()` would say when the transaction began to wait.
 */
export async function readClock(client: PoolClient): Promise<string> {
  const { rows } = await client.query<{ at: string }>('select clock_timestamp()::text as at');
  return (rows[0] as { at: string }).at;
}
