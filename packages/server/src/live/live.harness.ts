import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, GraphQLError, type GraphQLSchema } from 'graphql';
import { WebSocket, type ClientOptions } from 'ws';
import type { WaybillEvent } from '../lib/events.ts';
import type { Principal, RoleName } from '../lib/principal.ts';
import { createHub, type Hub } from './hub.ts';
import { attachSockets, type SocketOptions, type Sockets } from './socket.ts';
import { topics, watching, type Wake } from './watch.ts';

/** What the harness's resolvers read: a world of projects that a test changes as it likes. */
export interface World {
  /** By id: whose it is and its number. */
  projects: Map<string, { creatorId: string; fulfilled: number; padding?: string }>;
  /** How often a subscription field was resolved. */
  reads: number;
  /** Set to make reading fail as Postgres does when it is away. */
  broken: boolean;
  /** How long `progress` rests after a reading; 0 = it does not. */
  restMs: number;
  /** Sessions by cookie value or bearer token. */
  sessions: Map<string, Principal>;
}

interface HarnessContext {
  principal: Principal;
}

export interface Harness {
  world: World;
  hub: Hub;
  sockets: Sockets;
  url: string;
  http: Server;
  /** Changes a project's number and sends the hint, as a trigger would. */
  change(projectId: string, fulfilled: number, padding?: string): void;
  connect(cookie?: string | null, options?: ClientOptions): Promise<Peer>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Message {
  id?: string;
  type: string;
  payload?: {
    data?: Record<
      string,
      { id?: string; fulfilled?: number; projectId?: string; ids?: string[] | null } | null
    >;
  } & Record<string, unknown>;
}

/** A client that keeps what it hears. */
export interface Peer {
  ws: WebSocket;
  /** Everything heard, in order. */
  heard: Message[];
  say(message: object): void;
  subscribe(id: string, query: string, variables?: object): void;
  /** Waits until what was heard satisfies it. */
  until(condition: (heard: Message[]) => boolean): Promise<void>;
  /** The values of `fulfilled` heard for a subscription. */
  numbers(id: string): number[];
  closed: Promise<{ code: number; reason: string }>;
}

export const PROGRESS = 'subscription P($id: ID!) { progress(projectId: $id) { id fulfilled padding } }';

const SDL = /* GraphQL */ `
  type Query {
    version: String!
    deep: Node!
  }
  type Mutation {
    change: Boolean!
  }
  type Progress {
    id: ID!
    fulfilled: Int!
    padding: String
    deep: Node
  }
  type Node {
    node: Node
    nodes: [Node!]!
    id: ID!
  }
  type Changed {
    projectId: ID!
    ids: [ID!]
  }
  type Subscription {
    progress(projectId: ID!): Progress!
    projects(creatorId: ID!): Progress!
    changed(projectId: ID!): Changed!
  }
`;

export function person(session: string, creators: Record<string, RoleName>, id = session): Principal {
  return {
    kind: 'USER',
    id,
    name: session,
    creators: new Map(Object.entries(creators)),
    scopes: null,
    partnerId: null,
    sessionKey: `key of ${session}`,
  };
}

function worldSchema(world: World): GraphQLSchema {
  const schema = buildSchema(SDL);
  const fields = schema.getSubscriptionType()?.getFields();
  if (!fields) throw new Error('The schema has no subscriptions.');

  function read(projectId: string, { principal }: HarnessContext) {
    world.reads += 1;
    if (world.broken) throw new Error('connection refused to secret-host:5432');
    const project = world.projects.get(projectId);
    if (!project || !principal.creators.has(project.creatorId)) {
      throw new GraphQLError('There is no such project, or it is not yours to see.', {
        extensions: { code: 'NOT_FOUND' },
      });
    }
    return { id: projectId, fulfilled: project.fulfilled, padding: project.padding, deep: null };
  }

  Object.assign(fields['progress'] ?? {}, {
    subscribe: (_: unknown, args: { projectId: string }) =>
      watching(({ projectId }: typeof args) => ({
        shape: 'SNAPSHOT',
        topic: topics.progress(projectId),
        ...(world.restMs > 0 && { rest: () => world.restMs }),
      }))({ args }),
    // Off the event loop's turn, as a query is.
    resolve: async (_: Wake, { projectId }: { projectId: string }, context: HarnessContext) => {
      await new Promise((resolve) => setImmediate(resolve));
      return read(projectId, context);
    },
  });
  Object.assign(fields['projects'] ?? {}, {
    subscribe: (_: unknown, args: { creatorId: string }) =>
      watching<typeof args, HarnessContext>(({ creatorId }) => ({
        shape: 'EACH',
        topic: topics.creatorProjects(creatorId),
        async subjects({ principal }) {
          if (!principal.creators.has(creatorId)) {
            throw new GraphQLError('There is no such creator.', { extensions: { code: 'NOT_FOUND' } });
          }
          return [...world.projects].filter(([, one]) => one.creatorId === creatorId).map(([id]) => id);
        },
      }))({ args }),
    resolve: ({ subject }: Wake, _: unknown, context: HarnessContext) => read(subject ?? '', context),
  });
  Object.assign(fields['changed'] ?? {}, {
    subscribe: (_: unknown, args: { projectId: string }) =>
      watching(({ projectId }: typeof args) => ({ shape: 'CHANGES', topic: topics.backers(projectId) }))({
        args,
      }),
    resolve: ({ ids }: Wake, { projectId }: { projectId: string }, context: HarnessContext) => {
      read(projectId, context);
      return { projectId, ids };
    },
  });
  return schema;
}

/** A hub and its sockets over a world in memory, on a port of their own. */
export async function startHarness(options: Partial<SocketOptions> = {}, intervalMs = 20): Promise<Harness> {
  const world: World = { projects: new Map(), reads: 0, broken: false, restMs: 0, sessions: new Map() };
  world.projects.set('1', { creatorId: '1', fulfilled: 0 });
  world.projects.set('2', { creatorId: '2', fulfilled: 0 });
  world.sessions.set('ada', person('ada', { 1: 'OWNER' }));
  world.sessions.set('bob', person('bob', { 2: 'OWNER' }));

  const schema = worldSchema(world);
  const hub = createHub<HarnessContext>({
    schema,
    contextFor: (principal) => ({ principal }),
    formatError: (error) =>
      error instanceof GraphQLError && (error.extensions['code'] || !error.originalError)
        ? error.toJSON()
        : { message: 'Something went wrong.', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    intervalMs,
  });
  const http = createServer((_, response) => response.end('http'));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const sockets = attachSockets(http, {
    schema,
    hub,
    introspection: false,
    publicUrl: 'https://waybill.example',
    cookieName: 'sid',
    authenticate: async ({ session, authorization }) =>
      world.sessions.get(authorization?.replace('Bearer ', '') ?? session ?? '') ?? null,
    refresh: async ({ name }) => world.sessions.get(name) ?? null,
    onTrouble: (problem) => {
      throw problem;
    },
    ...options,
  });
  const peers: Peer[] = [];

  return {
    world,
    hub,
    sockets,
    http,
    url: `ws://127.0.0.1:${port}/graphql`,
    change(projectId, fulfilled, padding) {
      const project = world.projects.get(projectId);
      if (!project) throw new Error(`There is no project ${projectId}.`);
      Object.assign(project, { fulfilled, padding });
      hub.hear(hint('progress', projectId, { creatorId: project.creatorId }));
    },
    async connect(cookie = 'ada', clientOptions) {
      const headers: Record<string, string> =
        cookie === null ? {} : { cookie: `theme=dark; sid=${cookie}`, origin: `http://127.0.0.1:${port}` };
      const peer = await openPeer(`ws://127.0.0.1:${port}/graphql`, { headers, ...clientOptions });
      peers.push(peer);
      return peer;
    },
    async [Symbol.asyncDispose]() {
      for (const { ws } of peers) ws.terminate();
      await sockets.close();
      hub.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

export function hint(
  topic: WaybillEvent['topic'],
  id: string,
  more: Partial<WaybillEvent> = {},
): WaybillEvent {
  return { topic, id, creatorId: '1', of: null, ids: null, ...more };
}

/** Opens a socket and waits for the acknowledgement. @throws with the status when the upgrade is refused */
export async function openPeer(url: string, options: ClientOptions): Promise<Peer> {
  const ws = new WebSocket(url, 'graphql-transport-ws', options);
  const heard: Message[] = [];
  const waiting = new Set<() => void>();
  ws.on('message', (data) => {
    heard.push(JSON.parse((data as Buffer).toString()) as Message);
    for (const check of waiting) check();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    ws.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await new Promise<void>((resolve, reject) => {
    ws.once('open', () => resolve());
    ws.once('unexpected-response', (_, response) => reject(new Error(`refused with ${response.statusCode}`)));
    ws.once('error', reject);
  });
  ws.on('error', () => undefined);

  const peer: Peer = {
    ws,
    heard,
    closed,
    say: (message) => ws.send(JSON.stringify(message)),
    subscribe: (id, query, variables) => peer.say({ id, type: 'subscribe', payload: { query, variables } }),
    until: (condition) =>
      new Promise((resolve) => {
        const check = () => {
          if (!condition(heard)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    numbers: (id) =>
      heard
        .filter((message) => message.id === id && message.type === 'next')
        .map(({ payload }) => Object.values(payload?.data ?? {})[0]?.fulfilled ?? NaN),
  };
  return peer;
}

/** Sends `connection_init` and waits for its acknowledgement. */
export async function init(peer: Peer, payload?: object): Promise<Peer> {
  peer.say({ type: 'connection_init', payload });
  await peer.until((heard) => heard.some(({ type }) => type === 'connection_ack'));
  return peer;
}
