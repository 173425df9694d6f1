import { createHmac, createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';

export const SECRET = 'sécret of the vendor';

/** The headers each vendor signs a body with. */
export const signed = {
  easypost: (body: string | Buffer, secret = SECRET) => ({
    'x-hmac-signature': `hmac-sha256-hex=${mac(secret.normalize('NFKD'), body).toString('hex')}`,
  }),
  aftership: (body: string, secret = SECRET) => ({
    'aftership-hmac-sha256': mac(secret, body).toString('base64'),
  }),
  shopify: (body: string, topic: string, secret = SECRET) => ({
    'x-shopify-topic': topic,
    'x-shopify-webhook-id': randomUUID(),
    'x-shopify-hmac-sha256': mac(secret, body).toString('base64'),
  }),
  shippo(body: string, secret = SECRET, seconds = nowSeconds()) {
    const text = `${seconds}.${body}`;
    return { 'shippo-auth-signature': `t=${seconds},v1=${mac(secret, text).toString('hex')}` };
  },
  shipbob(body: string, topic: string, secret: string, more: { id?: string; seconds?: number } = {}) {
    const { id = `msg_${randomUUID()}`, seconds = nowSeconds() } = more;
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return {
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${mac(key, `${id}.${seconds}.${body}`).toString('base64')}`,
      'x-webhook-topic': topic,
    };
  },
  shipengine(
    body: string,
    key: { id: string; privateKey: KeyObject },
    seconds: number | string = nowSeconds(),
  ) {
    return {
      'x-shipengine-rsa-sha256-key-id': key.id,
      'x-shipengine-rsa-sha256-signature': createSign('sha256').update(body).sign(key.privateKey, 'base64'),
      'x-shipengine-timestamp': String(seconds),
    };
  },
};

/** An event of a tracker as EasyPost writes it. */
export function easypostEvent(
  trackingCode: string,
  details: { status: string; detail?: string; hours: number; message?: string }[],
  more: { id?: string; weight?: string } = {},
): string {
  const result = {
    id: `trk_${trackingCode}`,
    object: 'Tracker',
    tracking_code: trackingCode,
    status: details.at(-1)?.status,
    carrier: 'USPS',
    weight: 0,
    est_delivery_date: at(48),
    tracking_details: details.map(({ status, detail, hours, message }) => ({
      object: 'TrackingDetail',
      status,
      status_detail: detail ?? 'status_update',
      message: message ?? status,
      datetime: at(hours),
      tracking_location: { city: 'ORLANDO', state: 'FL', country: 'US', zip: '32809' },
    })),
  };
  const event = {
    id: more.id ?? `evt_${randomUUID()}`,
    object: 'Event',
    description: 'tracker.updated',
    result,
  };
  return JSON.stringify(event).replace('"weight":0', `"weight":${more.weight ?? '17.6'}`);
}

/** What hours are counted from: the same for every event of a test. */
const NOW = Math.floor(Date.now() / 1000);

/** A time so many hours from now, to the second. */
export function at(hours: number): string {
  return new Date((NOW + hours * 3600) * 1000).toISOString();
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** A pair of keys and the set that holds the public one. */
export function rsaKey(id: string) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    id,
    privateKey,
    jwk: { ...publicKey.export({ format: 'jwk' }), kid: id, use: 'sig', alg: 'RS256' },
  };
}

function mac(key: string | Buffer, text: string | Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
