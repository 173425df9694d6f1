import { randomUUID } from 'node:crypto';
import { invalid, notFound } from './api-error.ts';
import type { EasyPostTracker, StoredShipment, TrackerStatus } from './easypost.types.ts';
import { fateOf, journey, type Scan, testNumberStatus, testScan, type Traveller } from './journey.ts';
import { fitsReference } from './reference.ts';
import { type Body, isBody, text } from './request-body.ts';
import type { TrackerRow } from './simulator-store.ts';
import { stamp, type World } from './world.ts';

type Place = Traveller['from'];

interface Trip {
  service: string | null;
  days: number | null;
  from: Place;
  to: Place;
}

/** Sends a parcel on its way: from now on its scans happen by themselves. */
export function startTracker(
  world: World,
  account: string,
  shipment: StoredShipment,
  label: { code: string; carrier: string; service: string; days: number | null },
): TrackerRow {
  const trip: Trip = {
    service: label.service,
    days: label.days,
    from: placeOf(shipment.from_address),
    to: placeOf(shipment.to_address),
  };
  const fate = world.fates.findLast(({ match }) => fitsReference(match, shipment.reference))?.fate;
  return addTracker(world, { account, shipmentId: shipment.id, ...label, trip, fate });
}

/** POST /v2/trackers: a number of ours has its tracker already; EasyPost's test numbers are at their end at once. */
export function createTracker(world: World, account: string, body: Body): TrackerRow {
  const given = isBody(body.tracker) ? body.tracker : {};
  const code = text(given.tracking_code);
  if (code === null) throw invalid('TRACKER', { tracking_code: 'Required and missing.' });
  const known = world.store.trackerOfCode.get(account, code) as TrackerRow | undefined;
  if (known) return known;
  const nowhere: Place = { city: null, state: null, country: 'US', zip: null };
  const trip: Trip = { service: null, days: null, from: nowhere, to: nowhere };
  const carrier = text(given.carrier) ?? 'USPS';
  return addTracker(world, { account, shipmentId: null, code, carrier, trip });
}

export function findTracker(world: World, account: string, id: string): TrackerRow {
  const row = (world.store.tracker.get(id) ?? world.store.trackerOfCode.get(account, id)) as
    TrackerRow | undefined;
  if (row?.account !== account) throw notFound();
  return row;
}

/** Every scan this parcel has had and will have. */
export function scansOf(row: TrackerRow): Scan[] {
  const test = testNumberStatus(row.code);
  if (test !== null) return test === 'unknown' ? [] : [testScan(test)];
  const { from, to } = JSON.parse(row.trip) as Trip;
  return journey({ id: row.id, carrier: row.carrier, from, to }, row.fate);
}

/** When a scan happens by the clock; null for one that does not. */
export function scanTime(row: TrackerRow, scan: Scan | undefined): number | null {
  return scan ? Math.round(row.started_at + scan.after / row.speed) : null;
}

/** The tracker as it is after so many scans. */
export function writeTracker(row: TrackerRow, count: number): EasyPostTracker {
  const trip = JSON.parse(row.trip) as Trip;
  const scans = scansOf(row).slice(0, count);
  const last = scans.at(-1);
  const lastAt = scanTime(row, last) ?? row.started_at;
  const domestic = trip.from.country === 'US' && trip.to.country === 'US';
  const details = scans.map((scan) => ({
    object: 'TrackingDetail' as const,
    message: scan.message,
    description: '',
    status: scan.status,
    status_detail: scan.detail,
    datetime: stamp(scanTime(row, scan) ?? row.started_at),
    source: row.carrier,
    carrier_code: '',
    // Within the United States EasyPost leaves the country away.
    tracking_location: { ...scan.place, ...(domestic && { country: null }) },
  }));
  return {
    id: row.id,
    object: 'Tracker',
    mode: 'test',
    tracking_code: row.code,
    status: last?.status ?? 'unknown',
    status_detail: last?.detail ?? 'unknown',
    created_at: stamp(row.started_at),
    updated_at: stamp(lastAt),
    signed_by: null,
    weight: null,
    est_delivery_date: trip.days === null ? null : stamp(row.started_at + trip.days * 86_400_000),
    shipment_id: row.shipment_id,
    carrier: row.carrier,
    tracking_details: details,
    fees: [],
    carrier_detail: {
      object: 'CarrierDetail',
      service: trip.service,
      container_type: null,
      est_delivery_date_local: null,
      est_delivery_time_local: null,
      origin_location: inWords(trip.from),
      origin_tracking_location: { object: 'TrackingLocation', ...trip.from },
      destination_location: inWords(trip.to),
      destination_tracking_location: { object: 'TrackingLocation', ...trip.to },
      guaranteed_delivery_date: null,
      alternate_identifier: null,
      initial_delivery_attempt: null,
    },
    finalized: last !== undefined && FINAL.includes(last.status),
    is_return: false,
    public_url: `https://track.easypost.com/${Buffer.from(`v1:${row.id}`).toString('base64url')}`,
  };
}

const FINAL: readonly TrackerStatus[] = ['delivered', 'return_to_sender', 'failure', 'cancelled'];

function addTracker(
  world: World,
  {
    account,
    shipmentId,
    code,
    carrier,
    trip,
    fate,
  }: {
    account: string;
    shipmentId: string | null;
    code: string;
    carrier: string;
    trip: Trip;
    fate?: TrackerRow['fate'];
  },
): TrackerRow {
  const id = `trk_${randomUUID().replaceAll('-', '')}`;
  const row: TrackerRow = {
    id,
    account,
    shipment_id: shipmentId,
    code,
    carrier,
    trip: JSON.stringify(trip),
    fate: fate ?? fateOf(id),
    started_at: world.now(),
    speed: world.speed,
    scans: 0,
    due_at: null,
  };
  const scans = scansOf(row);
  if (testNumberStatus(code) === null) row.due_at = scanTime(row, scans[0]);
  else row.scans = scans.length;
  world.store.addTracker.run(
    row.id,
    row.account,
    row.shipment_id,
    row.code,
    row.carrier,
    row.trip,
    row.fate,
    row.started_at,
    row.speed,
    row.scans,
    row.due_at,
  );
  return row;
}

function placeOf({ city, state, country, zip }: Place): Place {
  return { city, state, country, zip };
}

function inWords({ city, state, zip }: Place): string | null {
  const words = [city, [state, zip].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return words === '' ? null : words;
}
