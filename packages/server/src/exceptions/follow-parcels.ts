import type { PoolClient } from 'pg';
import { CLOSE_RESOLVED, OPEN_FROM_NEWS } from './follow-parcels.sql.ts';

/** What is to be known of a parcel that its carrier told news of. */
export interface ParcelNews {
  id: string;
  /** The status it had before. */
  was: string;
  /** When a delivery was attempted, if that is news. */
  attempted: string | null;
}

/** Opens exceptions where a carrier's news need a person, and closes those that resolved by themselves. */
export async function followParcels(client: PoolClient, news: readonly ParcelNews[]): Promise<void> {
  const values = [
    news.map(({ id }) => id),
    news.map(({ was }) => was),
    news.map(({ attempted }) => attempted),
  ];
  await client.query(CLOSE_RESOLVED, values);
  await client.query(OPEN_FROM_NEWS, values);
}
