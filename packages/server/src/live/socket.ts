import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Credentials } from '../access/principal.actions.ts';
import { credentialsOf } from '../access/session-cookie.ts';
import type { WaybillEvent } from '../lib/events.ts';
import type { Principal } from '../lib/principal.ts';
import { CloseCode } from './close-code.ts';
import { createConnection, type Connection } from './connection.ts';
import { createDocuments } from './documents.ts';
import { isOwnPage, refuseUpgrade } from './handshake.ts';
import type { Hub } from './hub.ts';
import { keepAlive } from './keep-alive.ts';
import { createProtocol, type Extra } from './protocol.ts';
import { createRegistry } from './registry.ts';
import { scopeKey } from './scope.ts';

export interface SocketOptions {
  schema: GraphQLSchema;
  hub: Hub;
  /** Whether `__schema` is answered; the same as over HTTP. */
  introspection: boolean;
  /** Where people reach this server: a proxy may change the Host header. */
  publicUrl: string;
  /** Name of the session's cookie. */
  cookieName: string;
  /** As for a request: whose cookie or token it is, null when nobody's. */
  authenticate(credentials: Credentials): Promise<Principal | null>;
  /** The same principal as it is now, null when its session or token has ended. */
  refresh(principal: Principal): Promise<Principal | null>;
  /** For the log. */
  onTrouble(problem: unknown): void;
  /** How often a socket's session is looked up again without being told to; for what expires by itself. */
  recheckMs?: number;
  keepAliveMs?: number;
}

export interface Sockets {
  /** Closes the sockets of a session, token or user whose rights changed. */
  hear(event: WaybillEvent): void;
  /** Looks every session up again: events may have been missed. */
  recheckAll(): void;
  /** How many sockets are open. */
  count(): number;
  /** Bytes written and not yet taken by the peers, over all sockets: at most 64 KiB and one value for each. */
  bufferedBytes(): number;
  /** Takes no more, and tells all that the process stops; those that do not answer are cut off. */
  close(): Promise<void>;
}

export const SOCKET_PATH = '/graphql';
/** The longest message taken. The longest document of the product is a tenth of it. */
const MAX_MESSAGE_BYTES = 64 * 1024;
/** Handshakes whose session is being looked up at a time. */
const HANDSHAKES = 1_000;
const RECHECK_MS = 5 * 60_000;

/** Serves subscriptions on the server's upgrade requests for /graphql. */
export function attachSockets(http: HttpServer, options: SocketOptions): Sockets {
  const registry = createRegistry();
  const protocol = createProtocol({
    schema: options.schema,
    hub: options.hub,
    documents: createDocuments(options.schema, options.introspection),
    admit,
  });
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols,
  });
  let sweepsAsked = 0;
  let handshakes = 0;
  /** Counts what was heard about access: a look-up during which it moved may be out of date already. */
  let accessChanges = 0;
  let closing = false;

  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', ignoreBrokenPeer);
    upgrade(request, stream, head).catch((error: unknown) => {
      options.onTrouble(error);
      refuseUpgrade(stream, 503, 'UNAVAILABLE', 'The session could not be looked up. Try again in a moment.');
    });
  };
  http.on('upgrade', onUpgrade);
  const stopPinging = keepAlive(registry.all, options.keepAliveMs);
  const rechecking = setInterval(() => void recheckAll(), options.recheckMs ?? RECHECK_MS);
  rechecking.unref();

  async function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const path = request.url?.split('?')[0];
    if (path !== SOCKET_PATH)
      return refuseUpgrade(stream, 404, 'NOT_FOUND', `The socket is at ${SOCKET_PATH}.`);
    if (!isOwnPage(request, options.publicUrl)) {
      return refuseUpgrade(
        stream,
        403,
        'FORBIDDEN',
        'This page may not open a socket here: its Origin is not ours.',
      );
    }
    if (closing || handshakes >= HANDSHAKES) {
      return refuseUpgrade(stream, 503, 'UNAVAILABLE', 'No more sockets for the moment. Try again soon.');
    }
    const credentials = credentialsOf(request.headers, options.cookieName);
    let principal: Principal | null = null;
    const changes = accessChanges;
    handshakes += 1;
    try {
      if (credentials.session ?? credentials.authorization)
        principal = await options.authenticate(credentials);
    } finally {
      handshakes -= 1;
    }
    if (stream.destroyed) return;
    if (principal ? !registry.hasRoomFor(principal) : !registry.hasRoomForStranger()) {
      return refuseUpgrade(
        stream,
        429,
        'LIMIT_EXCEEDED',
        'Too many sockets are open. Close one, or try again soon.',
      );
    }
    sockets.handleUpgrade(request, stream, head, (ws) => {
      stream.off('error', ignoreBrokenPeer);
      const connection = open(ws, stream, principal);
      if (changes !== accessChanges) void recheck(connection);
    });
  }

  function open(ws: WebSocket, stream: Duplex, principal: Principal | null): Connection {
    const connection = createConnection(ws, stream, principal);
    registry.add(connection);
    ws.on('error', ignoreBrokenPeer);
    ws.on('pong', () => {
      connection.alive = true;
    });
    const closed = protocol.opened(
      {
        protocol: ws.protocol,
        send: (message) => connection.send(message),
        close: (code, reason) => connection.close(code ?? CloseCode.InternalServerError, reason ?? ''),
        onMessage: (take) => ws.on('message', (data, isBinary) => receive(connection, take, data, isBinary)),
      },
      { connection } satisfies Extra,
    );
    ws.once('close', (code, reason) => {
      registry.remove(connection);
      Promise.resolve(closed(code, reason.toString())).catch(options.onTrouble);
    });
    if (closing) connection.close(CloseCode.ServiceRestart, 'The server stops');
    return connection;
  }

  function receive(
    connection: Connection,
    take: (message: string) => Promise<void>,
    data: WebSocket.RawData,
    isBinary: boolean,
  ): void {
    if (connection.isClosed()) return;
    if (isBinary) return connection.close(CloseCode.BadRequest, 'Messages are text');
    // Who asks without reading the answers is not heard until it reads: answers would pile up here.
    if (connection.isSlow() && !connection.ws.isPaused) {
      connection.ws.pause();
      connection.whenDrained(() => connection.ws.resume());
    }
    // A Buffer: `binaryType` is left at "nodebuffer".
    take((data as Buffer).toString()).catch((error: unknown) => {
      options.onTrouble(error);
      connection.close(CloseCode.InternalServerError, 'Internal server error');
    });
  }

  async function admit(connection: Connection, authorization: string | undefined): Promise<boolean> {
    if (connection.principal) return true;
    const changes = accessChanges;
    const principal = authorization === undefined ? null : await options.authenticate({ authorization });
    if (connection.isClosed()) return false;
    if (!principal) {
      connection.close(CloseCode.Unauthorized, 'Sign in, or send a token as connectionParams.authorization');
      return false;
    }
    if (!registry.hasRoomFor(principal)) {
      connection.close(CloseCode.TryAgainLater, 'Too many sockets of this session');
      return false;
    }
    registry.claim(connection, principal);
    if (changes !== accessChanges) await recheck(connection);
    return !connection.isClosed();
  }

  /** One after another, so that 10,000 sockets are a trickle of queries; asked again meanwhile, it starts over. */
  async function recheckAll(): Promise<void> {
    sweepsAsked += 1;
    if (sweepsAsked > 1) return;
    for (let served = 0; served < sweepsAsked;) {
      served = sweepsAsked;
      for (const connection of [...registry.all]) await recheck(connection);
    }
    sweepsAsked = 0;
  }

  async function recheck(connection: Connection): Promise<void> {
    const known = connection.principal;
    if (!known || connection.isClosed()) return;
    try {
      const now = await options.refresh(known);
      if (!now || scopeKey(now) !== scopeKey(known)) withdraw(connection);
    } catch (error) {
      // Postgres is away: nothing can be read then either, and the next look decides.
      options.onTrouble(error);
    }
  }

  function withdraw(connection: Connection): void {
    connection.close(CloseCode.Forbidden, 'Signed out, or rights changed');
  }

  return {
    hear(event) {
      if (event.topic !== 'access') return;
      accessChanges += 1;
      for (const connection of registry.concerning(event)) withdraw(connection);
    },
    recheckAll: () => void recheckAll(),
    count: () => registry.all.size,
    bufferedBytes: () => registry.all.values().reduce((sum, { ws }) => sum + ws.bufferedAmount, 0),
    async close() {
      closing = true;
      clearInterval(rechecking);
      stopPinging();
      const gone = [...registry.all].map(
        ({ ws }) => new Promise<void>((resolve) => void ws.once('close', () => resolve())),
      );
      for (const connection of registry.all) connection.close(CloseCode.ServiceRestart, 'The server stops');
      await Promise.all(gone);
      http.off('upgrade', onUpgrade);
      sockets.close();
    },
  };
}

/** Its `close` follows and clears up; an `error` without a listener would end the process. */
function ignoreBrokenPeer(): void {}
