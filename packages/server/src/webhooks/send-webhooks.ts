import { setTimeout as pause } from 'node:timers/promises';
import type { TaskList } from 'graphile-worker';
import type { Logger } from 'pino';
import type { Database } from '../lib/database.ts';
import { addJob } from '../lib/jobs.ts';
import { safePost, type Resolve, type SafeFetchOptions } from '../lib/safe-fetch.ts';
import { SealError, type Secret } from '../lib/secret.ts';
import { cutOff, endOfAnswer, endOfError, type AttemptEnd } from './attempt.ts';
import { CLAIM, DISABLE, ENDPOINTS_WAITING, EXPIRE, FAIL, RECORD, RECOVER } from './send.sql.ts';
import type { TurnedOff } from './tell-owners.ts';
import { messageIdOf, WEBHOOK_SEAL, webhookBody, webhookHeaders } from './webhook-signature.ts';

export interface WebhookDeps {
  db: Database;
  secret: Secret;
  log: Logger;
  /** The operator allows endpoints in private networks, and http. */
  allowPrivate: boolean;
  /** Set when the process is asked to stop: what is on its way ends, nothing is begun. */
  stopping: () => boolean;
  /** How names are looked up and how long an endpoint may take; tests say so. */
  resolve?: Resolve;
  timeoutMs?: number;
  /** Somebody who wants to know of an endpoint that was turned off. */
  turnedOff?: (endpoint: TurnedOff) => Promise<void>;
}

/** Sends what waits. Jobs only ring: a slow endpoint must not keep a worker from the operations that wait behind it. */
export interface WebhookSender {
  tasks: TaskList;
  /** Resolves once nothing is on its way in this process. */
  idle(): Promise<void>;
  /** Begins nothing more, gives what is on its way a moment, then cuts it off: another process sends it again. */
  stop(): Promise<void>;
}

const TASK = 'webhooks-send';
const CLEAR_TASK = 'webhooks-clear';
/** By Standard Webhooks 15 to 30 seconds; the lease of a claim is longer. */
const TIMEOUT_MS = 15_000;
const BODY_MS = 2_000;
const MOST_BYTES = 16_384;
/** At once to one endpoint: a few while it answers, one while it fails. */
const LANES = 6;
/** Endpoints that are sent to at once in this process; the next one waits with nothing claimed. */
const MOST_ENDPOINTS = 30;
const HOPELESS_DAYS = 5;
const LAST_WORD_MS = 3_000;
const RECORD_RETRY_MS = 250;
const RECORD_FOR_MS = 30_000;

interface Claimed {
  id: string;
  attempts: number;
  eventId: string;
  type: string;
  at: string;
  data: string;
  url: string;
  secret: Buffer;
  oldSecret: Buffer | null;
}

export function makeWebhookSender(deps: WebhookDeps): WebhookSender {
  const { db, log } = deps;
  let ending = false;
  const stopping = () => ending || deps.stopping();
  /** Endpoints this process sends to, and those that more was asked of meanwhile. */
  const busy = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const cut = new AbortController();
  const places = makePlaces(MOST_ENDPOINTS);
  const fetching: SafeFetchOptions = {
    allowPrivate: deps.allowPrivate,
    timeoutMs: deps.timeoutMs ?? TIMEOUT_MS,
    bodyMs: Math.min(BODY_MS, deps.timeoutMs ?? BODY_MS),
    mostBytes: MOST_BYTES,
    signal: cut.signal,
    ...(deps.resolve && { resolve: deps.resolve }),
  };

  const sendFor = async (creatorId: string) => {
    const endpoints = await db.engineWrite([creatorId], async (client) => {
      const { rows } = await client.query<{ id: string }>(ENDPOINTS_WAITING, [creatorId]);
      return rows;
    });
    for (const { id } of endpoints) {
      if (busy.has(id)) again.add(id);
      else if (!stopping()) busy.set(id, sendTo(creatorId, id));
    }
  };

  const sendTo = async (creatorId: string, endpoint: string) => {
    try {
      do {
        again.delete(endpoint);
        await places(() => drain(creatorId, endpoint));
      } while (again.has(endpoint) && !stopping());
    } catch (error) {
      // The sweep comes by every few seconds and finds it again.
      log.warn({ err: error }, 'Sending webhooks was cut off; it goes on by itself');
    } finally {
      busy.delete(endpoint);
    }
  };

  /** Sends until nothing of this endpoint is due. */
  const drain = async (creatorId: string, endpoint: string) => {
    const under = new Set<Promise<void>>();
    let lanes = 1;
    const failures: Error[] = [];
    await db.engineWrite([creatorId], (client) => client.query(EXPIRE, [endpoint]));
    while (failures.length === 0) {
      const claimed =
        stopping() || under.size >= lanes
          ? []
          : await db.engineWrite([creatorId], async (client) => {
              const { rows } = await client.query<Claimed>(CLAIM, [endpoint, lanes - under.size]);
              return rows;
            });
      for (const one of claimed) {
        const sending: Promise<void> = deliver(creatorId, endpoint, one)
          .then(
            (worked) => {
              lanes = worked ? LANES : 1;
            },
            (error: unknown) => {
              failures.push(error as Error);
            },
          )
          .finally(() => under.delete(sending));
        under.add(sending);
      }
      if (under.size === 0) break;
      if (claimed.length === 0 || under.size >= lanes) await Promise.race(under);
    }
    await Promise.all(under);
    if (failures[0]) throw failures[0];
  };

  const deliver = async (creatorId: string, endpoint: string, one: Claimed): Promise<boolean> => {
    const begun = performance.now();
    const end = await attempt(one);
    const took = Math.round(performance.now() - begun);
    await persistently(() => record(creatorId, endpoint, one, end, took));
    return end.status === 'DELIVERED';
  };

  const attempt = async (one: Claimed): Promise<AttemptEnd> => {
    try {
      const secrets = [one.secret, one.oldSecret].flatMap((sealed) =>
        sealed ? [deps.secret.open(WEBHOOK_SEAL, sealed)] : [],
      );
      const body = webhookBody(one);
      const now = Math.floor(Date.now() / 1000);
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Waybill-Webhooks/1',
        ...webhookHeaders(secrets, messageIdOf(one.eventId), now, body),
      };
      return endOfAnswer(one.attempts, await safePost(one.url, { headers, body }, fetching));
    } catch (error) {
      if (cut.signal.aborted) return cutOff();
      if (error instanceof SealError)
        return endOfError(
          one.attempts,
          new Error(`Its signing secret cannot be read: ${error.message} Rotate it.`),
        );
      return endOfError(one.attempts, error);
    }
  };

  const record = async (
    creatorId: string,
    endpoint: string,
    one: Claimed,
    end: AttemptEnd,
    took: number,
  ): Promise<void> => {
    const off = await db.engineWrite([creatorId], async (client) => {
      await client.query(RECORD, [
        one.id,
        one.attempts,
        end.status,
        end.code,
        end.problem,
        end.delay,
        took,
        end.excerpt,
        creatorId,
      ]);
      if (end.status === 'DELIVERED') {
        await client.query(RECOVER, [endpoint]);
        return null;
      }
      if (end.ours) return null;
      const { rows } = await client.query<{ hopeless: boolean }>(FAIL, [
        endpoint,
        end.rest,
        end.status === 'FAILED' ? one.id : null,
        HOPELESS_DAYS,
      ]);
      const reason = end.gone ? 'GONE' : rows[0]?.hopeless ? 'FAILING' : null;
      if (reason === null) return null;
      const { rows: turned } = await client.query<{ url: string }>(DISABLE[0], [endpoint, reason]);
      await client.query(DISABLE[1], [endpoint]);
      return turned[0] ? ({ creatorId, endpointId: endpoint, url: turned[0].url, reason } as const) : null;
    });
    if (!off) return;
    log.warn({ endpoint, reason: off.reason }, 'A webhook endpoint was turned off');
    await deps.turnedOff?.(off).catch((error: unknown) => {
      log.warn({ err: error }, 'Nobody could be told by mail that a webhook endpoint was turned off');
    });
  };

  const idle = async () => {
    while (busy.size > 0) await Promise.all(busy.values());
  };

  return {
    tasks: {
      [TASK]: (payload) => sendFor((payload as { creatorId: string }).creatorId),
      [CLEAR_TASK]: () => clearOld(deps),
    },
    idle,
    async stop() {
      ending = true;
      const late = setTimeout(() => cut.abort(), LAST_WORD_MS);
      await idle();
      clearTimeout(late);
    },
  };
}

/** How long events, deliveries and attempts are kept, and with them the chance to replay. */
const KEPT_DAYS = 30;
const CLEARED_AT_ONCE = 2_000;
const DAY_MS = 86_400_000;
const clearAsked = new WeakMap<Database, number>();

/** Finds creators with something that is due again, or whose sender has died; at the beat of the jobs. */
export async function lookAfterWebhooks(db: Database): Promise<void> {
  const { rows } = await db.engine.query<{ creatorId: string }>(
    'select creator_id as "creatorId" from webhooks_waiting()',
  );
  const clears = Date.now() - (clearAsked.get(db) ?? 0) >= DAY_MS;
  if (rows.length === 0 && !clears) return;
  const client = await db.engine.connect();
  try {
    for (const job of rows) await addJob(client, TASK, job, `${TASK}:${job.creatorId}`);
    if (clears) await addJob(client, CLEAR_TASK, {}, CLEAR_TASK);
    clearAsked.set(db, Date.now());
  } finally {
    client.release();
  }
}

async function clearOld({ db, log, stopping }: WebhookDeps): Promise<void> {
  let cleared = 0;
  for (;;) {
    const { rows } = await db.engine.query<{ n: number }>('select webhooks_clear($1, $2) as n', [
      KEPT_DAYS,
      CLEARED_AT_ONCE,
    ]);
    const n = rows[0]?.n ?? 0;
    cleared += n;
    if (n < CLEARED_AT_ONCE || stopping()) break;
  }
  if (cleared > 0) log.info(`Let ${cleared} webhook events go, ${KEPT_DAYS} days old`);
}

/** So many at once; whoever comes later waits for a place. */
function makePlaces(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let taken = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (taken >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    taken += 1;
    try {
      return await work();
    } finally {
      taken -= 1;
      waiting.shift()?.();
    }
  };
}

/** An answer that is not written down is a second delivery: Postgres may go away and come back meanwhile. */
async function persistently(work: () => Promise<void>): Promise<void> {
  const until = performance.now() + RECORD_FOR_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(RECORD_RETRY_MS);
    }
  }
}
