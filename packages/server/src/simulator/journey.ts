import type { EasyPostAddress, TrackerStatus, TrackingLocation } from './easypost.types.ts';
import { seeded } from './seeded.ts';
import { crossesCustoms } from './zones.ts';

/** How a parcel fares. */
export type Fate = 'DELIVERED' | 'ATTEMPTED' | 'RETURNED' | 'LOST' | 'NEVER_ACCEPTED';

/** One scan to come: milliseconds after the label was bought, and what it says. */
export interface Scan {
  after: number;
  status: TrackerStatus;
  detail: string;
  message: string;
  place: TrackingLocation;
}

export interface Traveller {
  /** Of the tracker: everything follows from it. */
  id: string;
  carrier: string;
  from: Pick<EasyPostAddress, 'city' | 'state' | 'country' | 'zip'>;
  to: Pick<EasyPostAddress, 'city' | 'state' | 'country' | 'zip'>;
}

/** How many of a hundred fare badly; the rest are delivered at the first attempt. */
const SHARES: readonly (readonly [fate: Fate, share: number])[] = [
  ['NEVER_ACCEPTED', 0.03],
  ['LOST', 0.02],
  ['RETURNED', 0.01],
  ['ATTEMPTED', 0.02],
];

export function fateOf(trackerId: string): Fate {
  let rest = seeded(`fate ${trackerId}`)();
  for (const [fate, share] of SHARES) {
    if (rest < share) return fate;
    rest -= share;
  }
  return 'DELIVERED';
}

/** First scans of carriers, in their own words. */
const ACCEPTED: Readonly<Record<string, string>> = {
  USPS: 'USPS in possession of item',
  UPS: 'Origin Scan',
  FedEx: 'Picked up',
  DHLExpress: 'Shipment picked up',
};

const SECOND = 1000;

/**
 * All scans of a parcel, in their order: minutes where a real one takes days, so that somebody who tries Waybill sees
 * them come. Delivered after 8 to 14 minutes, abroad some minutes later.
 */
export function journey(traveller: Traveller, fate: Fate): Scan[] {
  const random = seeded(`scans ${traveller.id}`);
  const between = (low: number, high: number) => Math.round((low + random() * (high - low)) * SECOND);
  const [origin, destination] = [place(traveller.from), place(traveller.to)];
  const { carrier } = traveller;
  const scans: Scan[] = [];
  let at = 0;
  const scan = (
    wait: number,
    status: TrackerStatus,
    detail: string,
    message: string,
    where: TrackingLocation,
  ) => {
    at += wait;
    scans.push({ after: at, status, detail, message, place: where });
  };

  scan(
    between(1, 5),
    'pre_transit',
    'label_created',
    `Shipping Label Created, ${carrier} Awaiting Item`,
    origin,
  );
  if (fate === 'NEVER_ACCEPTED') return scans;

  const accepted = ACCEPTED[carrier] ?? 'Accepted at origin facility';
  scan(between(19, 85), 'in_transit', 'received_at_origin_facility', accepted, origin);
  scan(between(45, 90), 'in_transit', 'departed_facility', 'Departed origin facility', hub(traveller.from));
  if (fate === 'LOST' && random() < 0.5) return scans;
  if (crossesCustoms(traveller.from.country, traveller.to.country)) {
    scan(between(60, 120), 'in_transit', 'arrived_at_facility', 'Inbound into customs', hub(traveller.to));
    scan(between(60, 150), 'in_transit', 'status_update', 'Customs clearance completed', hub(traveller.to));
  }
  scan(
    between(90, 150),
    'in_transit',
    'arrived_at_facility',
    'Arrived at regional facility',
    hub(traveller.to),
  );
  if (fate === 'LOST') return scans;
  scan(
    between(90, 150),
    'in_transit',
    'received_at_destination_facility',
    'Arrived at local facility',
    destination,
  );
  scan(between(90, 150), 'out_for_delivery', 'out_for_delivery', 'Out for Delivery', destination);
  if (fate === 'ATTEMPTED' || fate === 'RETURNED') {
    scan(
      between(60, 120),
      'in_transit',
      'delivery_exception',
      'Delivery Attempted - No Access to Delivery Location',
      destination,
    );
  }
  if (fate === 'RETURNED') {
    scan(between(60, 120), 'return_to_sender', 'return', 'Return to Sender Processed', hub(traveller.to));
    scan(between(90, 180), 'return_to_sender', 'return', 'Delivered, To Original Sender', origin);
    return scans;
  }
  if (fate === 'ATTEMPTED')
    scan(between(90, 150), 'out_for_delivery', 'out_for_delivery', 'Out for Delivery', destination);
  scan(between(60, 150), 'delivered', 'arrived_at_destination', 'Delivered, Front Door/Porch', destination);
  return scans;
}

/** The numbers with which EasyPost's test mode gives each state at once. */
export function testNumberStatus(code: string): TrackerStatus | null {
  const which = /^EZ([1-7])0{8}\1$/.exec(code)?.[1];
  return TEST_STATES[Number(which) - 1] ?? null;
}

const TEST_STATES: readonly TrackerStatus[] = [
  'pre_transit',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'return_to_sender',
  'failure',
  'unknown',
];

/** The single scan of a test number. */
export function testScan(status: TrackerStatus): Scan {
  const nowhere: TrackingLocation = {
    object: 'TrackingLocation',
    city: null,
    state: null,
    country: null,
    zip: null,
  };
  return { after: 0, status, detail: 'status_update', message: `Test number: ${status}`, place: nowhere };
}

function place({ city, state, country, zip }: Traveller['from']): TrackingLocation {
  return { object: 'TrackingLocation', city: city?.toUpperCase() ?? null, state, country, zip };
}

function hub({ city, state, country, zip }: Traveller['from']): TrackingLocation {
  const name = `${(city ?? country).toUpperCase()} DISTRIBUTION CENTER`;
  return {
    object: 'TrackingLocation',
    city: name,
    state,
    country,
    zip: zip?.slice(0, 3).padEnd(5, '0') ?? null,
  };
}
