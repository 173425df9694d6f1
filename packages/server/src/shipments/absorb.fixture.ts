import type { Person } from '../../test/test-server.ts';
import type { Served } from '../operations/operations.fixture.ts';
import type { TestServer } from '../../test/test-server.ts';
import { absorbTracking, type TrackingReport, type TrackingSaying } from './absorb.ts';

/** A parcel as a test needs it, of the backer with the pledge ID. */
export interface TestParcel {
  pledgeId: string;
  number: string | null;
  carrier?: string;
  source?: 'POSTAGE' | 'PARTNER' | 'UPLOAD' | 'MANUAL';
  /** Lines by item number; left out: everything. */
  items?: Record<number, number>;
  /** SQL expressions. */
  createdAt?: string;
  shippedAt?: string;
}

/** Gives backers parcels by statement; answers their ids in the order given. */
export async function addParcels(
  server: Pick<Served, 'asOwner'>,
  { creatorId }: Pick<Person, 'creatorId'>,
  project: string,
  parcels: readonly TestParcel[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { pledgeId, number, carrier, source = 'POSTAGE', items = {}, createdAt, shippedAt } of parcels) {
    const [row] = await server.asOwner(`
      insert into shipment (backer_id, creator_id, project_id, tracking_number, carrier, source, tracking_status, created_at, shipped_at)
      select b.id, ${creatorId}, ${project}, ${text(number)}, ${text(carrier ?? null)}, '${source}',
        '${source === 'POSTAGE' ? 'PRE_TRANSIT' : 'UNKNOWN'}', ${createdAt ?? 'now()'},
        ${shippedAt ?? (source === 'POSTAGE' ? 'null' : 'now()')}
      from backer b where b.project_id = ${project} and b.pledge_id = '${pledgeId}' returning id::text`);
    const id = String(row?.id);
    ids.push(id);
    for (const [no, quantity] of Object.entries(items))
      await server.asOwner(`insert into shipment_item (shipment_id, item_no, quantity, creator_id, project_id, backer_id)
        select id, ${no}, ${quantity}, creator_id, project_id, backer_id from shipment where id = ${id}`);
  }
  return ids;
}

/** Items of an order by number and quantity. */
export async function addItems(
  server: Pick<Served, 'asOwner'>,
  { creatorId }: Pick<Person, 'creatorId'>,
  project: string,
  pledgeId: string,
  quantities: readonly number[],
  kind: 'PHYSICAL' | 'DIGITAL' = 'PHYSICAL',
): Promise<void> {
  for (const [at, quantity] of quantities.entries())
    await server.asOwner(`insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity, kind)
      select id, coalesce((select max(i.no) from order_item i where i.backer_id = b.id), 0) + 1, ${creatorId}, ${project}, 'S${at}', 'Item ${at}', ${quantity}, '${kind}'
      from backer b where project_id = ${project} and pledge_id = '${pledgeId}'`);
}

/** A saying, so many hours from now. */
export function said(
  status: TrackingSaying['status'],
  hours: number,
  more: Partial<TrackingSaying> = {},
): TrackingSaying {
  return {
    at: new Date(Date.now() + hours * 3_600_000).toISOString(),
    status,
    reason: null,
    message: null,
    place: null,
    ...more,
  };
}

/** Takes in sayings of one number, in a transaction of its own. */
export async function tell(
  server: Pick<TestServer, 'db'>,
  creatorId: string,
  trackingNumber: string,
  events: TrackingSaying[],
  more: Partial<TrackingReport> = {},
): Promise<number> {
  const [met = 0] = await tellAll(server, creatorId, [
    { trackingNumber, carrier: null, estimatedDeliveryAt: null, events, ...more },
  ]);
  return met;
}

export function tellAll(
  server: Pick<TestServer, 'db'>,
  creatorId: string,
  reports: TrackingReport[],
): Promise<number[]> {
  return server.db.engineWrite([creatorId], (client) => absorbTracking(client, creatorId, 'test', reports));
}

function text(value: string | null): string {
  return value === null ? 'null' : `'${value}'`;
}
