import { GraphQLError, type GraphQLSchema } from 'graphql';
import { makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import type { Connection, Subscription } from './connection.ts';
import type { Documents } from './documents.ts';
import type { Hub } from './hub.ts';

/** Subscriptions a socket may have. */
export const SUBSCRIPTIONS_PER_SOCKET = 20;
/** Subscriptions a socket may open in a burst, and how many more a second: each costs an execution. */
const BURST = 100;
const PER_SECOND = 10;
/** A socket that says nothing after the handshake is closed after this. */
const INIT_WAIT_MS = 3_000;
const CLOSING_BRACE = Buffer.from('}');

export interface ProtocolOptions {
  schema: GraphQLSchema;
  hub: Hub;
  documents: Documents;
  /** Finds out whose socket it is, if the handshake did not say; closes it and returns false when nobody's. */
  admit(connection: Connection, authorization: string | undefined): Promise<boolean>;
}

/** What graphql-ws keeps beside a socket. */
export interface Extra {
  connection: Connection;
}

/**
 * The protocol graphql-transport-ws by graphql-ws, with the hub in place of its executor: values do not pass
 * through it, they are written to the socket with the id in front. What it iterates over only ends.
 */
export function createProtocol({ schema, hub, documents, admit }: ProtocolOptions): Server<Extra> {
  async function start(connection: Connection, id: string, payload: SubscribePayload) {
    const { subscriptions, principal } = connection;
    if (!principal || connection.isClosed()) return [limitExceeded('The socket is closing.')];
    if (subscriptions.size >= SUBSCRIPTIONS_PER_SOCKET) {
      return [
        limitExceeded(`A socket may have ${SUBSCRIPTIONS_PER_SOCKET} subscriptions; complete one first.`),
      ];
    }
    if (!spend(connection)) return [limitExceeded('Too many subscriptions in a short time; wait a second.')];
    const request = documents.read(payload);
    if ('length' in request) return request;

    const subscription: Subscription = { leave: null };
    subscriptions.add(subscription);
    const before = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
    const ending = createEnding();
    const answer = await hub.subscribe(request, {
      principal,
      isSlow: connection.isSlow,
      whenDrained: connection.whenDrained,
      send: (result) => connection.sendParts(before, result, CLOSING_BRACE),
      fail([error]) {
        subscriptions.delete(subscription);
        ending.fail(error);
      },
    });
    if (typeof answer !== 'function') {
      subscriptions.delete(subscription);
      return answer;
    }
    const leave = () => {
      subscriptions.delete(subscription);
      answer();
      ending.end();
    };
    subscription.leave = leave;
    if (connection.isClosed()) leave();
    return { schema, document: request.document, contextValue: endingAsIterator(ending, leave) };
  }

  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: INIT_WAIT_MS,
    onConnect({ extra: { connection }, connectionParams }) {
      const given = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
      return admit(connection, typeof given === 'string' ? given : undefined);
    },
    onSubscribe: ({ extra: { connection } }, id, payload) => start(connection, id, payload),
    subscribe: ({ contextValue }) => contextValue as AsyncGenerator<never>,
  });
}

/** Settles once: when the subscription ends, or with why it was ended. */
interface Ending {
  readonly reached: Promise<void>;
  end(): void;
  fail(error: GraphQLError | undefined): void;
}

function createEnding(): Ending {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // graphql-ws may not be looking yet, or no longer.
  promise.catch(() => undefined);
  return { reached: promise, end: resolve, fail: reject };
}

function endingAsIterator(ending: Ending, leave: () => void): AsyncIterableIterator<never> {
  const done = { done: true as const, value: undefined };
  return {
    async next() {
      await ending.reached;
      return done;
    },
    async return() {
      leave();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function spend({ allowance }: Connection): boolean {
  const now = performance.now();
  allowance.left = Math.min(BURST, allowance.left + ((now - allowance.at) / 1000) * PER_SECOND);
  allowance.at = now;
  if (allowance.left < 1) return false;
  allowance.left -= 1;
  return true;
}

function limitExceeded(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED' } });
}
