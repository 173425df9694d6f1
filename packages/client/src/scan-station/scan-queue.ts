/** A code on its way, or what came of it. */
export interface Scan<Answer> {
  id: number;
  code: string;
  /** When it was scanned, in milliseconds since 1970. */
  at: number;
  /** Null while it waits or is being sent. */
  answer: Answer | null;
  /** Times it was sent without an answer: then "already done" may be our own doing. */
  unanswered: number;
}

export interface ScanQueueState<Answer> {
  /** The newest first, at most `kept` of those that have an answer and all that have none. */
  scans: readonly Scan<Answer>[];
  /** How many wait. */
  waiting: number;
  /** Since when nothing gets through; null while it does. */
  brokenSince: number | null;
}

/** What outlives a reload: the codes that have no answer yet. */
export interface ScanStore {
  read(): readonly { code: string; at: number }[];
  write(scans: readonly { code: string; at: number }[]): void;
}

interface ScanQueueOptions<Answer> {
  /** Throws where no answer came; everything else is an answer. */
  send: (code: string, retried: boolean) => Promise<Answer>;
  store: ScanStore;
  /** Scans with an answer that stay in the list. */
  kept: number;
  now: () => number;
  /** Calls back after so many milliseconds; answers how to call it off. */
  later: (run: () => void, ms: number) => () => void;
}

/** How long until the next try, by how many came to nothing. */
const waits = [500, 1000, 2000, 5000];

/**
 * Scans one after another, in the order they were made, however fast they come. One that gets no answer is sent again
 * until there is one; scans wait behind it, and are kept over a reload. That is safe because a scan shipped twice is
 * shipped once.
 */
export function createScanQueue<Answer>({ send, store, kept, now, later }: ScanQueueOptions<Answer>) {
  let scans: Scan<Answer>[] = [];
  let next = 1;
  let sending = false;
  let stopped = false;
  const isStopped = () => stopped;
  let brokenSince: number | null = null;
  let callOff: (() => void) | null = null;
  const listeners = new Set<() => void>();
  let state: ScanQueueState<Answer> = { scans, waiting: 0, brokenSince };

  const publish = () => {
    const open = scans.filter(({ answer }) => answer === null);
    let room = kept;
    scans = scans.filter(({ answer }) => answer === null || room-- > 0);
    store.write(open.map(({ code, at }) => ({ code, at })).reverse());
    state = { scans, waiting: open.length, brokenSince };
    for (const listener of listeners) listener();
  };
  const put = (id: number, change: Partial<Scan<Answer>>) => {
    scans = scans.map((scan) => (scan.id === id ? { ...scan, ...change } : scan));
  };
  const pump = async (): Promise<void> => {
    if (sending || stopped) return;
    const scan = scans.findLast(({ answer }) => answer === null);
    if (!scan) return;
    sending = true;
    callOff?.();
    callOff = null;
    try {
      const answer = await send(scan.code, scan.unanswered > 0);
      brokenSince = null;
      put(scan.id, { answer });
    } catch {
      brokenSince ??= now();
      put(scan.id, { unanswered: scan.unanswered + 1 });
      callOff = later(() => void pump(), waits[Math.min(scan.unanswered, waits.length - 1)] ?? 5000);
    }
    sending = false;
    if (isStopped()) return;
    publish();
    if (!callOff) void pump();
  };
  const add = (code: string, at: number) => {
    scans = [{ id: next++, code, at, answer: null, unanswered: 0 }, ...scans];
  };

  for (const { code, at } of store.read()) add(code, at);
  publish();

  return {
    /** Starts with what an earlier page left; answers how to stop. */
    start(): () => void {
      stopped = false;
      void pump();
      return () => {
        stopped = true;
        callOff?.();
        callOff = null;
      };
    },
    scan(code: string): void {
      add(code, now());
      publish();
      if (!callOff) void pump();
    },
    /** Tries at once: the network is back. */
    retry(): void {
      callOff?.();
      callOff = null;
      void pump();
    },
    /** Another answer to a scan: its order was chosen, or it was undone. */
    answer(id: number, answer: Answer): void {
      put(id, { answer });
      publish();
    },
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
