import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Viewer } from '@waybill/schema/access';
import { emptyProject } from '../operations/operations.fixture.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

describe('every answer', () => {
  let server: TestServer;
  let dist: string;
  beforeAll(async () => {
    dist = mkdtempSync(join(tmpdir(), 'waybill-client-'));
    mkdirSync(join(dist, 'assets'));
    writeFileSync(join(dist, 'index.html'), '<!doctype html><title>Waybill</title>');
    writeFileSync(join(dist, 'assets/app-1a2b3c.js'), 'console.log(1)');
    writeFileSync(join(dist, 'assets/app-1a2b3c.js.br'), 'packed');
    server = await startTestServer({ clientDist: dist });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    rmSync(dist, { recursive: true });
  });

  test.each([
    '/',
    '/livez',
    '/readyz',
    '/api/nothing',
    '/assets/app-1a2b3c.js',
    '/assets/nothing.js',
    '/graphql',
  ])('%s carries the security headers and a request id', async (path) => {
    const { headers } = await server.fetch(path);
    expect(headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  test.each(['/', '/ada-games/moon', '/invitation/abc.def', '/ada-games/moon/backers?search=a'])(
    '%s is a page of the client',
    async (path) => {
      const response = await server.fetch(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toContain('Waybill');
    },
  );

  test('what never changes is kept by browsers, packed where they can unpack it', async () => {
    const response = await server.fetch('/assets/app-1a2b3c.js', { headers: { 'accept-encoding': 'br' } });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('content-type')).toMatch(/javascript/);
  });

  test.each([
    ['GET', '/assets/gone.js'],
    ['GET', '/api/operations/1/nothing'],
    ['DELETE', '/'],
    ['GET', '/..%2f..%2fsecrets.json'],
  ])('%s %s is not there', async (method, path) => {
    const response = await server.fetch(path, { method });
    const text = await response.text();
    expect(response.status === 404 || text.includes('<title>Waybill</title>')).toBe(true);
    expect(text).not.toMatch(/engine|at .*\.ts/);
  });

  test('an invitation does not show in the log', async () => {
    await server.fetch('/invitation/a-secret-of-somebody');
    expect(server.logs()).not.toContain('a-secret-of-somebody');
  });
});

test('over https the cookie is bound to the host, and browsers are told to stay with https', async () => {
  await using server = await startTestServer({ publicUrl: 'https://waybill.example.org' });
  const answer = await server.ask(
    'mutation($input: SignUpInput!) { signUp(input: $input) { viewer { id } } }',
    { input: { email: 's@example.org', password: 'long and unusual', name: 'S', creatorName: 'S' } },
    null,
  );
  expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-sid=[\w-]{43};.* Secure/);
  expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=31536000/);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect((await server.query(Viewer, {}, { cookie })).viewer).not.toBeNull();
  expect((await server.query(Viewer, {}, { cookie: cookie.replace('__Host-', '') })).viewer).toBeNull();
});

describe('while the database is away', () => {
  let server: TestServer;
  let wire: Wire;
  let ada: { cookie: string };
  beforeAll(async () => {
    server = await startTestServer({
      databaseAt: async (url) => {
        wire = await makeWire(Number(new URL(url).port));
        const through = new URL(url);
        through.port = String(wire.port);
        return through.href;
      },
    });
    ada = await server.signUp();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await wire.close();
  });

  test('it is not ready, but alive, and says so instead of failing; then all is as before', async () => {
    expect((await server.fetch('/readyz')).status).toBe(200);
    wire.cut();
    onTestFinished(() => wire.mend());
    expect((await server.fetch('/livez')).status).toBe(200);
    const ready = await server.fetch('/readyz');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ ready: false, reason: 'the database does not answer' });

    const asked = await server.ask('{ viewer { id } }', {}, ada);
    expect(asked.status).toBe(503);
    expect(asked.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
    const signIn = await server.ask(
      'mutation { signIn(input: { email: "a@example.org", password: "x" }) { viewer { id } } }',
    );
    expect(signIn.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
    const file = await server.put('/api/operations/1/file', 'a,b', ada);
    expect(file.status).toBe(503);
    expect(await file.json()).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });

    wire.mend();
    await expect.poll(async () => (await server.fetch('/readyz')).status).toBe(200);
    expect((await server.query(Viewer, {}, ada)).viewer).not.toBeNull();
  });
});

test('what waits in vain for a lock is told to come again, whoever answers', async () => {
  await using server = await startTestServer();
  const person = await server.signUp();
  const project = await emptyProject(server, person);
  const holder = new pg.Client({ connectionString: server.db.adminUrl });
  await holder.connect();
  try {
    await holder.query('begin; lock table project, creator, vendor_connection in access exclusive mode');
    const [file, hook, page, asked] = await Promise.all([
      server.fetch(`/api/projects/${project}/template`, {}, person),
      server.fetch(`/hooks/easypost/${'k'.repeat(43)}`, { method: 'POST', body: '{}' }),
      server.fetch(`/c/${person.creatorSlug}`),
      server.ask('query($id: ID!) { project(id: $id) { title } }', { id: project }, person),
    ]);
    expect(file.status).toBe(503);
    expect(await file.json()).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(hook.status).toBe(503);
    expect(hook.headers.get('retry-after')).toBe('30');
    expect(page.status).toBe(503);
    expect(page.headers.get('retry-after')).toBe('60');
    expect(asked.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
    expect(server.logs()).not.toMatch(/lock timeout/);
  } finally {
    await holder.end();
  }
});

interface Wire {
  port: number;
  /** Breaks every connection and takes no new one. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** A wire to the database that can be cut. */
async function makeWire(to: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let broken = false;
  const server: Server = createServer((near) => {
    if (broken) {
      near.destroy();
      return;
    }
    const far = connect(to, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    cut() {
      broken = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      broken = false;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}
