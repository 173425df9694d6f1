import pg, { type ClientBase } from 'pg';

/** What happened to what. `access`: a session, token or membership is no longer what it was. */
export const EVENT_TOPICS = [
  'progress',
  'project',
  'operation',
  'backers',
  'segments',
  'mail',
  'exceptions',
  'requests',
  'reconciliation',
  'inbox',
  'webhooks',
  'postage',
  'access',
] as const;
export type EventTopic = (typeof EVENT_TOPICS)[number];

/**
 * A hint that something committed. It carries ids and never data, so an event that is lost, doubled or out of
 * order does no harm: whoever hears it reads the row.
 */
export interface WaybillEvent {
  topic: EventTopic;
  /**
   * Of the project (progress, project, backers, segments, mail, exceptions, reconciliation, postage), the operation,
   * the partner (requests), the creator (inbox, webhooks), or whoever `of` says (access).
   */
  id: string;
  /** Empty where it belongs to no creator. */
  creatorId: string;
  /** For access: what `id` is the id of. Null for the other topics. */
  of: 'session' | 'token' | 'user' | null;
  /** Backers: the least and the greatest id of those that changed, where it is known. */
  range?: readonly [string, string];
  /** Backers by id where they are few; null for "many". */
  ids: readonly string[] | null;
}

export interface EventHandlers {
  onEvent(event: WaybillEvent): void;
  /** Listening again after the connection was lost; what was sent in between is not stored anywhere. */
  onGap(): void;
  /** For the log: the connection was lost, or a payload could not be read. */
  onTrouble(problem: Error): void;
}

export interface EventListener {
  /** False between the loss of the connection and its return. */
  readonly connected: boolean;
  stop(): Promise<void>;
}

const CHANNEL = 'waybill';
/** Postgres refuses payloads of 8,000 bytes. */
const MAX_PAYLOAD_BYTES = 7_900;
/** A connection whose other end vanished without a word shows nothing; it is asked this often. */
const PROBE_EVERY_MS = 10_000;
const PROBE_TIMEOUT_MS = 5_000;
const MAX_PAUSE_MS = 5_000;

/**
 * Sends a hint with the caller's transaction: it arrives if that commits, and after it. Once per chunk of a
 * bulk change, never per row: each transaction with a NOTIFY takes a lock of the whole cluster at commit.
 */
export async function notify(client: ClientBase, event: WaybillEvent): Promise<void> {
  await client.query('select pg_notify($1, $2)', [CHANNEL, encodeEvent(event)]);
}

/** The payload as it goes over the wire; ids that do not fit are left out, which reads as "many". */
export function encodeEvent({ topic, id, creatorId, of, ids, range }: WaybillEvent): string {
  const hint = { t: topic, id, c: creatorId, k: of ?? undefined, r: range };
  const full = JSON.stringify({ ...hint, ids: ids ?? undefined });
  return Buffer.byteLength(full) <= MAX_PAYLOAD_BYTES ? full : JSON.stringify(hint);
}

/** @throws when the payload is not one of ours. */
export function decodeEvent(payload: string): WaybillEvent {
  const { t, id, c, k, ids, r } = JSON.parse(payload) as Record<string, unknown>;
  const topic = EVENT_TOPICS.find((one) => one === t);
  if (!topic || typeof id !== 'string') throw new Error(`Not an event: ${payload.slice(0, 200)}`);
  return {
    topic,
    id,
    creatorId: typeof c === 'string' ? c : '',
    of: k === 'session' || k === 'token' || k === 'user' ? k : null,
    ...(Array.isArray(r) && r.length === 2 && { range: [String(r[0]), String(r[1])] as const }),
    ids: Array.isArray(ids) ? ids.map(String) : null,
  };
}

/**
 * Listens on one connection of its own, for the whole process: with fifty listeners the same writers got 2,600
 * transactions a second where one left them 8,000. Needs a session of Postgres, not a transaction-mode pooler.
 *
 * Resolves once listening. From then on it comes back by itself, with a pause that doubles to five seconds and
 * is spread, so that many processes do not knock at the same moment.
 *
 * @param url any role may listen
 */
export async function listen(url: string, handlers: EventHandlers): Promise<EventListener> {
  let stopped = false;
  let client: pg.Client | null = null;
  let probe: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'waybill events',
      keepAlive: true,
      connectionTimeoutMillis: PROBE_TIMEOUT_MS,
      query_timeout: PROBE_TIMEOUT_MS,
    });
    fresh.on('error', (error) => lose(fresh, error));
    fresh.on('end', () => lose(fresh, new Error('Postgres closed the connection for events.')));
    fresh.on('notification', ({ payload }) => hear(payload ?? ''));
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANNEL}`);
    } catch (error) {
      fresh.removeAllListeners('end');
      await fresh.end().catch(() => undefined);
      throw error;
    }
    if (stopped) return fresh.end();
    client = fresh;
    probe = setInterval(() => {
      fresh.query('select 1').catch((error: Error) => lose(fresh, error));
    }, PROBE_EVERY_MS);
    probe.unref();
  }

  function hear(payload: string): void {
    let event: WaybillEvent;
    try {
      event = decodeEvent(payload);
    } catch (error) {
      handlers.onTrouble(error as Error);
      return;
    }
    handlers.onEvent(event);
  }

  function lose(lost: pg.Client, error: Error): void {
    if (client !== lost || stopped) return;
    client = null;
    clearInterval(probe);
    handlers.onTrouble(error);
    // Ends what may only be half dead; its own errors say nothing new.
    lost.end().catch(() => undefined);
    comeBack(0);
  }

  function comeBack(attempt: number): void {
    const pause = Math.min(MAX_PAUSE_MS, 50 * 2 ** attempt) * (0.5 + Math.random() / 2);
    retry = setTimeout(() => {
      if (stopped) return;
      connect().then(
        () => stopped || handlers.onGap(),
        () => stopped || comeBack(attempt + 1),
      );
    }, pause);
    retry.unref();
  }

  await connect();
  return {
    get connected() {
      return client !== null;
    },
    async stop() {
      stopped = true;
      clearInterval(probe);
      clearTimeout(retry);
      const open = client;
      client = null;
      await open?.end();
    },
  };
}
