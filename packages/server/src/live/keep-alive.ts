import type { WebSocket } from 'ws';

/** Proxies close what is silent for a minute; most for much less. A peer that misses one ping is gone within two beats. */
const PING_EVERY_MS = 12_000;
/** Each socket has its turn in one of so many beats, so that 10,000 pings are not one pause. */
export const BEATS = 12;

/** The part of a connection that is looked after here. */
export interface Pinged {
  ws: WebSocket;
  /** Whether it answered the last ping. */
  alive: boolean;
  /** At which beat it gets the next. */
  beat: number;
}

/**
 * Pings every socket each 12 s, and drops one that did not answer the last ping: at most 24 s after it died.
 */
export function keepAlive(connections: ReadonlySet<Pinged>, everyMs = PING_EVERY_MS): () => void {
  let beat = 0;
  const timer = setInterval(() => {
    beat = (beat + 1) % BEATS;
    for (const connection of connections) {
      if (connection.beat !== beat) continue;
      if (!connection.alive) {
        connection.ws.terminate();
        continue;
      }
      connection.alive = false;
      connection.ws.ping();
    }
  }, everyMs / BEATS);
  timer.unref();
  return () => clearInterval(timer);
}
