import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, CombinedGraphQLErrors } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { RetryLink } from '@apollo/client/link/retry';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { CloseCode, createClient } from 'graphql-ws';
import { map } from 'rxjs';
import { Viewer } from '@waybill/schema/access';
import { connectionNow, nowBroken, nowLive } from './connection.ts';
import { newestLink } from './newest.ts';

/** A page unseen for this long reads everything again when it is looked at: long enough for a nap of the laptop to show. */
const staleAfter = 30_000;

/** A silent socket is asked for a sign of life this often, and given up when none comes within `pongTimeout`. */
const pingEvery = 10_000;
const pongTimeout = 5_000;

/** The pause before the nth try: doubling to 15 s, and spread by half so that a restarted server is not met by all pages at once. */
export function retryPause(retries: number, random = Math.random()): number {
  return Math.min(15_000, 500 * 2 ** Math.min(retries, 5)) * (0.5 + random / 2);
}

/** True when the server says that nobody is signed in (any more). */
export function isUnauthenticated(error: unknown): boolean {
  return (
    CombinedGraphQLErrors.is(error) &&
    error.errors.some((one) => one.extensions?.['code'] === 'UNAUTHENTICATED')
  );
}

/** Something came over the socket: after a break, what the page shows is read again. */
function alive() {
  const before = connectionNow().state;
  if (before === 'live') return;
  nowLive();
  if (before !== 'connecting') refresh();
}

function createSocket() {
  let pong: ReturnType<typeof setTimeout> | undefined;
  let wake: (() => void) | undefined;
  const client = createClient({
    url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    keepAlive: pingEvery,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: (retries) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, retryPause(retries));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    on: {
      connected: alive,
      message: alive,
      ping: (received) => {
        // Not close(): on a network that swallows everything, its handshake would wait for an answer too.
        if (!received) pong = setTimeout(() => client.terminate(), pongTimeout);
      },
      pong: (received) => {
        if (received) clearTimeout(pong);
      },
      closed: (event) => {
        clearTimeout(pong);
        const code = event instanceof CloseEvent ? event.code : 0;
        if (code !== 1000) nowBroken();
        if (code === CloseCode.Unauthorized || code === CloseCode.Forbidden) void checkSession();
      },
    },
  });
  return { client, retryNow: () => wake?.() };
}

const socket = createSocket();

interface SessionHandlers {
  /** Nobody is signed in any more. */
  signedOut: () => void;
  /** Still signed in, with another role or fewer creators. */
  rightsChanged: () => void;
}

/** Set once by the root, which has the router and so knows the way to sign-in and back. */
let session: SessionHandlers = { signedOut: () => {}, rightsChanged: () => {} };
export function whenSessionChanges(handlers: SessionHandlers): void {
  session = handlers;
}

/** The server ended the socket for want of rights: either the session is over, or a new connection gets the new rights. */
async function checkSession() {
  const { data, error } = await apollo.query({
    query: Viewer,
    fetchPolicy: 'network-only',
    errorPolicy: 'all',
  });
  if (isUnauthenticated(error) || data?.viewer === null) session.signedOut();
  else if (data?.viewer) session.rightsChanged();
}

/**
 * graphql-ws comes back by itself after a lost connection, but takes some close codes (a server's crash, 4500) as final
 * and ends the subscription. A live page must not stay dead because of it, so those are subscribed again.
 */
const resubscribe = new RetryLink({
  delay: (attempt) => retryPause(attempt),
  attempts: (_attempt, _operation, error) =>
    !CombinedGraphQLErrors.is(error) && !/event 4401/.test(error.message),
});

const watch = new ErrorLink(({ error }) => {
  if (isUnauthenticated(error)) session.signedOut();
  // A request that never got an answer is a state of the page (the live dot), not a message per request.
  else if (error instanceof TypeError) nowBroken();
});

/**
 * Puts the answer's request id on errors of the server's own making, so that the page can show it to be copied.
 * The other errors say themselves what is wrong.
 */
const nameFailures = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    map((result) => {
      const { response } = operation.getContext() as { response?: Response };
      const requestId = response?.headers.get('x-request-id');
      if (!requestId || !result.errors) return result;
      const errors = result.errors.map((error) =>
        error.extensions?.['code'] === 'INTERNAL_SERVER_ERROR'
          ? { ...error, extensions: { ...error.extensions, requestId } }
          : error,
      );
      return { ...result, errors };
    }),
  ),
);

const http = new HttpLink({
  uri: '/graphql',
  credentials: 'same-origin',
  headers: { 'x-waybill': '1' },
});

/** One cache for the page. Everything has an id, so snapshots merge by themselves; `newest.ts` keeps late ones out. */
export const apollo = new ApolloClient({
  link: ApolloLink.from([
    watch,
    newestLink(),
    ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      ApolloLink.from([resubscribe, new GraphQLWsLink(socket.client)]),
      ApolloLink.from([nameFailures, http]),
    ),
  ]),
  cache: new InMemoryCache({
    typePolicies: {
      Order: { fields: { items: { merge: false } } },
      Creator: {
        fields: {
          members: { merge: false },
          invitations: { merge: false },
          tokens: { merge: false },
          webhookEndpoints: { merge: false },
          projects: { merge: false },
        },
      },
      Project: {
        fields: {
          shippedOverTime: { merge: false },
          countries: { merge: false },
          segments: { merge: false },
          filterSuggestions: { merge: false },
          mailTemplates: { merge: false },
          digitalRewards: { merge: false },
          postage: { merge: false },
          postageCounts: { merge: false },
          parcelPresets: { merge: false },
          customsItems: { merge: false },
          scanForms: { merge: false },
        },
      },
      Backer: {
        fields: {
          history: { merge: false },
          shipments: { merge: false },
          notifications: { merge: false },
          digitalRewards: { merge: false },
        },
      },
      Actor: { keyFields: false },
      // The report reads the country of an address, the backer's page all of it: neither may undo the other.
      Address: { merge: true },
      // The list of operations reads a file's name, the page of one its columns too.
      UploadedFile: { merge: true },
      Carrier: { keyFields: ['id'] },
    },
  }),
  defaultOptions: {
    watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' },
  },
});

/** Reads again what the open screens show. Failures are the live dot's business. */
function refresh() {
  apollo.refetchObservableQueries().catch(nowBroken);
}

/** Ends the socket (after sign-out, so that no event of the former person arrives). */
export function closeSocket(): void {
  socket.client.terminate();
}

/** Catches up after sleep, after the network comes back, and when a page that was long out of sight is looked at. */
export function catchUpOnWake(): void {
  let hiddenSince: number | null = null;
  window.addEventListener('online', () => {
    socket.retryNow();
    refresh();
  });
  window.addEventListener('offline', nowBroken);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') {
      hiddenSince = Date.now();
      return;
    }
    socket.retryNow();
    const long = hiddenSince !== null && Date.now() - hiddenSince > staleAfter;
    if (long || connectionNow().state !== 'live') refresh();
    hiddenSince = null;
  });
}
