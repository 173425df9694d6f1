import { carrierOf, numberOf } from '../carrier-names.ts';
import { at, joined, list, text, time } from '../json-walk.ts';
import { hmac, isFresh, sameText } from '../signatures.ts';
import { meaningOf } from '../status-map.ts';
import { itemsOf } from './shipstation-v2.ts';
import { nothing, ReadError, type Delivery, type VendorAdapter } from './vendor.ts';

/** ShipBob: topics of orders and shipments, signed by the Standard Webhooks specification. */
export const shipbob: VendorAdapter = {
  name: 'SHIPBOB',
  path: 'shipbob',
  title: 'ShipBob',
  secret: 'required',
  verify({ headers, body, now }, { secret }) {
    const id = headers['webhook-id'];
    const stamp = headers['webhook-timestamp'];
    const given = headers['webhook-signature'];
    if (id === undefined || stamp === undefined || given === undefined)
      return 'One of the headers webhook-id, webhook-timestamp and webhook-signature is missing.';
    if (secret === null) return 'No signing secret is set here.';
    if (!isFresh(stamp, now)) return 'The time in webhook-timestamp is more than five minutes from ours.';
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const right = `v1,${hmac(key, `${id}.${stamp}.`, body).toString('base64')}`;
    // While a secret is being changed there are two; which of them fits must not show in the time it takes.
    const fits = given
      .split(' ')
      .slice(0, 10)
      .map((one) => sameText(one, right));
    return fits.includes(true) ? null : 'No signature is that of the body and the signing secret.';
  },
  dedupeKey: ({ headers }) => headers['webhook-id'] ?? null,
  eventType: topicOf,
  read(delivery) {
    const { json, receivedAt } = delivery;
    const topic = topicOf(delivery);
    if (topic === null) throw new ReadError('This is no delivery of ShipBob: it names no topic.');
    const data = at(json, 'data') ?? json;
    const tracking = at(data, 'tracking');
    const trackingNumber = numberOf(
      text(tracking, 'tracking_number') ?? text(tracking, 'tracking_id') ?? text(data, 'tracking_number'),
    );
    if (trackingNumber === null) return nothing(`${topic} names no tracking number.`);
    const carrierName = text(tracking, 'carrier') ?? text(data, 'carrier');
    const carrier = carrierOf(carrierName);
    const happenedAt =
      time(data, 'event_time') ??
      time(data, 'timestamp') ??
      time(json, 'timestamp') ??
      time(data, 'last_update_at') ??
      receivedAt;
    if (SHIPPED.has(topic))
      return {
        reports: [],
        shipped: [
          {
            reference: text(data, 'reference_id'),
            vendorOrderId: text(data, 'order_id'),
            trackingNumber,
            carrier,
            carrierName,
            trackingUrl: text(tracking, 'tracking_url'),
            shippedAt: time(tracking, 'shipping_date') ?? time(data, 'actual_fulfillment_date') ?? happenedAt,
            items: itemsOf(list(data, 'products')),
          },
        ],
        ignored: null,
      };
    const said = DELIVERED.has(topic) ? 'Delivered' : (text(tracking, 'status') ?? text(data, 'status'));
    const events = list(tracking, 'events').map((event) => ({
      at: time(event, 'timestamp') ?? time(event, 'event_time') ?? happenedAt,
      ...meaningOf('shipbob', text(event, 'status')),
      message: text(event, 'message') ?? text(event, 'description'),
      place:
        text(event, 'location') ?? joined(text(event, 'city'), text(event, 'state'), text(event, 'country')),
    }));
    return {
      reports: [
        {
          trackingNumber,
          carrier,
          estimatedDeliveryAt: time(data, 'estimated_delivery_date'),
          events: [
            ...events,
            {
              at: (DELIVERED.has(topic) ? time(data, 'delivery_date') : null) ?? happenedAt,
              ...meaningOf('shipbob', said),
              message: text(tracking, 'status_description') ?? said,
              place: null,
            },
          ],
        },
      ],
      shipped: [],
      ignored: null,
    };
  },
};

/** In their words of today and of before. */
const SHIPPED = new Set(['order.shipped', 'order_shipped', 'order.shipment.tracking_received']);
const DELIVERED = new Set(['order.delivered', 'order.shipment.delivered', 'shipment_delivered']);

function topicOf({ headers, json }: Delivery): string | null {
  return headers['x-webhook-topic'] ?? headers['shipbob-topic'] ?? text(json, 'topic') ?? text(json, 'type');
}
