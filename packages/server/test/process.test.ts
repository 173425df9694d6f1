import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsx = createRequire(import.meta.url).resolve('tsx');
let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(process.env.WAYBILL_TEST_DIR ?? tmpdir(), 'waybill-process-'));
  chmodSync(dataDir, 0o711);
});
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

interface Running {
  child: ChildProcess;
  output(): string;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
}

function start(env: Record<string, string>, ...args: string[]): Running {
  const child = spawn(process.execPath, ['--import', tsx, join(root, 'src/main.ts'), ...args], {
    env: {
      PATH: process.env.PATH,
      TSX_TSCONFIG_PATH: join(root, 'tsconfig.json'),
      DATA_DIR: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, output: () => text, ended };
}

async function addressOf(running: Running): Promise<string> {
  await expect.poll(() => /Waybill is at (\S+)/.exec(running.output())?.[1]).toBeDefined();
  return /Waybill is at (\S+)/.exec(running.output())?.[1] ?? '';
}

test('starts on an empty folder, refuses a second start there, and stops cleanly', async () => {
  const first = start({ PORT: '0' });
  const url = await addressOf(first);
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: true });
  expect(first.output()).toMatch(/Demo sign-in: \S+@\S+ \/ \S+/);
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);

  const second = start({ PORT: '0' });
  expect(await second.ended).toBe(1);
  expect(second.output()).toMatch(/already running on the data directory/);

  const [, email = '', password = ''] = /Demo sign-in: (\S+) \/ (\S+)/.exec(first.output()) ?? [];
  const signedIn = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-waybill': '1' },
    body: JSON.stringify({
      query:
        'mutation($input: SignInInput!) { signIn(input: $input) { viewer { creators { projects { slug } } } } }',
      variables: { input: { email, password } },
    }),
  });
  const body = (await signedIn.json()) as {
    data: { signIn: { viewer: { creators: { projects: object[] }[] } } };
  };
  expect(body.data.signIn.viewer.creators[0]?.projects).toHaveLength(2);

  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { cookie, origin: url },
  });
  await once(socket, 'open');
  const closed = once(socket, 'close');
  // A request that will not come to its end, as a slow upload.
  const slow = request(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-waybill': '1', 'content-length': '100' },
  });
  slow.on('error', () => undefined);
  slow.write('{');
  const began = performance.now();
  first.child.kill('SIGTERM');
  const [code] = (await closed) as [number];
  // graphql-ws clients come back by themselves after this one.
  expect(code).toBe(1012);
  expect(await first.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  expect(first.output()).not.toMatch(/"level":[56]0/);
});

test('a port that is taken is said to be', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const running = start({ PORT: String(port) });
  expect(await running.ended).toBe(1);
  expect(running.output()).toContain(`Another program listens on 127.0.0.1:${port}. Stop it, or set PORT`);
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  other.close();
});

test('a wrong setting is refused with what is allowed', async () => {
  const running = start({ PORT: 'eighty' }, '--role=boss');
  expect(await running.ended).toBe(78);
  expect(running.output()).toMatch(/PORT is "eighty"\. Allowed is .*\n.*--role is "boss"/);
});
