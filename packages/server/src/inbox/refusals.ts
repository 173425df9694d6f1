import type { Database } from '../lib/database.ts';
import type { HookConnection } from './vendors/vendor.ts';

/** Counts what was refused at an address. What strangers sent is not kept, only how often and why at last. */
export interface Refusals {
  note(connection: HookConnection, why: string): void;
}

interface Noted {
  creatorId: string;
  times: number;
  why: string;
}

/** The first is written at once, those after it together: a stranger must not be able to keep the database busy. */
const TOGETHER_MS = 1000;

export function makeRefusals(db: Database, onTrouble: (error: unknown) => void): Refusals {
  const noted = new Map<string, Noted>();
  let resting = false;

  const write = () => {
    const entries = [...noted];
    noted.clear();
    if (entries.length === 0) {
      resting = false;
      return;
    }
    resting = true;
    setTimeout(write, TOGETHER_MS).unref();
    const creators = new Set(entries.map(([, { creatorId }]) => creatorId));
    db.write(creators, (client) =>
      client.query(
        `update vendor_connection c set refused = c.refused + n.times, last_refused_at = now(), last_refusal = n.why
         from unnest($1::bigint[], $2::int[], $3::text[]) n (id, times, why) where c.id = n.id`,
        [entries.map(([id]) => id), entries.map(([, { times }]) => times), entries.map(([, { why }]) => why)],
      ),
    ).catch(onTrouble);
  };
  return {
    note({ id, creatorId }, why) {
      noted.set(id, { creatorId, why, times: (noted.get(id)?.times ?? 0) + 1 });
      if (!resting) write();
    },
  };
}
