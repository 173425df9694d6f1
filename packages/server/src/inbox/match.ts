import type { PoolClient } from 'pg';
import type { Database } from '../lib/database.ts';
import { addJob } from '../lib/jobs.ts';
import { askToWork } from './receive.ts';
import { PUT_BACK } from './work.sql.ts';

/** A number that nobody had, and the delivery that named it: passes go through them in this order. */
interface Place {
  number: string;
  deliveryId: string;
}

export interface MatchJob {
  creatorId: string;
  /** Where the pass before came to. */
  after?: Place;
}

/** A pass is one transaction: it holds so many rows at most. */
export const MOST_PUT_BACK = 5000;

/** Has deliveries put back whose numbers parcels have by now, once the caller’s transaction commits. */
export function askToMatch(client: PoolClient, creatorId: string): Promise<void> {
  return addJob(client, 'inbox-match', { creatorId }, `inbox-match:${creatorId}`);
}

/**
 * Puts deliveries back whose numbers parcels have by now, and asks for another pass where there may be more. That one
 * begins behind this one: what is worked off and unmatched again meanwhile, since its number is a parcel’s here and
 * means another carrier’s, would else be put back by every pass and use up its attempts.
 *
 * @param most how many a pass puts back
 */
export async function putBack(db: Database, { creatorId, after }: MatchJob, most: number): Promise<void> {
  await db.engineWrite([creatorId], async (client) => {
    const { rows } = await client.query<Place & { found: number }>(PUT_BACK, [
      creatorId,
      after?.number ?? '',
      after?.deliveryId ?? '0',
      most,
    ]);
    const [last] = rows;
    if (!last) return;
    await askToWork(client, creatorId);
    if (last.found < most) return;
    const { number, deliveryId } = last;
    // A key of its own: by the usual one it would take the place of a job that begins at the first number.
    const key = `inbox-match:${creatorId}:${deliveryId}:${number}`;
    await addJob(client, 'inbox-match', { creatorId, after: { number, deliveryId } }, key);
  });
}
