import { carrierOf, numberOf } from '../carrier-names.ts';
import { at, joined, list, text, time } from '../json-walk.ts';
import { hmac, isBase64 } from '../signatures.ts';
import { meaningOf } from '../status-map.ts';
import { nothing, ReadError, type VendorAdapter } from './vendor.ts';

/** Of Tracking, and of their products since: whichever is there. */
const HEADERS = ['aftership-hmac-sha256', 'as-signature-hmac-sha256', 'am-webhook-signature'];

/** AfterShip Tracking: trackings with their checkpoints, signed with HMAC over the body. */
export const aftership: VendorAdapter = {
  name: 'AFTERSHIP',
  path: 'aftership',
  title: 'AfterShip',
  secret: 'required',
  verify({ headers, body }, { secret }) {
    const given = HEADERS.map((name) => headers[name]).find((value) => value !== undefined);
    if (given === undefined) return 'The header aftership-hmac-sha256 is missing.';
    if (secret === null) return 'No webhook secret is set here.';
    return isBase64(given, hmac(secret, body))
      ? null
      : 'The signature is not that of the body and the webhook secret.';
  },
  dedupeKey: ({ json }) => text(json, 'event_id'),
  eventType: ({ json }) => text(json, 'event'),
  read({ json, receivedAt }) {
    const event = text(json, 'event');
    if (event === null)
      throw new ReadError('This is no event of AfterShip: it has no event such as tracking_update.');
    if (event !== 'tracking_update') return nothing(`${event} says nothing of where a parcel is.`);
    const tracking = at(json, 'msg');
    const trackingNumber = numberOf(text(tracking, 'tracking_number'));
    if (trackingNumber === null) throw new ReadError('The tracking has no tracking_number.');
    const events = list(tracking, 'checkpoints').map((point) => ({
      at: time(point, 'checkpoint_time') ?? time(point, 'created_at') ?? receivedAt,
      ...meaningOf('aftership', text(point, 'tag'), text(point, 'subtag')),
      message: text(point, 'message') ?? text(point, 'subtag_message'),
      place:
        text(point, 'location') ??
        joined(text(point, 'city'), text(point, 'state'), text(point, 'country_name')),
    }));
    if (events.length === 0)
      events.push({
        at: time(tracking, 'updated_at') ?? receivedAt,
        ...meaningOf('aftership', text(tracking, 'tag'), text(tracking, 'subtag')),
        message: text(tracking, 'subtag_message'),
        place: null,
      });
    return {
      reports: [
        {
          trackingNumber,
          carrier: carrierOf(text(tracking, 'slug')),
          estimatedDeliveryAt:
            time(tracking, 'latest_estimated_delivery', 'datetime') ??
            time(tracking, 'courier_estimated_delivery_date', 'estimated_delivery_date') ??
            time(tracking, 'expected_delivery'),
          events,
        },
      ],
      shipped: [],
      ignored: null,
    };
  },
};
