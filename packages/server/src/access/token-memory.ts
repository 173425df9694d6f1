import { LRUCache } from 'lru-cache';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';

/**
 * Tokens that were found good a moment ago. A script asks many times a second, and looking its token up was a third of
 * the statements of a list: 50 backers with their parcels came at 701 requests a second without this and at 929 with
 * it. Only tokens, never cookies: a person's sign-out must hold for the very next request.
 *
 * A revocation makes every process forget as soon as it hears of it; the process that revokes forgets before it answers.
 * Should a process hear nothing (its listening connection is gone), it still looks anew after this time, the same second
 * within which sockets are closed.
 */
const REMEMBERED_MS = 1000;
const MOST = 1000;

const memories = new WeakMap<Database, LRUCache<string, Principal>>();

/** By the hash of the whole token: what lies in memory signs nobody in. */
export function rememberedToken(db: Database, hash: string): Principal | undefined {
  return memories.get(db)?.get(hash);
}

export function rememberToken(db: Database, hash: string, principal: Principal): void {
  let memory = memories.get(db);
  if (!memory) memories.set(db, (memory = new LRUCache({ max: MOST, ttl: REMEMBERED_MS })));
  memory.set(hash, principal);
}

/** For whoever hears that something about access changed. */
export function forgetTokens(db: Database): void {
  memories.get(db)?.clear();
}
