import { createHmac, randomBytes } from 'node:crypto';

/** What signing secrets are sealed for: whoever opens them names it. */
export const WEBHOOK_SEAL = 'webhook secret';
const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A fresh secret of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export function makeWebhookSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** What a delivery is known by; the same at every attempt and every replay, so that whoever gets it twice can tell. */
export function messageIdOf(eventId: string): string {
  return `msg_${eventId}`;
}

/**
 * `v1,` and the HMAC-SHA-256 of `id.timestamp.body` in base64, by Standard Webhooks 1.0.0.
 *
 * @param timestamp seconds since 1970
 */
export function signWebhook(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/**
 * The three headers of a request. While two secrets are in force both sign, the new one first: whoever checks takes any
 * that fits.
 */
export function webhookHeaders(
  secrets: readonly string[],
  id: string,
  timestamp: number,
  body: string,
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map((secret) => signWebhook(secret, id, timestamp, body)).join(' '),
  };
}

/** The body of an event, the same byte for byte at every attempt. `data` is JSON as it was written by the database. */
export function webhookBody({ type, at, data }: { type: string; at: string; data: string }): string {
  return `{"type":${JSON.stringify(type)},"timestamp":${JSON.stringify(at)},"data":${data}}`;
}
