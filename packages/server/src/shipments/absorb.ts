import type { PoolClient } from 'pg';
import { carrierBySlug, normaliseTrackingNumber } from '../carriers/carrier-match.ts';
import { followParcels } from '../exceptions/follow-parcels.ts';
import { notifyOnFirstScan } from '../notifications/queue.actions.ts';
import { settleOrders } from '../orders/settle-orders.ts';
import { ABSORB, FIND_PARCELS, LOCK_ORDERS, LOCK_PARCELS } from './absorb.sql.ts';
import type { ShipmentSource, TrackingReason, TrackingStatus } from './shipment.enums.ts';
import { isPhysicalScan } from './tracking-status.ts';

/** One saying of a carrier. */
export interface TrackingSaying {
  /** ISO 8601, by the carrier's clock. */
  at: string;
  status: TrackingStatus | `${TrackingStatus}`;
  reason: TrackingReason | `${TrackingReason}` | null;
  message: string | null;
  place: string | null;
}

/** What a vendor tells of one number: all it knows, or the last of it. */
export interface TrackingReport {
  trackingNumber: string;
  /** Our slug; null where the vendor names none that we know. */
  carrier: string | null;
  estimatedDeliveryAt: string | null;
  events: TrackingSaying[];
}

/** A parcel that a report moved, or told something new of. */
export interface ChangedParcel {
  id: string;
  backerId: string;
  projectId: string;
  source: `${ShipmentSource}`;
  was: `${TrackingStatus}`;
  becomes: `${TrackingStatus}`;
  /** It was scanned for the first time as far as we know. */
  accepted: boolean;
  /** When a delivery was attempted, if that is news. */
  attempted: string | null;
}

interface FoundParcel {
  id: string;
  backerId: string;
  projectId: string;
  trackingNumber: string;
  carrier: string | null;
  source: `${ShipmentSource}`;
  acceptedAt: string | null;
  deliveredAt: string | null;
  since: string;
}

const DAY = 86_400_000;
/** A saying older than its parcel by more than this is of an earlier parcel: carriers use numbers again. */
const BEFORE_MS = 30 * DAY;
/** A saying later than the delivery by more than this is of a later parcel: the postal union allows reuse after a year. */
const AFTER_MS = 180 * DAY;
const LONGEST_MESSAGE = 500;
const LONGEST_PLACE = 200;

/**
 * Takes in what carriers say. Whatever the order and however often the same comes, parcels end where the sayings put
 * them (see `tracking-status.ts`). A first scan sets `accepted_at`, settles the orders of labels bought here, and tells
 * backers where the project wants that; exceptions open and close. Set-based: a handful of statements a call, for one
 * report as for thousands.
 *
 * A report means the living parcels of the creator with its number, of its carrier where both are known.
 *
 * @param client a transaction of the engine that sees the creator
 * @param vendor who says so, for the record
 * @returns per report how many parcels it met
 */
export async function absorbTracking(
  client: PoolClient,
  creatorId: string,
  vendor: string,
  reports: TrackingReport[],
): Promise<number[]> {
  if (reports.length === 0) return [];
  const numbers = reports.map(({ trackingNumber }) => normaliseTrackingNumber(clean(trackingNumber)));
  const { rows: found } = await client.query<FoundParcel>(FIND_PARCELS, [creatorId, [...new Set(numbers)]]);
  const byNumber = Map.groupBy(found, (parcel) => parcel.trackingNumber);

  const met = reports.map((report, at) =>
    (byNumber.get(numbers[at] ?? '') ?? []).filter((parcel) => isMeant(parcel, report)),
  );
  const meant = new Map(met.flat().map((parcel) => [parcel.id, parcel]));
  if (meant.size === 0) return reports.map(() => 0);

  const toSettle = new Set<string>();
  met.forEach((parcels, at) => {
    if (!reports[at]?.events.some(({ status }) => isPhysicalScan(status))) return;
    for (const parcel of parcels)
      if (parcel.source === 'POSTAGE' && parcel.acceptedAt === null) toSettle.add(parcel.backerId);
  });
  if (toSettle.size > 0) await client.query(LOCK_ORDERS, [[...toSettle]]);
  const { rows: locked } = await client.query<{ id: string }>(LOCK_PARCELS, [[...meant.keys()]]);
  const living = new Set(locked.map(({ id }) => id));

  const { rows: changed } = await client.query<ChangedParcel>(
    ABSORB,
    valuesOf(
      creatorId,
      vendor,
      reports,
      met.map((parcels) => parcels.filter(({ id }) => living.has(id))),
    ),
  );
  await actOn(client, creatorId, changed);
  return met.map((parcels) => parcels.length);
}

async function actOn(client: PoolClient, creatorId: string, changed: ChangedParcel[]): Promise<void> {
  if (changed.length === 0) return;
  await followParcels(client, changed);
  const accepted = changed.filter((parcel) => parcel.accepted);
  const byProject = Map.groupBy(accepted, (parcel) => parcel.projectId);
  for (const projectId of [...byProject.keys()].sort(byId)) {
    const owner = { creatorId, projectId };
    const parcels = byProject.get(projectId) ?? [];
    const bought = parcels.filter(({ source }) => source === 'POSTAGE');
    await settleOrders(client, owner, backersOf(bought), { source: 'POSTAGE', operationId: null });
    // “It is on its way” would be untrue of what has arrived meanwhile, or is coming back.
    const underWay = parcels.filter(
      ({ becomes }) => becomes !== 'DELIVERED' && becomes !== 'RETURN_TO_SENDER',
    );
    if (underWay.length > 0) await notifyOnFirstScan(client, owner, backersOf(underWay));
  }
}

function isMeant(parcel: FoundParcel, { carrier, events }: TrackingReport): boolean {
  if (carrier !== null && parcel.carrier !== null && carrier !== parcel.carrier) {
    const family = carrierBySlug(carrier)?.family;
    if (family === undefined || family !== carrierBySlug(parcel.carrier)?.family) return false;
  }
  return events.length === 0 || events.some((event) => isOf(parcel, event));
}

function isOf({ since, deliveredAt }: FoundParcel, { at }: TrackingSaying): boolean {
  const time = Date.parse(at);
  if (time < Date.parse(since) - BEFORE_MS) return false;
  return deliveredAt === null || time <= Date.parse(deliveredAt) + AFTER_MS;
}

/** The parameters of `ABSORB`: a saying for each parcel it is of, and each parcel once. */
function valuesOf(
  creatorId: string,
  vendor: string,
  reports: TrackingReport[],
  met: FoundParcel[][],
): unknown[] {
  const shipments: string[] = [];
  const backers: string[] = [];
  const projects: string[] = [];
  const said: TrackingSaying[] = [];
  const told = new Map<string, { estimated: string | null; newest: string | null }>();
  met.forEach((parcels, place) => {
    const report = reports[place] as TrackingReport;
    for (const parcel of parcels) {
      const events = report.events.filter((event) => isOf(parcel, event));
      for (const event of events) {
        shipments.push(parcel.id);
        backers.push(parcel.backerId);
        projects.push(parcel.projectId);
        said.push(event);
      }
      const newest = events.reduce<string | null>((last, { at }) => later(last, at), null);
      const before = told.get(parcel.id);
      const isNewer = before === undefined || later(before.newest, newest) === newest;
      told.set(parcel.id, {
        estimated:
          (isNewer ? report.estimatedDeliveryAt : null) ?? before?.estimated ?? report.estimatedDeliveryAt,
        newest: later(before?.newest ?? null, newest),
      });
    }
  });
  return [
    creatorId,
    vendor,
    shipments,
    backers,
    projects,
    said.map(({ at }) => at),
    said.map(({ status }) => status),
    said.map(({ reason }) => reason),
    said.map(({ message }) => cut(message, LONGEST_MESSAGE)),
    said.map(({ place }) => cut(place, LONGEST_PLACE)),
    [...told.keys()],
    [...told.values()].map(({ estimated }) => estimated),
    [...told.values()].map(({ newest }) => newest),
  ];
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(other) >= Date.parse(one) ? other : one;
}

function backersOf(parcels: ChangedParcel[]): string[] {
  return [...new Set(parcels.map(({ backerId }) => backerId))];
}

function byId(one: string, other: string): number {
  return Number(BigInt(one) - BigInt(other));
}

/** NUL is a character that no text of Postgres holds. */
function clean(text: string): string {
  return text.replaceAll('\0', '');
}

function cut(text: string | null, longest: number): string | null {
  const kept = clean(text ?? '')
    .trim()
    .slice(0, longest);
  return kept === '' ? null : kept;
}
