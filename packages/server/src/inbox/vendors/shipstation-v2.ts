import { carrierOf, numberOf } from '../carrier-names.ts';
import { at, list, text, time } from '../json-walk.ts';
import { isFresh, isSignedBy } from '../signatures.ts';
import { readShipEngineTrack } from './shipengine-track.ts';
import { nothing, ReadError, type VendorAdapter } from './vendor.ts';

/** Where ShipEngine keeps the public keys it signs with; ShipStation v2 signs with the same. */
export const SHIPENGINE_KEYS = 'https://api.shipengine.com/jwks';

/** ShipStation v2 and ShipEngine: tracks, signed with RSA over the body. */
export const shipstationV2: VendorAdapter = {
  name: 'SHIPSTATION_V2',
  path: 'shipstation-v2',
  title: 'ShipStation v2',
  secret: 'none',
  async verify({ headers, body, now }, { options }, keySets) {
    const keyId = headers['x-shipengine-rsa-sha256-key-id'];
    const signature = headers['x-shipengine-rsa-sha256-signature'];
    const stamp = headers['x-shipengine-timestamp'];
    if (keyId === undefined || signature === undefined || stamp === undefined)
      return 'One of the headers x-shipengine-rsa-sha256-key-id, -signature and x-shipengine-timestamp is missing.';
    if (!isFresh(secondsOf(stamp), now))
      return 'The time in x-shipengine-timestamp is more than five minutes from ours.';
    const key = await keySets.publicKey(options.keySetUrl ?? SHIPENGINE_KEYS, keyId);
    if (!key) return 'The key that signed it is not among the vendor’s, or they could not be fetched.';
    return isSignedBy(key, body, signature)
      ? null
      : 'The signature is not that of the body and the vendor’s key.';
  },
  dedupeKey: () => null,
  eventType: ({ json }) => text(json, 'resource_type'),
  read({ json, receivedAt }) {
    const type = text(json, 'resource_type');
    if (type === null) throw new ReadError('This is no delivery of ShipStation: it has no resource_type.');
    const data = at(json, 'data');
    if (type === 'TRACK_EVENT_V2' || type === 'API_TRACK')
      return { reports: [readShipEngineTrack(data, receivedAt)], shipped: [], ignored: null };
    if (!type.startsWith('FULFILLMENT_SHIPPED')) return nothing(`${type} says nothing of where a parcel is.`);
    const trackingNumber = numberOf(text(data, 'tracking_number'));
    if (trackingNumber === null) return nothing('The shipment has no tracking number.');
    const shippedAt = time(data, 'ship_date') ?? time(data, 'created_at') ?? receivedAt;
    const carrierName = text(data, 'carrier_code') ?? text(data, 'fulfillment_carrier_friendly_name');
    return {
      reports: [],
      shipped: [
        {
          reference: text(data, 'external_shipment_id') ?? text(data, 'shipment_number'),
          vendorOrderId: text(data, 'shipment_id'),
          trackingNumber,
          carrier: carrierOf(carrierName),
          carrierName,
          trackingUrl: text(data, 'tracking_url'),
          shippedAt,
          items: itemsOf(list(data, 'items')),
        },
      ],
      ignored: null,
    };
  },
};

/** The time is seconds or ISO 8601, by age of the account. */
function secondsOf(stamp: string): string {
  if (/^\d+$/.test(stamp)) return stamp;
  const ms = Date.parse(stamp);
  return Number.isNaN(ms) ? '' : String(Math.floor(ms / 1000));
}

/** Lines with a SKU and a quantity; null where there are none. */
export function itemsOf(lines: readonly unknown[]): { sku: string; quantity: number }[] | null {
  const items = lines.flatMap((line) => {
    const sku = text(line, 'sku') ?? text(line, 'reference_id');
    const quantity = Number(text(line, 'quantity'));
    return sku !== null && Number.isInteger(quantity) && quantity > 0 && quantity < 1e6
      ? [{ sku, quantity }]
      : [];
  });
  return items.length > 0 ? items : null;
}
