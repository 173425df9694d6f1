import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  execute,
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLFormattedError,
} from 'graphql';
import type { Principal } from '../lib/principal.ts';
import type { Subscriber } from './subscriber.ts';
import type { Turns } from './turns.ts';
import type { Wake, Watch } from './watch.ts';

/** Subscriptions that get the same bytes: executed once, serialised once. */
export interface Group {
  /** @returns how to leave, once the first value is sent; or why there is none */
  join(subscriber: Subscriber): Promise<(() => void) | readonly GraphQLError[]>;
  /** Something changed: these ids, or null for "many or unknown". */
  wake(ids: readonly string[] | null): void;
  close(): void;
}

export interface GroupOptions<Context extends object> {
  watch: Watch<Context>;
  execution: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;
  contextFor(principal: Principal): Context;
  formatError(error: unknown): GraphQLFormattedError;
  intervalMs: number;
  rereadMs: number;
  turns: Turns;
  onEmpty(): void;
}

/** A result, serialised and encoded once for all who get it. */
interface Value {
  text: string;
  bytes: Buffer;
}

interface Member {
  subscriber: Subscriber;
  /** The last value sent, by key: an equal one is not sent again. */
  sent: Map<string, Value>;
  /** Keys whose newest value waits for a slow peer; null while the peer keeps up. */
  behind: Set<string> | null;
}

type Joined = Map<Member, (answer: (() => void) | readonly GraphQLError[]) => void>;

/** What changed since the last run for all: ids, null for "many or unknown", undefined for nothing. */
type Changed = Set<string> | null | undefined;

/** More changed ids than this are "many": reading the screen again costs less than naming them. */
const MANY = 50;
/** Newcomers of so long share one execution: 10,000 sockets that come back at once cost 20 a second, not 10,000. */
const JOIN_MS = 50;
/** A value that could not be read (Postgres restarts) is tried again after this. */
const RETRY_MS = 1_000;
/** Longer than any statement may take; a hung connection must not hold a turn for good. */
const DEADLINE_MS = 20_000;
/** After so many writes other work gets a turn: 1,000 writes take about 12 ms. */
const WRITES_AT_A_TIME = 1_000;
/** Subjects a subscription over EACH starts with at most. */
const MAX_SUBJECTS = 200;
/** Key of the one value of SNAPSHOT and CHANGES. */
const ONLY = '';

export function createGroup<Context extends object>(options: GroupOptions<Context>): Group {
  const { watch, execution, intervalMs } = options;
  const rest = watch.shape === 'SNAPSHOT' ? watch.rest : undefined;
  const members = new Set<Member>();
  const latest = new Map<string, Value>();
  let joining: Joined = new Map();
  let pending: Changed;
  let lastRun = -Infinity;
  /** From when on a change is served. */
  let readyAt = -Infinity;
  let busy = false;
  /** Number of the run under way: one that came too late sees that it is no longer its turn. */
  let turn = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  function join(subscriber: Subscriber): Promise<(() => void) | readonly GraphQLError[]> {
    return new Promise((resolve) => {
      joining.set({ subscriber, sent: new Map(), behind: null }, resolve);
      schedule();
    });
  }

  function leave(member: Member): void {
    members.delete(member);
    closeIfEmpty();
  }

  function closeIfEmpty(): void {
    if (closed || busy || members.size > 0 || joining.size > 0) return;
    close();
    options.onEmpty();
  }

  function close(): void {
    closed = true;
    clearTimeout(timer);
  }

  function wake(ids: readonly string[] | null): void {
    if (ids === null || pending === null) pending = null;
    else {
      pending ??= new Set();
      for (const id of ids) pending.add(id);
      if (pending.size > MANY && watch.shape === 'CHANGES') pending = null;
    }
    schedule();
  }

  /** One run at a time; a change is served at once, or when the last one is `intervalMs` and its rest ago. */
  function schedule(): void {
    if (busy || closed) return;
    const forAll = pending === undefined ? Infinity : readyAt;
    const forJoined = joining.size === 0 ? Infinity : lastRun + JOIN_MS;
    const due = Math.min(forAll, forJoined);
    clearTimeout(timer);
    if (due === Infinity) {
      // Some values change with the clock alone: a pace fades without an event.
      if (watch.shape === 'SNAPSHOT') timer = setTimeout(() => wake(null), options.rereadMs).unref();
      return;
    }
    const wait = due - performance.now();
    // A timer may ring a millisecond early. Run then, nothing would be due, and the reading would begin a rest anew:
    // two of three rests did, some of them ten times over.
    if (wait > 0) timer = setTimeout(schedule, wait);
    else start();
  }

  function start(): void {
    busy = true;
    options.turns.take(async () => {
      await run();
      busy = false;
      closeIfEmpty();
      schedule();
    });
  }

  async function run(): Promise<void> {
    const joined = joining;
    joining = new Map();
    const someone = members.values().next().value ?? joined.keys().next().value;
    if (!someone || closed) return;
    const now = performance.now();
    // What is dear to read and read for a newcomer is told to everybody, rest or no rest.
    const due = now >= readyAt || (rest !== undefined && joined.size > 0);
    const changed = pending !== undefined && due ? pending : undefined;
    lastRun = now;
    if (changed !== undefined) {
      pending = undefined;
      readyAt = now + intervalMs;
    }
    turn += 1;
    try {
      const context = options.contextFor(someone.subscriber.principal);
      await withDeadline(serve(turn, context, changed, joined));
      const end = performance.now();
      if (rest) readyAt = Math.max(now + intervalMs, end + rest(end - now, context));
    } catch (error) {
      turn += 1;
      refuse(error, changed, joined);
    }
  }

  /** Reads what is wanted and sends it: to the newcomers the state now, to the others what changed. */
  async function serve(mine: number, context: Context, changed: Changed, joined: Joined): Promise<void> {
    const everything = joined.size > 0 || changed === null;
    const forMembers = new Map<string, Value>();
    const forJoined = new Map<string, Value>();
    if (watch.shape === 'EACH') {
      const subjects = everything ? (await watch.subjects(context)).slice(0, MAX_SUBJECTS) : [];
      const wanted = new Set([...subjects, ...(changed ?? [])]);
      const results = await Promise.all([...wanted].map((subject) => read(context, { subject, ids: null })));
      [...wanted].forEach((subject, index) => {
        const result = results[index];
        // A subject that went away between the event and the reading has no value.
        if (!result || isGone(result)) return;
        const value = keep(subject, textOf(result));
        if (everything) forJoined.set(subject, value);
        if (changed === null || changed?.has(subject)) forMembers.set(subject, value);
      });
    } else if (watch.shape === 'SNAPSHOT' || everything) {
      const value = keep(ONLY, textOf(await read(context, { subject: null, ids: null })));
      forJoined.set(ONLY, value);
      if (changed === null || (changed && watch.shape === 'SNAPSHOT')) forMembers.set(ONLY, value);
    }
    if (watch.shape === 'CHANGES' && changed && members.size > 0) {
      forMembers.set(ONLY, encode(textOf(await read(context, { subject: null, ids: [...changed] }))));
    }
    if (mine !== turn) return;
    await sendToMembers(forMembers);
    for (const [member, answer] of joined) {
      members.add(member);
      for (const [key, value] of forJoined) offer(member, key, value);
      answer(() => leave(member));
    }
  }

  async function read(context: Context, wake: Wake): Promise<ExecutionResult> {
    return execute({ ...execution, rootValue: wake, contextValue: context });
  }

  /** @throws the first error when there is nothing to show. */
  function textOf({ data, errors }: ExecutionResult): string {
    if (data === null || data === undefined) throw errors?.[0] ?? new GraphQLError('There is no value.');
    return JSON.stringify(
      errors ? { data, errors: errors.map((error) => options.formatError(error)) } : { data },
    );
  }

  function isGone({ data, errors }: ExecutionResult): boolean {
    return !data && errors?.[0] !== undefined && !isPassing(options.formatError(errors[0]));
  }

  /** The value as the newest; an equal one stays the same object, so that telling them apart is a pointer's work. */
  function keep(key: string, text: string): Value {
    const known = latest.get(key);
    if (known?.text === text) return known;
    const value = encode(text);
    latest.set(key, value);
    return value;
  }

  async function sendToMembers(values: ReadonlyMap<string, Value>): Promise<void> {
    let written = 0;
    for (const [key, value] of values) {
      for (const member of members) {
        offer(member, key, value);
        written += 1;
        if (written % WRITES_AT_A_TIME === 0) await nextTurn();
      }
    }
  }

  function offer(member: Member, key: string, value: Value): void {
    if (watch.shape !== 'CHANGES' && member.sent.get(key) === value) return;
    if (member.behind || member.subscriber.isSlow()) {
      if (!member.behind) {
        member.behind = new Set();
        member.subscriber.whenDrained(() => catchUp(member));
      }
      member.behind.add(key);
      return;
    }
    if (watch.shape !== 'CHANGES') member.sent.set(key, value);
    member.subscriber.send(value.bytes);
  }

  /** What a slow reader gets when it reads again: the newest of each value it missed, once. */
  function catchUp(member: Member): void {
    const missed = member.behind ?? [];
    member.behind = null;
    if (!members.has(member)) return;
    for (const key of missed) {
      const value = latest.get(key);
      if (value !== undefined) offer(member, key, value);
    }
  }

  /** A refusal ends the subscription; trouble on our side is answered to newcomers and tried again for the rest. */
  function refuse(error: unknown, changed: Changed, joined: Joined): void {
    const formatted = options.formatError(error);
    const errors = [new GraphQLError(formatted.message, { extensions: formatted.extensions })];
    for (const answer of joined.values()) answer(errors);
    if (isPassing(formatted)) {
      if (changed === undefined) return;
      wake(changed && [...changed]);
      readyAt = performance.now() + RETRY_MS;
      return;
    }
    const refused = [...members];
    members.clear();
    for (const { subscriber } of refused) subscriber.fail(errors);
  }

  return { join, wake, close };
}

function encode(text: string): Value {
  return { text, bytes: Buffer.from(text) };
}

/** Trouble on our side, which is no answer to the question. */
function isPassing({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.['code'] === 'INTERNAL_SERVER_ERROR' || extensions?.['code'] === 'SERVICE_UNAVAILABLE';
}

async function withDeadline(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Reading a live value took too long.')), DEADLINE_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
