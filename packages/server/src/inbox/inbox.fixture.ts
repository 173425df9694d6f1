// Before any class with decorators, whoever imports this first.
import 'reflect-metadata';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Person, TestServer } from '../../test/test-server.ts';
import { createConnection, type ConnectionWish } from './connection.actions.ts';
import { loadSecret } from '../lib/secret.ts';

/** A connection and where it is reached. */
export interface TestConnection {
  id: string;
  /** The path of its address. */
  path: string;
}

export async function connect(
  server: TestServer,
  { creatorId }: Pick<Person, 'creatorId'>,
  wish: Omit<ConnectionWish, 'name'>,
  vendorOrigins: readonly string[] = [],
): Promise<TestConnection> {
  const deps = {
    secret: loadSecret(undefined, server.dataDir),
    config: { publicUrl: 'http://localhost', vendorOrigins },
  };
  const { id, url } = await server.db.write([creatorId], (client) =>
    createConnection(client, deps, creatorId, { name: 'Test', ...wish }, 'Ada'),
  );
  return { id, path: new URL(url).pathname };
}

/** POSTs a body as it is, without anything a page of ours would send. */
export async function post(
  server: Pick<TestServer, 'url'>,
  { path }: Pick<TestConnection, 'path'>,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const response = await fetch(new URL(path, server.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
  return { status: response.status, text: await response.text() };
}

/** A server that answers by path and remembers what it was asked. */
export async function localServer(
  answer: (
    path: string,
    headers: Record<string, unknown>,
  ) => { status?: number; json: unknown; headers?: Record<string, string> },
): Promise<
  AsyncDisposable & { origin: string; asked: { path: string; headers: Record<string, unknown> }[] }
> {
  const asked: { path: string; headers: Record<string, unknown> }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers });
    const { status = 200, json, headers = {} } = answer(path, request.headers);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the inbox holds, oldest first. */
export function deliveries(server: TestServer, { creatorId }: Pick<Person, 'creatorId'>) {
  return server.asOwner(`select id::text, status, event_type as type, events, matched, problem, copies, attempts
    from inbox_delivery where creator_id = ${creatorId} order by id`);
}

/** Runs jobs until nothing waits in the inbox: the second of two deliveries is asked for a moment after the first. */
export async function work(
  server: Pick<TestServer, 'runJobs' | 'asOwner'>,
  { creatorId }: Pick<Person, 'creatorId'>,
): Promise<void> {
  for (;;) {
    await server.runJobs();
    const waiting = await server.asOwner(
      `select from inbox_delivery where creator_id = ${creatorId} and status = 'RECEIVED'`,
    );
    if (waiting.length === 0) return;
  }
}
