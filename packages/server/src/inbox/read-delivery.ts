import type { TrackingReport } from '../shipments/absorb.ts';
import { parseJson } from './json-walk.ts';
import type { OrderShipped } from './order-shipped.ts';
import { ReadError, type Reading, type VendorName } from './vendors/vendor.ts';
import { vendors } from './vendors/vendors.ts';

/** A delivery as it lies in the table. */
export interface StoredDelivery {
  id: string;
  connectionId: string;
  vendor: VendorName;
  headers: Record<string, string>;
  body: Buffer;
  receivedAt: string;
  attempts: number;
}

/** More events of one parcel than any carrier writes: a body of a megabyte may claim to hold them. */
const MOST_EVENTS = 1000;
const MOST_PARCELS = 1000;

/** What a delivery says, or the sentence that says why that cannot be told. */
export function readDelivery(
  { vendor, headers, body, receivedAt }: Omit<StoredDelivery, 'id' | 'connectionId' | 'attempts'>,
  resource?: unknown,
): Reading | string {
  const json = parseJson(body);
  if (json === undefined) return `This is no JSON, which ${vendors[vendor].title} sends: ${begin(body)}`;
  const whole = resource === undefined ? json : { ...(json as object), resource };
  let reading: Reading;
  try {
    reading = vendors[vendor].read({ headers, json: whole, receivedAt });
  } catch (error) {
    if (error instanceof ReadError) return error.message;
    throw error;
  }
  const parcels = reading.reports.length + reading.shipped.length;
  const events = reading.reports.reduce((sum, report) => sum + report.events.length, 0);
  if (parcels > MOST_PARCELS || events > MOST_EVENTS)
    return `It tells of ${parcels} parcels and ${events} events; at most ${MOST_PARCELS} and ${MOST_EVENTS} are taken from one delivery.`;
  return reading;
}

/** A parcel that a warehouse has labelled, as a carrier would say it. */
export function reportOf({ trackingNumber, carrier, shippedAt }: OrderShipped): TrackingReport {
  return {
    trackingNumber,
    carrier,
    estimatedDeliveryAt: null,
    events: [
      { at: shippedAt, status: 'PRE_TRANSIT', reason: null, message: 'Packed and labelled', place: null },
    ],
  };
}

function begin(body: Buffer): string {
  const start = body
    .subarray(0, 40)
    .toString('utf8')
    .replace(/\s+/g, ' ')
    .replaceAll('\0', '')
    .toWellFormed();
  return start === '' ? 'it is empty.' : `it begins with “${start}”.`;
}
