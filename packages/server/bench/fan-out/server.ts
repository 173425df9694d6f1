import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Principal } from '../../src/lib/principal.ts';
import { createHub } from '../../src/live/hub.ts';
import { attachSockets } from '../../src/live/socket.ts';
import { topics, watching } from '../../src/live/watch.ts';
import type { ServerReport, ServerRequest } from './messages.ts';

/**
 * One of the two servers under test, in a process of its own: `ours`, or graphql-ws as its documentation sets it up,
 * with the leanest source there is. Both have the product's schema and resolve the same object in memory, so that
 * only the way from a change to the sockets is measured.
 */
const mode = process.argv[2];

const contract = new URL('../../../schema/schema.graphql', import.meta.url);
let version = 0;

/** Asynchronous, as a resolver that reads a row is; without the row's query, which the stock server would send once a subscriber. */
async function snapshot(): Promise<object> {
  return {
    id: '4711',
    projectId: '4711',
    version: String(version),
    updatedAt: '2026-11-21T10:11:12.345Z',
    orders: 250_000,
    eligibleOrders: 248_000,
    byStatus: STATUSES.map((status, index) => ({ status, count: version + index })),
    byBucket: BUCKETS.map((bucket, index) => ({ bucket, count: version + index })),
    fulfilled: version,
    confirmed: 10_000,
    delivered: 9_000,
    shipments: 251_000,
    fulfilledShare: version / 248_000,
    shippedPerMinute: 1203.5,
    estimatedCompletionAt: '2026-11-21T13:11:12.345Z',
    untilFulfilled: 124_001 - version,
    status: 'IN_FULFILLMENT',
    fulfilledAt: null,
  };
}

const STATUSES = [
  'SURVEY_NOT_SENT',
  'SURVEY_NOT_COMPLETED',
  'SURVEY_COMPLETED',
  'READY_TO_FULFILL',
  'FULFILLMENT_PROCESSING',
  'FULFILLMENT_ERRORED',
  'PARTIALLY_FULFILLED',
  'FULFILLED',
  'CANCELED',
];
const BUCKETS = ['SURVEY', 'LOCK_ADDRESS', 'START_SHIPPING', 'SHIPPED', 'CANCELED'];

function makeSchema(): GraphQLSchema {
  const schema = buildSchema(readFileSync(contract, 'utf8'));
  const field = schema.getSubscriptionType()?.getFields()['projectProgressUpdated'];
  if (!field) throw new Error('The contract has no projectProgressUpdated.');
  field.resolve = snapshot;
  field.subscribe =
    mode === 'ours'
      ? (_: unknown, args: { projectId: string }) =>
          watching(({ projectId }: typeof args) => ({
            shape: 'SNAPSHOT',
            topic: topics.progress(projectId),
          }))({ args })
      : changes;
  return schema;
}

/** For the stock server: a promise that settles at the next change, shared by all who wait for it. */
let next = Promise.withResolvers<void>();

async function* changes(): AsyncGenerator<object> {
  yield {};
  for (;;) {
    await next.promise;
    yield {};
  }
}

const schema = makeSchema();
const http = createServer();
let publish: () => void;

if (mode === 'ours') {
  const hub = createHub<{ principal: Principal }>({
    schema,
    contextFor: (principal) => ({ principal }),
    formatError: (error) => ({ message: String(error) }),
    // What coalescing saves is not what is measured here.
    intervalMs: 0,
  });
  attachSockets(http, {
    schema,
    hub,
    introspection: false,
    publicUrl: 'http://localhost',
    cookieName: 'sid',
    // A session each, so that the cap on sockets of a session is not met; the same rights, as members of a team have.
    authenticate: (credentials) =>
      Promise.resolve({
        kind: 'USER',
        id: credentials.authorization ?? '',
        name: 'reader',
        creators: new Map([['1', 'VIEWER']]),
        scopes: null,
        partnerId: null,
        sessionKey: credentials.authorization ?? '',
      }),
    refresh: (principal) => Promise.resolve(principal),
    onTrouble: (problem) => {
      throw problem;
    },
  });
  publish = () => hub.hear({ topic: 'progress', id: '4711', creatorId: '1', of: null, ids: null });
} else {
  useServer({ schema }, new WebSocketServer({ server: http, path: '/graphql' }));
  publish = () => {
    const { resolve } = next;
    next = Promise.withResolvers();
    resolve();
  };
}

let started = process.cpuUsage();
process.on('message', (request: ServerRequest) => {
  if (request === 'publish') {
    started = process.cpuUsage();
    version += 1;
    const at = Number(process.hrtime.bigint());
    publish();
    report({ kind: 'published', at });
  } else {
    const { user, system } = process.cpuUsage(started);
    report({ kind: 'usage', cpuMicros: user + system });
  }
});

http.listen(0, '127.0.0.1', () => report({ kind: 'listening', port: (http.address() as AddressInfo).port }));

function report(message: ServerReport): void {
  process.send?.(message);
}
