import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Principal } from '../lib/principal.ts';
import type { CloseCode } from './close-code.ts';
import { frameOf } from './frame.ts';
import { BEATS, type Pinged } from './keep-alive.ts';

export interface Subscription {
  /** Null while the first value is being read. */
  leave: (() => void) | null;
}

/** One socket: who is behind it, what it is subscribed to, and whether it keeps up. */
export interface Connection extends Pinged {
  /** Null until `connection_init`, where the handshake did not say who it is. */
  principal: Principal | null;
  readonly subscriptions: Set<Subscription>;
  /** How many more subscriptions it may open at once; grows back with time. */
  allowance: { left: number; at: number };
  isClosed(): boolean;
  /** Whether the peer has not yet taken the last 64 KiB. */
  isSlow(): boolean;
  whenDrained(callback: () => void): void;
  send(message: string): void;
  /** A message given in parts, for what thousands of sockets get but for the id in front. */
  sendParts(...parts: Buffer[]): void;
  /** Nothing is sent after this, whatever is under way. */
  close(code: CloseCode, reason: string): void;
}

/** A peer that does not answer the closing handshake is cut off after this. */
const CLOSE_PATIENCE_MS = 2_000;

/** @param stream the TCP connection under `ws` */
export function createConnection(ws: WebSocket, stream: Duplex, principal: Principal | null): Connection {
  let closed = false;
  let waiting: (() => void)[] = [];

  function drained(): void {
    const callbacks = waiting;
    waiting = [];
    for (const callback of callbacks) callback();
  }

  const connection: Connection = {
    ws,
    principal,
    subscriptions: new Set(),
    allowance: { left: 100, at: performance.now() },
    alive: true,
    beat: Math.floor(Math.random() * BEATS),
    isClosed: () => closed,
    // True from 64 KiB that the peer has not taken until it took them all, so `drain` is sure to follow.
    isSlow: () => stream.writableNeedDrain,
    whenDrained(callback) {
      if (waiting.length === 0) stream.once('drain', drained);
      waiting.push(callback);
    },
    send(message) {
      if (!closed) ws.send(message);
    },
    sendParts(...parts) {
      if (!closed && ws.readyState === ws.OPEN) stream.write(frameOf(parts));
    },
    close(code, reason) {
      if (closed) return;
      leaveAll();
      closed = true;
      ws.resume();
      ws.close(code, reason);
      setTimeout(() => ws.terminate(), CLOSE_PATIENCE_MS).unref();
    },
  };

  function leaveAll(): void {
    for (const { leave } of connection.subscriptions) leave?.();
    connection.subscriptions.clear();
    waiting = [];
  }

  ws.once('close', () => {
    closed = true;
    leaveAll();
  });
  return connection;
}
