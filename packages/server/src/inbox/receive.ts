import type { PoolClient } from 'pg';
import type { Database } from '../lib/database.ts';
import { addJob } from '../lib/jobs.ts';
import type { VendorName } from './vendors/vendor.ts';

/** A delivery that is the vendor’s and is to be kept. */
export interface Incoming {
  connectionId: string;
  creatorId: string;
  vendor: VendorName;
  dedupeKey: string;
  eventType: string | null;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** There is more than can be written down; who sent it will come again. */
export class InboxFull extends Error {
  override name = 'InboxFull';
}

export interface Receiver {
  /**
   * Resolves once the delivery is in the database, or is a copy of one that is.
   * @throws InboxFull, or what the database says
   */
  add(incoming: Incoming): Promise<void>;
}

/** Deliveries that come within so many milliseconds are one insert and one commit: who waits, waits for the disk. */
const WINDOW_MS = 2;
const BATCH = 500;
const BATCH_BYTES = 8 * 1024 * 1024;
const WRITERS = 2;
const MOST_WAITING = 20_000;
const MOST_WAITING_BYTES = 128 * 1024 * 1024;
/** A creator’s work is asked for this often at most; what comes in between is asked for at the end of it. */
const ASK_EVERY_MS = 50;

interface Waiting {
  incoming: Incoming;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Writes deliveries down, many in one statement: each 2xx waits for the commit that holds its delivery, and a commit
 * costs the same for one as for hundreds. The work is asked for in the same transaction; what is lost by a crash in
 * the milliseconds after it is found by the sweep.
 */
export function makeReceiver(db: Database, onTrouble: (error: unknown) => void): Receiver {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let writing = 0;
  let timer: NodeJS.Timeout | undefined;
  const asker = makeAsker(db, onTrouble);

  const schedule = () => {
    if (waiting.length === 0 || writing >= WRITERS) return;
    if (waiting.length >= BATCH) flush();
    else timer ??= setTimeout(flush, WINDOW_MS);
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const batch = takeBatch();
    writing += 1;
    void settle(batch).finally(() => {
      writing -= 1;
      schedule();
    });
    schedule();
  };
  const takeBatch = (): Waiting[] => {
    let [count, bytes] = [0, 0];
    while (count < waiting.length && count < BATCH && (count === 0 || bytes < BATCH_BYTES)) {
      bytes += waiting[count]?.incoming.body.byteLength ?? 0;
      count += 1;
    }
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    waitingBytes -= bytes;
    return batch;
  };
  const settle = async (batch: Waiting[]): Promise<void> => {
    const [first] = batch;
    if (!first) return;
    try {
      await store(
        db,
        asker,
        batch.map(({ incoming }) => incoming),
      );
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length === 1) first.reject(error);
      // One that the database does not take must not take the others with it.
      else for (const one of batch) await settle([one]);
    }
  };

  return {
    add(incoming) {
      if (waiting.length >= MOST_WAITING || waitingBytes >= MOST_WAITING_BYTES)
        return Promise.reject(new InboxFull('More is coming in than can be written down.'));
      waitingBytes += incoming.body.byteLength;
      return new Promise((resolve, reject) => {
        waiting.push({ incoming, resolve, reject });
        schedule();
      });
    },
  };
}

/** Copies within a batch are one row: a statement may not touch a row twice. In one order, so that nobody waits in a circle. */
async function store(db: Database, asker: Asker, batch: Incoming[]): Promise<void> {
  const rows = new Map<string, { incoming: Incoming; copies: number }>();
  for (const incoming of batch) {
    const key = `${incoming.connectionId}\n${incoming.dedupeKey}`;
    const known = rows.get(key);
    if (known) known.copies += 1;
    else rows.set(key, { incoming, copies: 0 });
  }
  const ordered = [...rows.keys()].sort().map((key) => rows.get(key)!);
  const creators = [...new Set(batch.map(({ creatorId }) => creatorId))].sort();
  // One statement is one transaction and one round trip; begin, set_config, insert, enqueue and commit were five.
  await db.read(
    creators,
    STORE,
    [
      ordered.map(({ incoming }) => incoming.creatorId),
      ordered.map(({ incoming }) => incoming.connectionId),
      ordered.map(({ incoming }) => incoming.vendor),
      ordered.map(({ incoming }) => incoming.dedupeKey),
      ordered.map(({ incoming }) => incoming.eventType),
      ordered.map(({ incoming }) => JSON.stringify(incoming.headers)),
      ordered.map(({ incoming }) => incoming.body),
      ordered.map(({ copies }) => copies),
      creators.filter((creatorId) => asker.isDue(creatorId)),
    ],
    { prepare: true },
  );
}

const STORE = /* sql */ `
with stored as (
  insert into inbox_delivery as d (creator_id, connection_id, vendor, dedupe_key, event_type, headers, body, copies)
  select * from unnest($1::bigint[], $2::bigint[], $3::vendor[], $4::text[], $5::text[], $6::jsonb[], $7::bytea[], $8::int[])
  on conflict (connection_id, dedupe_key) do update set copies = d.copies + 1 + excluded.copies)
select enqueue('inbox-work', json_build_object('creatorId', c), 'inbox:' || c) from unnest($9::text[]) c`;

interface Asker {
  /** Whether a creator’s work is to be asked for now. If not, it is asked for in a moment, for all of the moment. */
  isDue(creatorId: string): boolean;
}

/** Asks for a creator’s work with the first delivery of a while, and once more after those that followed it. */
function makeAsker(db: Database, onTrouble: (error: unknown) => void): Asker {
  const resting = new Map<string, { more: boolean }>();
  const rest = (creatorId: string) => {
    const state = { more: false };
    resting.set(creatorId, state);
    setTimeout(() => {
      resting.delete(creatorId);
      if (!state.more) return;
      rest(creatorId);
      db.write([creatorId], (client) => askToWork(client, creatorId)).catch(onTrouble);
    }, ASK_EVERY_MS).unref();
  };
  return {
    isDue(creatorId) {
      const state = resting.get(creatorId);
      if (state) state.more = true;
      else rest(creatorId);
      return state === undefined;
    },
  };
}

/** Has a creator’s inbox worked off, once the caller’s transaction commits. */
export function askToWork(client: PoolClient, creatorId: string): Promise<void> {
  return addJob(client, 'inbox-work', { creatorId }, `inbox:${creatorId}`);
}
