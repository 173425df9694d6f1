import { OperationProgressById, OperationUpdated, type OperationProgress } from '../operations.ts';
import type { Transport } from './transport.ts';
import { WaybillError } from './waybill-error.ts';

export interface WaitOptions {
  /** Called with every newer snapshot, the first at once. */
  onProgress?: (operation: OperationProgress) => void;
  /** Stops waiting; the operation itself goes on. */
  signal?: AbortSignal;
  /** When to stop. By default when it is settled, or stands at its preview and waits for a person. */
  until?: (operation: OperationProgress) => boolean;
}

/** Nothing more happens to it by itself. */
export function isSettled(operation: OperationProgress): boolean {
  return ['COMPLETED', 'FAILED', 'CANCELED', 'UNDONE'].includes(operation.status);
}

/**
 * Silence after which the state is asked for over HTTP. A socket can die without a word (a laptop that
 * slept, a proxy that forgot), and a second's poll for each waiting script is what the socket is there to save.
 */
const SILENCE_MS = 5_000;
const POLL_MS = 1_000;

/**
 * Follows an operation over the socket until `until` holds, and by polling where there is no socket.
 * Resolves with the last snapshot, a failed operation included: the caller reads `failure`.
 */
export async function waitForOperation(
  transport: Transport,
  id: string,
  {
    onProgress,
    signal,
    until = (operation) => isSettled(operation) || operation.status === 'PLANNED',
  }: WaitOptions,
): Promise<OperationProgress> {
  let newest: OperationProgress | undefined;

  /** Takes a snapshot unless an older one arrived late; true when the wait is over. */
  function take(operation: OperationProgress): boolean {
    if (newest && BigInt(operation.version) < BigInt(newest.version)) return false;
    if (newest?.version !== operation.version) onProgress?.(operation);
    newest = operation;
    return until(operation);
  }

  async function poll(): Promise<OperationProgress> {
    const { operation } = await transport.query(OperationProgressById, { id });
    if (!operation)
      throw new WaybillError(`There is no operation ${id}.`, { code: 'NOT_FOUND', operationId: id });
    return operation;
  }

  signal?.throwIfAborted();
  const aborted = abortion(signal);
  const live = transport.subscribe(OperationUpdated, { id })[Symbol.asyncIterator]();
  try {
    let connected = true;
    let next = pull(live);
    for (;;) {
      const pause = timer(connected ? SILENCE_MS : POLL_MS);
      const event = await Promise.race([...(connected ? [next] : []), pause.promise, aborted.promise]);
      pause.clear();
      signal?.throwIfAborted();
      if (event?.kind === 'value') {
        if (take(event.operation)) return event.operation;
        next = pull(live);
        continue;
      }
      if (event?.kind === 'ended') connected = false;
      const operation = await poll();
      if (take(operation)) return operation;
    }
  } finally {
    aborted.clear();
    // Not awaited: a socket that never opened would hold the answer back.
    void live.return?.().catch(() => undefined);
  }
}

type LiveEvent = { kind: 'value'; operation: OperationProgress } | { kind: 'ended' };

/** The next value of the subscription; an error counts as its end, since polling takes over and names it. */
async function pull(live: AsyncIterator<{ operationUpdated: OperationProgress }>): Promise<LiveEvent> {
  try {
    const result = await live.next();
    return result.done ? { kind: 'ended' } : { kind: 'value', operation: result.value.operationUpdated };
  } catch {
    return { kind: 'ended' };
  }
}

function timer(ms: number): { promise: Promise<undefined>; clear: () => void } {
  let handle: ReturnType<typeof setTimeout>;
  const promise = new Promise<undefined>((resolve) => {
    handle = setTimeout(() => resolve(undefined), ms);
  });
  return { promise, clear: () => clearTimeout(handle) };
}

function abortion(signal: AbortSignal | undefined): { promise: Promise<undefined>; clear: () => void } {
  if (!signal) return { promise: new Promise(() => undefined), clear: () => undefined };
  const controller = new AbortController();
  const promise = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true, signal: controller.signal });
  });
  return { promise, clear: () => controller.abort() };
}
