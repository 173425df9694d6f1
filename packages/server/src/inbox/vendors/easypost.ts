import { carrierOf, numberOf } from '../carrier-names.ts';
import { at, joined, list, text, time } from '../json-walk.ts';
import { hmac, sameText } from '../signatures.ts';
import { meaningOf } from '../status-map.ts';
import { nothing, ReadError, type VendorAdapter } from './vendor.ts';

const HEADER = 'x-hmac-signature';
const PREFIX = 'hmac-sha256-hex=';

/** EasyPost: events of trackers, signed with HMAC over the body. */
export const easypost: VendorAdapter = {
  name: 'EASYPOST',
  path: 'easypost',
  title: 'EasyPost',
  secret: 'required',
  verify({ headers, body }, { secret }) {
    const given = headers[HEADER];
    if (given === undefined) return 'The header X-Hmac-Signature is missing.';
    if (secret === null) return 'No webhook secret is set here.';
    // Their clients normalise the secret so, or one with an accent would sign differently from one system to the next.
    const key = secret.normalize('NFKD');
    const fits = (bytes: Buffer) => sameText(given, `${PREFIX}${hmac(key, bytes).toString('hex')}`);
    if (fits(body)) return null;
    const rewritten = withFloatWeight(body);
    if (rewritten !== null && fits(rewritten)) return null;
    return 'The signature is not that of the body and the webhook secret.';
  },
  dedupeKey: ({ json }) => text(json, 'id'),
  eventType: ({ json }) => text(json, 'description'),
  read({ json, receivedAt }) {
    const description = text(json, 'description');
    if (description === null)
      throw new ReadError('This is no event of EasyPost: it has no description such as tracker.updated.');
    if (!description.startsWith('tracker.'))
      return nothing(`${description} says nothing of where a parcel is.`);
    const tracker = at(json, 'result');
    const trackingNumber = numberOf(text(tracker, 'tracking_code'));
    if (trackingNumber === null) throw new ReadError('The tracker has no tracking_code.');
    const details = list(tracker, 'tracking_details');
    const events = details.flatMap((detail) => {
      const when = time(detail, 'datetime');
      if (when === null) return [];
      return {
        at: when,
        ...meaningOf('easypost', text(detail, 'status'), text(detail, 'status_detail')),
        message: text(detail, 'message'),
        place: joined(
          text(detail, 'tracking_location', 'city'),
          text(detail, 'tracking_location', 'state'),
          text(detail, 'tracking_location', 'country'),
        ),
      };
    });
    if (events.length === 0)
      events.push({
        at: time(tracker, 'updated_at') ?? time(json, 'created_at') ?? receivedAt,
        ...meaningOf('easypost', text(tracker, 'status'), text(tracker, 'status_detail')),
        message: null,
        place: null,
      });
    return {
      reports: [
        {
          trackingNumber,
          carrier: carrierOf(text(tracker, 'carrier')),
          estimatedDeliveryAt: time(tracker, 'est_delivery_date'),
          events,
        },
      ],
      shipped: [],
      ignored: null,
    };
  },
};

/**
 * A body on its way through a JavaScript framework loses the `.0` of a whole weight; what was signed had it. Null where
 * there is none.
 */
function withFloatWeight(body: Buffer): Buffer | null {
  const written = body.toString('latin1');
  const floated = written.replace(/("weight"\s*:\s*\d+)(?=\s*[,}\]])/g, '$1.0');
  return floated === written ? null : Buffer.from(floated, 'latin1');
}
