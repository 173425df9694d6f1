import { useSyncExternalStore } from 'react';

/** How the page stands with the server: what the live dot shows. */
export interface Connection {
  state: 'connecting' | 'live' | 'reconnecting' | 'offline';
  /** When it stopped being live; null while live. */
  since: Date | null;
}

let current: Connection = { state: 'connecting', since: null };
const listeners = new Set<() => void>();

function set(next: Connection) {
  current = next;
  for (const listener of listeners) listener();
}

/** The state now, for code outside of components. */
export function connectionNow(): Connection {
  return current;
}

/** The socket is open and acknowledged. */
export function nowLive(): void {
  set({ state: 'live', since: null });
}

/** The socket or a request failed. `offline` when the browser itself says there is no network. */
export function nowBroken(): void {
  const state = navigator.onLine ? 'reconnecting' : 'offline';
  if (current.state === state) return;
  set({ state, since: current.since ?? new Date() });
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The connection as a component reads it. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, connectionNow);
}
