import { createHmac, timingSafeEqual, verify, type KeyObject } from 'node:crypto';

/** How far a signed time may be from ours, in seconds, either way. */
export const CLOCK_WINDOW_S = 300;

export function hmac(key: string | Buffer, ...parts: (string | Buffer)[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/** Whether two texts are the same, in a time that depends on neither. */
export function sameText(given: string, right: string): boolean {
  // As MACs of equal length: comparing texts of other lengths would end at once.
  const key = 'waybill compares texts';
  return timingSafeEqual(hmac(key, given), hmac(key, right));
}

/** Whether a header in base64 is this MAC. */
export function isBase64(given: string, mac: Buffer): boolean {
  return sameText(given.trim(), mac.toString('base64'));
}

/** Whether a time is within the window. @param seconds as it stands in a header */
export function isFresh(seconds: string, now: number): boolean {
  if (!/^\d{1,12}$/.test(seconds)) return false;
  return Math.abs(now / 1000 - Number(seconds)) <= CLOCK_WINDOW_S;
}

/** RSA with SHA-256, PKCS #1 v1.5. */
export function isSignedBy(key: KeyObject, data: Buffer, signature: string): boolean {
  try {
    return verify('sha256', data, key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
