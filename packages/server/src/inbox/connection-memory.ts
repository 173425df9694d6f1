import { LRUCache } from 'lru-cache';
import { sha256 } from '../access/secrets.ts';
import type { Database } from '../lib/database.ts';
import { SealError, type Secret } from '../lib/secret.ts';
import { SECRET_SEAL } from './seals.ts';
import type { ConnectionOptions, HookConnection, VendorName } from './vendors/vendor.ts';

/**
 * Connections that deliveries came through a moment ago: at 500 a second, looking theirs up each time would be as many
 * statements as writing them down. Addresses that lead nowhere are remembered, too.
 *
 * A change makes every process forget as soon as it hears of it, and the one that changes before it answers. Should a
 * process hear nothing, it still looks anew after this time. As tokens are (token-memory.ts).
 */
const REMEMBERED_MS = 1000;
const MOST = 1000;
const KEY = /^[A-Za-z0-9_-]{43}$/;

/** A connection, or that its secret cannot be opened. */
export interface RememberedConnection extends HookConnection {
  unreadable: boolean;
}

const memories = new WeakMap<Database, LRUCache<string, Promise<RememberedConnection | null>>>();

/** The connection whose address holds this key; null when there is none or it was disabled. */
export function connectionByKey(
  db: Database,
  secret: Secret,
  key: string,
): Promise<RememberedConnection | null> {
  if (!KEY.test(key)) return Promise.resolve(null);
  let memory = memories.get(db);
  if (!memory) memories.set(db, (memory = new LRUCache({ max: MOST, ttl: REMEMBERED_MS })));
  const hash = sha256(key);
  const name = hash.toString('base64');
  let found = memory.get(name);
  if (!found) {
    found = look(db, secret, hash);
    memory.set(name, found);
    // What could not be asked is not known to be nothing.
    found.catch(() => memory.delete(name));
  }
  return found;
}

/** For whoever hears that a connection changed. */
export function forgetConnections(db: Database): void {
  memories.get(db)?.clear();
}

async function look(db: Database, secret: Secret, hash: Buffer): Promise<RememberedConnection | null> {
  const [row] = await db.call<{
    id: string;
    creator_id: string;
    vendor: VendorName;
    secret_sealed: Buffer | null;
    options: ConnectionOptions;
  }>('select * from vendor_connection_of($1)', [hash]);
  if (!row) return null;
  const { id, creator_id: creatorId, vendor, options } = row;
  try {
    const opened = row.secret_sealed && secret.open(SECRET_SEAL, row.secret_sealed);
    return { id, creatorId, vendor, options, secret: opened, unreadable: false };
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return { id, creatorId, vendor, options, secret: null, unreadable: true };
  }
}
