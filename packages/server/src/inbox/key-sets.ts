import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { fetchJson } from './fetch-json.ts';
import { at, list, text } from './json-walk.ts';
import { isKnownAddress } from './known-hosts.ts';
import type { KeySets } from './vendors/vendor.ts';

interface KeySet {
  fetchedAt: number;
  keys: Map<string, KeyObject>;
}

const KEPT_MS = 3_600_000;
/** A key that is not in the set may be new. Who sends many such does not make us ask more often than this. */
const AGAIN_AFTER_MS = 60_000;
const MOST_KEYS = 50;

/** Vendors’ public keys, fetched when one is missing and kept for an hour. */
export function makeKeySets(alsoAllowed: readonly string[], now: () => number = Date.now): KeySets {
  const sets = new Map<string, KeySet>();
  const fetching = new Map<string, Promise<KeySet>>();

  const fetchSet = async (url: string): Promise<KeySet> => {
    // The keys there were are better than none, and the vendor is not asked again at once.
    const keys = await fetchKeys(url).catch(() => sets.get(url)?.keys ?? new Map<string, KeyObject>());
    const set = { fetchedAt: now(), keys };
    sets.set(url, set);
    fetching.delete(url);
    return set;
  };

  const setAt = (url: string, keyId: string): KeySet | Promise<KeySet> => {
    const known = sets.get(url);
    const age = known ? now() - known.fetchedAt : Infinity;
    if (known && age < (known.keys.has(keyId) ? KEPT_MS : AGAIN_AFTER_MS)) return known;
    let asked = fetching.get(url);
    if (!asked) fetching.set(url, (asked = fetchSet(url)));
    return asked;
  };

  return {
    async publicKey(url, keyId) {
      if (!isKnownAddress('SHIPSTATION_V2', url, alsoAllowed)) return null;
      return (await setAt(url, keyId)).keys.get(keyId) ?? null;
    },
  };
}

async function fetchKeys(url: string): Promise<Map<string, KeyObject>> {
  const keys = new Map<string, KeyObject>();
  for (const entry of list(await fetchJson(url), 'keys').slice(0, MOST_KEYS)) {
    const id = text(entry, 'kid');
    if (id === null || at(entry, 'kty') !== 'RSA') continue;
    const jwk: JsonWebKey = { kty: 'RSA', n: numberText(entry, 'n'), e: numberText(entry, 'e') };
    try {
      keys.set(id, createPublicKey({ key: jwk, format: 'jwk' }));
    } catch {
      // One that cannot be read must not take the others with it.
    }
  }
  return keys;
}

/** A key’s number is longer than any text of a delivery. */
function numberText(entry: unknown, name: string): string {
  const value = at(entry, name);
  return typeof value === 'string' ? value : '';
}
