import type { PoolClient } from 'pg';
import { addJob } from '../lib/jobs.ts';

/** What a job carries: ids only, and whose it is. */
export interface HandOverJob {
  partnerId: string;
  creatorId: string;
}

/** Asks for what waits for a vendor's API to be sent there; nothing for partners who come to ours. */
export async function askToHandOver(client: PoolClient, creatorId: string, partnerId: string): Promise<void> {
  const { rowCount } = await client.query('select from partner where id = $1 and vendor is not null', [
    partnerId,
  ]);
  if (rowCount) await addJob(client, 'partner-hand-over', { partnerId, creatorId }, `partner:${partnerId}`);
}
