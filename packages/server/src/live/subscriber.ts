import type { GraphQLError } from 'graphql';
import type { Principal } from '../lib/principal.ts';

/** One subscription of one socket, as the hub sees it. */
export interface Subscriber {
  readonly principal: Principal;
  /** Whether the peer has not yet taken what it was sent. While it has not, nothing more is sent. */
  isSlow(): boolean;
  /** Calls back once, when the peer has taken everything. */
  whenDrained(callback: () => void): void;
  /** Sends one result: `{"data":…}` as JSON in UTF-8. The bytes are shared and must not be changed. */
  send(result: Buffer): void;
  /** The subscription is over: what it watches is gone or no longer its to see. Nothing is sent after it. */
  fail(errors: readonly GraphQLError[]): void;
}
