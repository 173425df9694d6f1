import type { Database } from '../lib/database.ts';

/** Holds end within this of their time, plus a beat of the jobs. */
const EVERY_MS = 25_000;

/**
 * Ends holds whose day has come, whoever's they are; for the beat of the jobs, which comes more often than that has to
 * be looked at. Several processes may do so at once.
 */
export function makeDueHolds(db: Database, everyMs = EVERY_MS): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = performance.now();
    if (now < next) return;
    next = now + everyMs;
    await db.engine.query('select end_due_holds()');
  };
}
