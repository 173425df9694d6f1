import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger as WorkerLogger } from 'graphile-worker';
import { print, type DocumentNode } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import pg from 'pg';
import type { Logger } from 'pino';
import { inject } from 'vitest';
import WebSocket from 'ws';
import { SignUp, TokenCreate, Viewer } from '@waybill/schema/access';
import { startApp, type App } from '../src/app.ts';
import { makeLogger } from '../src/http/logger.ts';
import { connectDatabase, type Database } from '../src/lib/database.ts';
import type { Scope } from '../src/lib/principal.ts';
import { makeSchema } from '../src/schema.ts';
import { databaseUrl, TEMPLATE } from './global-setup.ts';

/** A document of @waybill/schema: what it takes and what it answers. */
export type TypedDocument<Data, Variables> = DocumentNode & { __apiType?: (variables: Variables) => Data };

/** Who sends a request: a person by their cookie, a script by its token, or nobody. */
export type As = { cookie: string } | { token: string } | null;

export interface Person {
  cookie: string;
  email: string;
  password: string;
  creatorId: string;
  creatorSlug: string;
}

/** An answer as it came over the wire; `query` throws on errors, `ask` gives them back. */
export interface Answer<Data> {
  status: number;
  headers: Headers;
  data: Data | null | undefined;
  errors: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[] | undefined;
}

export interface TestServer extends AsyncDisposable {
  url: string;
  db: Database;
  app: App;
  dataDir: string;
  /** Everything logged so far. */
  logs(): string;
  /** Runs a shipped document; fails the test on any error. */
  query<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: NoInfer<Variables>,
    as?: As,
  ): Promise<Data>;
  /** Runs any document and gives back whatever is answered. */
  ask<Data = Record<string, unknown>>(document: string, variables?: object, as?: As): Promise<Answer<Data>>;
  /** Any request, with the caller's credentials and the headers a page of ours sends. */
  fetch(path: string, init?: RequestInit & { duplex?: 'half' }, as?: As): Promise<Response>;
  /** A new person with a creator of their own. */
  signUp(name?: string): Promise<Person>;
  /** A token of the person's creator. */
  token(person: Person, ...scopes: Scope[]): Promise<{ token: string }>;
  /** Values of a subscription as they arrive. Ends when the caller stops iterating; throws what the server refuses. */
  subscribe<Data, Variables extends object>(
    document: TypedDocument<Data, Variables> | string,
    variables: NoInfer<Variables>,
    as: As,
  ): AsyncIterableIterator<Data>;
  /** PUTs the raw bytes of a file. */
  put(path: string, body: RequestInit['body'], as: As): Promise<Response>;
  /** Runs every job that is due, then returns. */
  runJobs(): Promise<void>;
  /** A statement as the owner of the database, whom no policy binds: to look behind the wall, or to move the clock. */
  asOwner(sql: string): Promise<Record<string, unknown>[]>;
}

export interface TestServerOptions {
  /** Runs jobs by itself, as in production, instead of when told to. */
  works?: boolean;
  introspection?: boolean;
  /** Origin that browsers use; decides about https. */
  publicUrl?: string;
  /** Another way to the same database, for tests that cut it. */
  databaseAt?: (url: string) => Promise<string>;
  /** Folder with a built client. */
  clientDist?: string;
  /** A mail server; without one, mail stays in the mailbox. */
  smtpUrl?: string;
  /** Origins that vendors’ keys and resources may be fetched from. */
  vendorOrigins?: string[];
  /** Where a simulator of a postage provider listens. */
  simulatorUrl?: string;
  /** Whether webhooks may go to private networks: as a rule, since the tests' endpoints are here. */
  webhooksAllowPrivate?: boolean;
}

let schema: ReturnType<typeof makeSchema> | undefined;

/**
 * A whole Waybill on a database of its own: real HTTP, real sockets. Jobs run when the test says so.
 *
 * `await using server = await startTestServer()`
 */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { adminUrl, secrets } = inject('cluster');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await admin(adminUrl, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  const direct = databaseUrl(adminUrl, name);
  const reached = options.databaseAt ? await options.databaseAt(direct) : direct;
  const db = await connectDatabase(reached, secrets, { app: 6, engine: 6 });
  const dataDir = mkdtempSync(join(process.env.WAYBILL_TEST_DIR ?? tmpdir(), 'waybill-files-'));
  const lines: string[] = [];
  const app = await startApp({
    config: {
      host: '127.0.0.1',
      port: 0,
      publicUrl: options.publicUrl ?? 'http://localhost',
      dataDir,
      carriersFile: undefined,
      smtpUrl: options.smtpUrl,
      mailFrom: 'waybill@localhost',
      secret: undefined,
      vendorOrigins: options.vendorOrigins ?? [],
      retentionDays: 90,
      simulatorUrl: options.simulatorUrl,
      webhooksAllowPrivate: options.webhooksAllowPrivate ?? true,
    },
    db,
    schema: await (schema ??= makeSchema()),
    log: makeLogger('debug', { write: (line) => void lines.push(line) }),
    clientDist: options.clientDist ?? join(dataDir, 'no-client'),
    serves: true,
    works: options.works ?? false,
    introspection: options.introspection ?? false,
  });
  const url = app.url ?? '';
  const clients: Client[] = [];
  let owner: pg.Client | undefined;

  const send = (path: string, init: RequestInit = {}, as: As = null) =>
    fetch(new URL(path, url), { ...init, headers: { ...credentials(as), ...(init.headers as object) } });

  const ask = async <Data>(
    document: string,
    variables: object = {},
    as: As = null,
  ): Promise<Answer<Data>> => {
    const response = await send(
      '/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: document, variables }),
      },
      as,
    );
    const body = (await response.json()) as Pick<Answer<Data>, 'data' | 'errors'>;
    return { status: response.status, headers: response.headers, data: body.data, errors: body.errors };
  };

  const server: TestServer = {
    url,
    db,
    app,
    dataDir,
    logs: () => lines.join(''),
    ask,
    fetch: send,
    async query(document, variables, as = null) {
      const answer = await ask(print(document), variables as object, as);
      if (answer.errors || !answer.data) {
        const troubles = lines.filter((line) => /^."level":[456]/.test(line));
        throw new Error(`${answer.status} ${JSON.stringify(answer.errors)}\n${troubles.slice(-3).join('')}`);
      }
      return answer.data as never;
    },
    async signUp(name = 'Ada') {
      const email = `${name.toLowerCase()}-${randomBytes(4).toString('hex')}@example.org`;
      const password = `three random words ${name}`;
      const answer = await ask<{ signUp: { userErrors: unknown[] } }>(
        print(SignUp),
        { input: { email, password, name, creatorName: `${name} Games` } },
        null,
      );
      const cookie = sessionCookieOf(answer.headers);
      if (!cookie) throw new Error(`sign-up failed: ${JSON.stringify(answer)}`);
      const { viewer } = await server.query(Viewer, {}, { cookie });
      const creator = viewer?.creators[0];
      if (!creator) throw new Error('sign-up made no creator');
      return { cookie, email, password, creatorId: creator.id, creatorSlug: creator.slug };
    },
    async token(person, ...scopes) {
      const { tokenCreate } = await server.query(
        TokenCreate,
        { creatorId: person.creatorId, input: { name: 'test', scopes } },
        person,
      );
      if (!tokenCreate.secret) throw new Error(JSON.stringify(tokenCreate.userErrors));
      return { token: tokenCreate.secret };
    },
    subscribe(document, variables, as) {
      const client = createClient({
        url: `${url.replace(/^http/, 'ws')}/graphql`,
        webSocketImpl: as && 'cookie' in as ? socketWithCookie(as.cookie, url) : WebSocket,
        connectionParams: as && 'token' in as ? { authorization: `Bearer ${as.token}` } : {},
        retryAttempts: 0,
        lazyCloseTimeout: 0,
      });
      clients.push(client);
      const query = typeof document === 'string' ? document : print(document);
      return values(client, query, variables);
    },
    put: (path, body, as) => send(path, { method: 'PUT', body }, as),
    runJobs: () => app.runJobs(),
    async asOwner(sql) {
      owner ??= await connect(direct);
      return (await owner.query<Record<string, unknown>>(sql)).rows;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client.dispose();
      await app.stop();
      await db.close();
      rmSync(dataDir, { recursive: true, force: true });
      await owner?.end();
      await admin(adminUrl, `drop database if exists ${name} with (force)`);
    },
  };
  return server;
}

/** For what a test runs by itself: says nothing. */
export function silentLog(): Logger {
  return makeLogger('silent', { write: () => undefined });
}

/** For jobs that a test runs by itself: says nothing. */
export function silentWorkerLog(): WorkerLogger {
  return new WorkerLogger(() => () => undefined);
}

/** The session cookie an answer sets, as a browser sends it back; null when it sets none or takes it away. */
export function sessionCookieOf(headers: Headers): string | null {
  for (const line of headers.getSetCookie()) {
    const pair = line.split(';', 1)[0] ?? '';
    if (/^(__Host-)?sid=./.test(pair)) return pair;
  }
  return null;
}

function credentials(as: As): Record<string, string> {
  if (as && 'token' in as) return { authorization: `Bearer ${as.token}` };
  return { 'x-waybill': '1', ...(as && { cookie: as.cookie }) };
}

function socketWithCookie(cookie: string, origin: string) {
  return class extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie, origin } });
    }
  };
}

async function* values<Data>(client: Client, query: string, variables: object): AsyncIterableIterator<Data> {
  for await (const result of client.iterate<Data>({
    query,
    variables: variables as Record<string, unknown>,
  })) {
    if (result.errors) throw new Error(JSON.stringify(result.errors));
    yield result.data as Data;
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function admin(url: string, sql: string): Promise<void> {
  const client = await connect(url);
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
