import { carrierOf, numberOf } from '../carrier-names.ts';
import { at, list, text, time } from '../json-walk.ts';
import { hmac, isBase64 } from '../signatures.ts';
import { meaningOf } from '../status-map.ts';
import { itemsOf } from './shipstation-v2.ts';
import { nothing, ReadError, type VendorAdapter } from './vendor.ts';

/** Shopify: fulfillments, signed with HMAC over the body. */
export const shopify: VendorAdapter = {
  name: 'SHOPIFY',
  path: 'shopify',
  title: 'Shopify',
  secret: 'required',
  verify({ headers, body }, { secret }) {
    const given = headers['x-shopify-hmac-sha256'];
    if (given === undefined) return 'The header X-Shopify-Hmac-SHA256 is missing.';
    if (secret === null) return 'No webhook secret is set here.';
    return isBase64(given, hmac(secret, body))
      ? null
      : 'The signature is not that of the body and the webhook secret.';
  },
  dedupeKey: ({ headers }) => headers['x-shopify-webhook-id'] ?? null,
  eventType: ({ headers }) => headers['x-shopify-topic'] ?? null,
  read({ headers, json, receivedAt }) {
    const topic = headers['x-shopify-topic'];
    if (topic === undefined) throw new ReadError('The header X-Shopify-Topic is missing.');
    if (topic !== 'fulfillments/create' && topic !== 'fulfillments/update')
      return nothing(`${topic} names no tracking number; fulfillments/create and fulfillments/update do.`);
    const single = text(json, 'tracking_number');
    const given = list(json, 'tracking_numbers').map((number) => text(number));
    const numbers = [...new Set([...given, single].map(numberOf))].filter((number) => number !== null);
    if (numbers.length === 0) return nothing('The fulfillment has no tracking number yet.');
    const carrierName = text(json, 'tracking_company');
    const carrier = carrierOf(carrierName);
    const createdAt = time(json, 'created_at') ?? receivedAt;
    const changedAt = time(json, 'updated_at') ?? createdAt;
    const canceled = text(json, 'status') === 'cancelled';
    const said = canceled ? 'label_voided' : text(json, 'shipment_status');
    if (said === null)
      return {
        reports: [],
        shipped: numbers.map((trackingNumber) => ({
          reference: text(json, 'name'),
          vendorOrderId: text(json, 'order_id'),
          trackingNumber,
          carrier,
          carrierName,
          trackingUrl: text(at(json, 'tracking_urls', '0')) ?? text(json, 'tracking_url'),
          shippedAt: createdAt,
          // Of several parcels Shopify does not say which line is in which.
          items: numbers.length === 1 ? itemsOf(list(json, 'line_items')) : null,
        })),
        ignored: null,
      };
    return {
      reports: numbers.map((trackingNumber) => ({
        trackingNumber,
        carrier,
        estimatedDeliveryAt: time(json, 'estimated_delivery_at'),
        events: [{ at: changedAt, ...meaningOf('shopify', said), message: null, place: null }],
      })),
      shipped: [],
      ignored: null,
    };
  },
};
