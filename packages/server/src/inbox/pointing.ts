import type { Secret } from '../lib/secret.ts';
import { fetchJson, FetchError } from './fetch-json.ts';
import { parseJson } from './json-walk.ts';
import { isKnownAddress } from './known-hosts.ts';
import type { StoredDelivery } from './read-delivery.ts';
import { API_KEY_SEAL } from './seals.ts';
import { resourceUrlOf } from './vendors/shipstation-v1.ts';
import { workDeliveries, type Resource, type WorkDeps } from './work.ts';
import { API_KEY, POINTING, STILL_WAITING, TRY_LATER } from './work.sql.ts';

export interface PointingDeps extends WorkDeps {
  secret: Secret;
  /** Origins that may be fetched from beside the vendors’ own. */
  vendorOrigins: readonly string[];
}

/** Minutes until the vendor is asked again, by how often it was; after the last it is given up. */
const PAUSES_MIN = [1, 2, 5, 15, 60, 180];

/**
 * Deliveries of ShipStation v1, which say only where to look. What they point to is fetched outside of any
 * transaction, with the connection’s API key, and from ShipStation alone.
 */
export async function workPointing(deps: PointingDeps, creatorId: string): Promise<void> {
  const { db, log } = deps;
  const pointing = await db.engineWrite(
    [creatorId],
    async (client) => (await client.query<StoredDelivery>(POINTING, [creatorId])).rows,
  );
  for (const delivery of pointing) {
    if (deps.stopping()) return;
    const fetched = await fetchResource(deps, creatorId, delivery);
    const pause = 'later' in fetched ? PAUSES_MIN[delivery.attempts] : undefined;
    await db.engineWrite([creatorId], async (client) => {
      if ('later' in fetched && pause !== undefined) {
        await client.query(TRY_LATER, [delivery.id, pause * 60, `${fetched.later} It is tried again.`]);
        return;
      }
      const resource = 'later' in fetched ? { problem: fetched.later } : fetched;
      const again = await client.query<StoredDelivery>(STILL_WAITING, [creatorId, delivery.id]);
      await workDeliveries(client, log, creatorId, again.rows, new Map([[delivery.id, resource]]));
    });
  }
}

async function fetchResource(
  { db, secret, vendorOrigins }: PointingDeps,
  creatorId: string,
  { connectionId, body }: StoredDelivery,
): Promise<Resource | { later: string }> {
  const url = resourceUrlOf(parseJson(body));
  if (url === null) return { json: undefined };
  if (!isKnownAddress('SHIPSTATION_V1', url, vendorOrigins))
    return { problem: 'It points to an address that is not ShipStation’s. Nothing was fetched from there.' };
  const sealed = await db.engineWrite(
    [creatorId],
    async (client) =>
      (await client.query<{ sealed: Buffer | null }>(API_KEY, [connectionId])).rows[0]?.sealed,
  );
  if (!sealed) return { problem: 'The connection has no API key, without which ShipStation tells nothing.' };
  const key = secret.open(API_KEY_SEAL, sealed);
  try {
    const basic = Buffer.from(key).toString('base64');
    return { json: await fetchJson(url, { authorization: `Basic ${basic}` }) };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return error.passing ? { later: error.message } : { problem: error.message };
  }
}
