/**
 * Ways into JSON that strangers wrote. Only own properties are looked at: `__proto__` and `constructor` in a body are
 * names like any other, and nothing of a body is ever copied into an object of ours.
 */

/** The value at the end of a path, or undefined where the path ends earlier. */
export function at(value: unknown, ...path: string[]): unknown {
  let here = value;
  for (const name of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = (here as Record<string, unknown>)[name];
  }
  return here;
}

/** Long enough for any number, name or sentence of a carrier. */
const LONGEST_TEXT = 500;

/** A text (or a number as one) without what Postgres refuses; null where there is none. */
export function text(value: unknown, ...path: string[]): string | null {
  const found = at(value, ...path);
  if (typeof found !== 'string' && typeof found !== 'number') return null;
  const clean = plain(String(found).slice(0, LONGEST_TEXT)).trim();
  return clean === '' ? null : clean;
}

/** A list; empty where there is none. */
export function list(value: unknown, ...path: string[]): unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const HAS_ZONE = /(?:z|[+-]\d{2}:?\d{2})$/i;

/**
 * A time as ISO 8601 in UTC; null for what is none or cannot be meant. Carriers often give their own wall clock without a zone:
 * that is read as UTC, which keeps the order of one parcel's events.
 */
export function time(value: unknown, ...path: string[]): string | null {
  const found = text(value, ...path);
  if (found === null || !/^\d{4}-\d{2}-\d{2}/.test(found)) return null;
  const dated = found.length === 10 || HAS_ZONE.test(found) ? found : `${found.replace(' ', 'T')}Z`;
  const ms = Date.parse(dated);
  return ms >= EARLIEST && ms < LATEST ? new Date(ms).toISOString() : null;
}

/** Texts that are there, joined by commas: a place from its parts. */
export function joined(...parts: (string | null)[]): string | null {
  return parts.filter((part) => part !== null).join(', ') || null;
}

/** A text that Postgres takes. */
export function plain(value: string): string {
  return value.replaceAll('\0', '').toWellFormed();
}

/** The body as JSON; undefined when it is none. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}
