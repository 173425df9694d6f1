import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, execute, parse, subscribe, type GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { OperationProgress } from '../src/operations.ts';

/**
 * A server that speaks the contract (the real schema.graphql) over real HTTP and a real socket, and does
 * nothing: one operation whose state the test sets. Good for the script client's own behaviour; what the
 * product does with a file is tested in the server.
 */
export async function startFakeWaybill({ sockets = true, token = 'wb_test' } = {}) {
  const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
  const operation: Record<string, unknown> & OperationProgress = newOperation();
  const received: {
    bytes: number;
    contentLength: string | undefined;
    createInputs: Record<string, unknown>[];
  } = {
    bytes: 0,
    contentLength: undefined,
    createInputs: [],
  };
  const watchers = new Set<() => void>();
  const behaviour = {
    /** Called when the file has arrived whole; moves the operation on. */
    onFile: () => change({ status: 'PLANNED', canApply: true }),
    /** Answers the PUT instead, before the body is read. */
    refuseFile: undefined as { status: number; body: unknown } | undefined,
    userErrors: [] as { code: string; field: string[] | null; message: string }[],
    rows: [] as Record<string, unknown>[],
    queries: 0,
  };

  function change(fields: Partial<OperationProgress>) {
    Object.assign(operation, fields, { version: String(Number(operation.version) + 1) });
    for (const wake of watchers) wake();
  }

  /** Written out instead of a generator: a generator that awaits cannot be ended by the reader who leaves. */
  function operationUpdated(): AsyncIterableIterator<{ operationUpdated: object }> {
    let fresh = true;
    let ended = false;
    let wake: () => void = () => undefined;
    const watcher = () => {
      fresh = true;
      wake();
    };
    watchers.add(watcher);
    return {
      async next() {
        while (!fresh && !ended) await new Promise<void>((resolve) => (wake = resolve));
        fresh = false;
        return ended
          ? { done: true, value: undefined }
          : { done: false, value: { operationUpdated: { ...operation } } };
      },
      return() {
        ended = true;
        watchers.delete(watcher);
        wake();
        return Promise.resolve({ done: true, value: undefined });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  const payload = (input: Record<string, unknown>) => {
    received.createInputs.push(input);
    return {
      operation: behaviour.userErrors.length ? null : operation,
      replayed: false,
      userErrors: behaviour.userErrors,
    };
  };
  const rootValue = {
    operation: ({ id }: { id: string }) => {
      behaviour.queries++;
      return id === operation.id
        ? {
            ...operation,
            rows: {
              nodes: behaviour.rows,
              totalCount: behaviour.rows.length,
              pageInfo: { hasNextPage: false },
            },
          }
        : null;
    },
    projectBySlug: ({ creatorSlug, projectSlug }: { creatorSlug: string; projectSlug: string }) =>
      creatorSlug === 'demo' && projectSlug === 'lamp' ? { id: '1' } : null,
    trackingUploadCreate: ({ input }: { input: Record<string, unknown> }) => payload(input),
    shipmentsRecord: ({ input }: { input: Record<string, unknown> }) => payload(input),
    operationUpdated,
  };

  const allowed = (request: IncomingMessage) => request.headers.authorization === `Bearer ${token}`;
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const take = async (): Promise<void> => {
      if (!allowed(request)) answer(401, { code: 'UNAUTHENTICATED', message: 'Sign in, or send a token.' });
      else if (request.method === 'GET') {
        response.writeHead(200, { 'content-type': 'text/csv' }).end('Row,Code\r\n2,NO_MATCH\r\n');
      } else if (request.method === 'PUT' && behaviour.refuseFile) {
        answer(behaviour.refuseFile.status, behaviour.refuseFile.body);
      } else if (request.method === 'PUT') {
        received.contentLength = request.headers['content-length'];
        for await (const chunk of request) received.bytes += (chunk as Buffer).length;
        behaviour.onFile();
        answer(202, { operationId: operation.id, status: operation.status });
      } else {
        const { query, variables } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as {
          query: string;
          variables: Record<string, unknown>;
        };
        answer(200, await execute({ schema, document: parse(query), rootValue, variableValues: variables }));
      }
    };
    take().catch((error: unknown) =>
      answer(500, { code: 'INTERNAL', message: (error as GraphQLError).message }),
    );
  });

  const socketServer = new WebSocketServer({ noServer: true });
  const graphqlWs = useServer(
    {
      schema,
      roots: { subscription: rootValue },
      execute,
      subscribe,
      onConnect: ({ connectionParams }) => connectionParams?.['authorization'] === `Bearer ${token}`,
    },
    socketServer,
  );
  server.on('upgrade', (request, socket, head) => {
    if (!sockets) socket.destroy();
    else {
      socketServer.handleUpgrade(request, socket, head, (client) =>
        socketServer.emit('connection', client, request),
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    operation,
    received,
    behaviour,
    change,
    /** How many live queries are open. */
    watching: () => watchers.size,
    async [Symbol.asyncDispose]() {
      for (const client of socketServer.clients) client.terminate();
      await graphqlWs.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function newOperation(): Record<string, unknown> & OperationProgress {
  return {
    id: '7',
    kind: 'TRACKING_UPLOAD',
    status: 'CREATED',
    projectId: '1',
    version: '1',
    actor: { name: 'A script', kind: 'TOKEN' },
    createdAt: '2026-11-21T10:00:00.000Z',
    startedAt: null,
    settledAt: null,
    updatedAt: '2026-11-21T10:00:00.000Z',
    phase: null,
    totalCount: 0,
    processedCount: 0,
    bytesReceived: '0',
    bytesTotal: null,
    rowsPerSecond: null,
    estimatedCompletionAt: null,
    outcomes: [],
    summary: {
      ordersFulfilled: 0,
      shipmentsAdded: 0,
      shipmentsReplaced: 0,
      rowsSkipped: 0,
      rowsFailed: 0,
      backersCreated: 0,
      backersUpdated: 0,
      backersUnchanged: 0,
      changed: 0,
      sentence: 'Mark 2 orders fulfilled.',
    },
    notices: [],
    dismissedAt: null,
    keptUntil: null,
    clearedAt: null,
    obstacle: null,
    canApply: false,
    canCancel: false,
    canUndo: false,
    undoneBy: null,
    undoneAt: null,
    undoLeftAlone: 0,
    failure: null,
    uploadUrl: '/uploads/7',
    reportUrl: '/operations/7/report.csv',
    failuresUrl: '/operations/7/failures.csv',
    options: null,
    file: null,
  };
}
