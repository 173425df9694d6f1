import type { PoolClient } from 'pg';
import { isKnownAddress } from '../inbox/known-hosts.ts';
import { API_KEY_SEAL } from '../inbox/seals.ts';
import type { Database } from '../lib/database.ts';
import { SealError, type Secret } from '../lib/secret.ts';
import type { HandOverJob } from './hand-over.sql.ts';
import { rejectRequests } from './reject.sql.ts';
import { shipbob } from './vendors/shipbob.ts';
import {
  referenceOf,
  VendorAway,
  type HandOver,
  type HandOverAnswer,
  type VendorAccess,
  type VendorApi,
} from './vendors/vendor.ts';

const VENDORS: Readonly<Record<string, VendorApi>> = { SHIPBOB: shipbob };

export interface HandOverDeps {
  db: Database;
  secret: Secret;
  /** Origins beside the vendors' own that may be called. */
  vendorOrigins: readonly string[];
  stopping(): boolean;
}

/** How many orders are under way at once; ShipBob allows 150 calls a minute. */
const AT_ONCE = 4;
/** A claim is committed before the call. Who has written no answer down by then is taken for dead. */
const LEASE_SECONDS = 120;
/** The wait after each try that came to nothing, twice as long each time. */
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 3600;

interface Claimed {
  id: string;
  attempt: number;
  tries: number;
  reference: string;
  address: HandOver['address'];
  items: HandOver['items'];
  note: string | null;
  version: number;
  /** The order is Fulfilled or Canceled by now. */
  ended: boolean;
}

/** The vendor has nothing under the reference of a request whose order has ended otherwise. */
const ABSENT = 'ABSENT';

/**
 * Hands over what waits for the vendor of a partner, until nothing is due. A request is claimed with a lease, called for
 * with no transaction open, and its answer written down. A try whose answer was lost is made again under the same
 * reference, by which the vendor knows it. What has ended otherwise meanwhile is not handed over: where a lost answer
 * leaves it open whether the vendor has it, the vendor is asked, and the request waits to be taken back.
 */
export async function handOverWaiting(deps: HandOverDeps, job: HandOverJob): Promise<void> {
  const { db } = deps;
  const opened = await accessOf(deps, job);
  if (!opened) return;
  const { vendor, access } = opened;
  for (;;) {
    if (deps.stopping()) return;
    const claimed = await db.engineWrite([job.creatorId], async (client) => {
      const { rows } = await client.query<Claimed>(CLAIM, [job.partnerId, AT_ONCE]);
      return rows;
    });
    if (claimed.length === 0) return;
    const answers = await Promise.all(
      claimed.map(async (request) => ({ request, answer: await ask(vendor, access, request) })),
    );
    await db.engineWrite([job.creatorId], async (client) => {
      await lock(client, claimed);
      for (const { request, answer } of answers) await record(client, job, request, answer);
    });
  }
}

async function ask(
  vendor: VendorApi,
  access: VendorAccess | string,
  request: Claimed,
): Promise<HandOverAnswer | VendorAway | typeof ABSENT> {
  if (typeof access === 'string') return new VendorAway(access);
  const reference = referenceOf(request.id, request.attempt);
  try {
    if (request.ended) {
      const externalId = await vendor.find(access, reference);
      return externalId === null ? ABSENT : { externalId };
    }
    return await vendor.handOver(access, {
      reference,
      orderNumber: request.reference,
      address: request.address,
      items: request.items,
      note: request.note,
    });
  } catch (error) {
    if (error instanceof VendorAway) return error;
    throw error;
  }
}

/** Orders before requests, as everywhere. */
async function lock(client: PoolClient, claimed: readonly Claimed[]): Promise<void> {
  const ids = claimed.map(({ id }) => id);
  await client.query(
    `select from orders o where o.backer_id in (select backer_id from fulfillment_request where id = any ($1::bigint[]))
     order by o.backer_id for no key update`,
    [ids],
  );
  await client.query('select from fulfillment_request where id = any ($1::bigint[]) order by id for update', [
    ids,
  ]);
}

async function record(
  client: PoolClient,
  job: HandOverJob,
  request: Claimed,
  answer: HandOverAnswer | VendorAway | typeof ABSENT,
): Promise<void> {
  if (answer === ABSENT) {
    await client.query(
      `update fulfillment_request set tries = 0, trouble = null, lease_until = null where id = $1 and status = 'SENT'`,
      [request.id],
    );
  } else if (answer instanceof VendorAway) {
    const wait = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** Math.min(request.tries, 10));
    await client.query(
      `update fulfillment_request set trouble = $2, lease_until = null, due_at = now() + $3::float8 * interval '1 second'
       where id = $1 and status = 'SENT'`,
      [request.id, answer.message.slice(0, 500), answer.retryAfterSeconds ?? wait],
    );
  } else if ('refused' in answer) {
    const { refused, addressRefused = false } = answer;
    await rejectRequests(client, job.partnerId, [request.id], refused.slice(0, 500), addressRefused);
  } else {
    await client.query(
      `with handed as (
         update fulfillment_request set external_id = $2, trouble = null, lease_until = null, address = $3, address_version = $4,
           status = case when status = 'SENT' then 'ACCEPTED' else status end, acknowledged_at = coalesce(acknowledged_at, now()),
           address_changed_at = case when current_address = $3 then null else address_changed_at end,
           current_address = nullif(current_address, $3),
           current_address_version = case when current_address = $3 then null else current_address_version end
         where id = $1 returning backer_id, address_changed_at)
       update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
       from handed h where h.address_changed_at is null and x.backer_id = h.backer_id and x.kind = 'ADDRESS_CHANGED'
         and x.shipment_id is null and x.resolved_at is null`,
      [request.id, answer.externalId, JSON.stringify(request.address), request.version],
    );
  }
}

/** What opens the vendor's API, or why it cannot be opened; null where there is no such partner. */
async function accessOf(
  { db, secret, vendorOrigins }: HandOverDeps,
  job: HandOverJob,
): Promise<{ vendor: VendorApi; access: VendorAccess | string } | null> {
  const found = await db.engineWrite([job.creatorId], async (client) => {
    const { rows } = await client.query<{
      vendor: string;
      connectionId: string;
      sealed: Buffer | null;
      apiUrl: string | null;
      disabled: boolean;
    }>(
      `select p.vendor, p.connection_id as "connectionId", c.api_key_sealed as sealed, c.options ->> 'apiUrl' as "apiUrl",
         c.disabled_at is not null as disabled
       from partner p left join vendor_connection c on c.id = p.connection_id where p.id = $1 and p.vendor is not null`,
      [job.partnerId],
    );
    return rows[0];
  });
  const vendor = VENDORS[found?.vendor ?? ''];
  if (!found || !vendor) return null;
  if (found.disabled || found.sealed === null)
    return {
      vendor,
      access: `The connection to ${vendor.title} is disabled or has no key. Give this partner another connection.`,
    };
  const apiUrl = found.apiUrl ?? vendor.apiUrl;
  if (!isKnownAddress(vendor.name, `${apiUrl}/`, vendorOrigins))
    return { vendor, access: `${apiUrl} is not ${vendor.title}’s; nothing is sent there.` };
  try {
    return {
      vendor,
      access: {
        connectionId: found.connectionId,
        apiKey: secret.open(API_KEY_SEAL, found.sealed),
        apiUrl: apiUrl.replace(/\/$/, ''),
      },
    };
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return { vendor, access: 'The key of this connection can no longer be read. Enter it again.' };
  }
}

const ENDED = `exists (select from orders o where o.backer_id = r.backer_id and o.status in ('FULFILLED', 'CANCELED'))`;

/** $1 partner, $2 how many at most. What moved since it was sent goes out with the address as it is now. */
const CLAIM = /* sql */ `
with due as materialized (
  select r.id from fulfillment_request r
  where r.partner_id = $1 and r.status = 'SENT' and coalesce(r.due_at, '-infinity') <= now() and coalesce(r.lease_until, '-infinity') <= now()
    and not (r.tries = 0 and ${ENDED})
  order by r.id limit $2 for update skip locked)
update fulfillment_request r set lease_until = now() + interval '${LEASE_SECONDS} seconds', tries = r.tries + 1
from due where r.id = due.id
returning r.id, r.attempt, r.tries - 1 as tries, r.reference, coalesce(r.current_address, r.address) as address, r.items, r.note,
  coalesce(r.current_address_version, r.address_version) as version, ${ENDED} as ended`;
