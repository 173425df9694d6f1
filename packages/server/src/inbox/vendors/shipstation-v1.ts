import { carrierOf, numberOf } from '../carrier-names.ts';
import { at, list, text, time } from '../json-walk.ts';
import { itemsOf } from './shipstation-v2.ts';
import { nothing, ReadError, type VendorAdapter } from './vendor.ts';

/**
 * ShipStation v1: says only where to look, and signs nothing. The key in the address is the proof, and what is looked at is
 * fetched from ShipStation alone, whatever the delivery says (fetch-resource.ts).
 */
export const shipstationV1: VendorAdapter = {
  name: 'SHIPSTATION_V1',
  path: 'shipstation-v1',
  title: 'ShipStation v1',
  secret: 'none',
  verify: () => null,
  dedupeKey: () => null,
  eventType: ({ json }) => text(json, 'resource_type'),
  read({ json, receivedAt }) {
    const type = text(json, 'resource_type');
    if (type === null) throw new ReadError('This is no delivery of ShipStation: it has no resource_type.');
    if (resourceUrlOf(json) === null) return nothing(`${type} says nothing of a parcel.`);
    const resource = at(json, 'resource');
    if (resource === undefined) throw new ReadError('What it points to has not been fetched.');
    const shipments = list(resource, 'shipments').filter((shipment) => at(shipment, 'voided') !== true);
    const shipped = shipments.flatMap((shipment) => {
      const trackingNumber = numberOf(text(shipment, 'trackingNumber'));
      if (trackingNumber === null) return [];
      const carrierName = text(shipment, 'carrierCode');
      return {
        reference: text(shipment, 'orderKey') ?? text(shipment, 'orderNumber'),
        vendorOrderId: text(shipment, 'orderId'),
        trackingNumber,
        carrier: carrierOf(carrierName),
        carrierName,
        trackingUrl: null,
        shippedAt: time(shipment, 'shipDate') ?? time(shipment, 'createDate') ?? receivedAt,
        items: itemsOf(list(shipment, 'shipmentItems')),
      };
    });
    if (shipped.length === 0) return nothing('None of the shipments has a tracking number.');
    return { reports: [], shipped, ignored: null };
  },
};

/** Where a delivery says to look; null when it is of a kind that tells nothing of parcels. */
export function resourceUrlOf(json: unknown): string | null {
  const type = text(json, 'resource_type');
  return type === 'SHIP_NOTIFY' || type === 'ITEM_SHIP_NOTIFY' ? text(json, 'resource_url') : null;
}
