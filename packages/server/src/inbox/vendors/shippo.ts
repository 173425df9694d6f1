import { carrierOf, numberOf } from '../carrier-names.ts';
import { at, joined, list, text, time } from '../json-walk.ts';
import { hmac, isFresh, sameText } from '../signatures.ts';
import { meaningOf } from '../status-map.ts';
import { nothing, ReadError, type VendorAdapter } from './vendor.ts';

const HEADER = 'shippo-auth-signature';

/**
 * Shippo: tracks. It signs on request only; what it always does is keep a token at the end of the address. Without a
 * secret the key in the address is the proof.
 */
export const shippo: VendorAdapter = {
  name: 'SHIPPO',
  path: 'shippo',
  title: 'Shippo',
  secret: 'optional',
  verify({ headers, token, body, now }, { secret }) {
    if (secret === null) return null;
    const given = headers[HEADER];
    if (given === undefined) {
      if (token === null) return 'There is neither ?token= at the address nor a signature.';
      return sameText(token, secret) ? null : 'The token at the address is not the one that is set here.';
    }
    const parts = new Map(given.split(',').map((part) => splitOnce(part.trim())));
    const [stamp, signature] = [parts.get('t') ?? '', parts.get('v1') ?? ''];
    if (!isFresh(stamp, now)) return 'The time in Shippo-Auth-Signature is more than five minutes from ours.';
    const right = hmac(secret, `${stamp}.`, body).toString('hex');
    return sameText(signature.toLowerCase(), right)
      ? null
      : 'The signature is not that of the body and the secret.';
  },
  dedupeKey: () => null,
  eventType: ({ json }) => text(json, 'event'),
  read({ json, receivedAt }) {
    const event = text(json, 'event');
    if (event === null)
      throw new ReadError('This is no event of Shippo: it has no event such as track_updated.');
    if (event !== 'track_updated') return nothing(`${event} says nothing of where a parcel is.`);
    const data = at(json, 'data');
    const trackingNumber = numberOf(text(data, 'tracking_number'));
    if (trackingNumber === null) throw new ReadError('The track has no tracking_number.');
    const now = at(data, 'tracking_status');
    const events = [...list(data, 'tracking_history'), ...(now ? [now] : [])].map((step) => ({
      at: time(step, 'status_date') ?? receivedAt,
      ...meaningOf('shippo', text(step, 'status'), text(step, 'substatus', 'code')),
      message: text(step, 'status_details'),
      place: joined(
        text(step, 'location', 'city'),
        text(step, 'location', 'state'),
        text(step, 'location', 'country'),
      ),
    }));
    return {
      reports: [
        {
          trackingNumber,
          carrier: carrierOf(text(data, 'carrier')),
          estimatedDeliveryAt: time(data, 'eta') ?? time(data, 'original_eta'),
          events,
        },
      ],
      shipped: [],
      ignored: null,
    };
  },
};

function splitOnce(part: string): [string, string] {
  const at = part.indexOf('=');
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}
