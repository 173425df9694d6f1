import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { print } from 'graphql';
import pg from 'pg';
import { SignUp, Viewer } from '@waybill/schema/access';
import { sessionCookieOf, type Person } from '../../test/test-server.ts';
import { findRunningDatabase } from '../lib/embedded-postgres.ts';
import { isAlive, readPidFile } from '../lib/postgres-process.ts';
import type { Served } from './operations.fixture.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** The real program on a data directory of its own, with its own PostgreSQL: to be killed and started again. */
export interface Killable extends Served, AsyncDisposable {
  dataDir: string;
  start(): Promise<void>;
  /** SIGKILL: nothing is finished, nothing is said. PostgreSQL stays, and is found by the next start. */
  kill(): Promise<void>;
  /** Ends PostgreSQL as a power cut would, under the living process. */
  crashPostgres(): Promise<void>;
  signUp(): Promise<Person>;
  /** Address of the running program. */
  url(): string;
  /** Waits until a statement's first row and column are true; database and program may be away meanwhile. */
  until(sql: string): Promise<void>;
}

/** @param env further settings of the program, such as SMTP_URL */
export function makeKillable(env: Record<string, string> = {}): Killable {
  const dataDir = mkdtempSync(join(process.env.WAYBILL_TEST_DIR ?? tmpdir(), 'waybill-killed-'));
  chmodSync(dataDir, 0o711);
  let child: ChildProcess | null = null;
  let address = '';
  let output = '';
  let owner: pg.Client | null = null;

  const asOwner = async (sql: string): Promise<Record<string, unknown>[]> => {
    if (!owner) {
      const found = await findRunningDatabase(dataDir);
      if (!found) throw new Error('PostgreSQL does not run');
      const client = new pg.Client({ connectionString: found });
      client.on('error', () => undefined);
      client.once('end', () => {
        if (owner === client) owner = null;
      });
      await client.connect();
      owner = client;
    }
    return (await owner.query<Record<string, unknown>>(sql)).rows;
  };

  const send: Served['fetch'] = (path, init = {}, as = null) =>
    fetch(new URL(path, address), {
      ...init,
      headers: {
        'x-waybill': '1',
        ...(as && 'cookie' in as && { cookie: as.cookie }),
        ...(init.headers as object),
      },
    });

  const ask = async (document: string, variables: object, as: Parameters<Served['fetch']>[2]) => {
    const body = JSON.stringify({ query: document, variables });
    const response = await send(
      '/graphql',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body },
      as,
    );
    const answer = (await response.json()) as { data?: unknown; errors?: unknown };
    if (answer.errors || !answer.data)
      throw new Error(`${JSON.stringify(answer.errors)}\n${output.slice(-4000)}`);
    return { data: answer.data, headers: response.headers };
  };

  return {
    dataDir,
    asOwner,
    fetch: send,
    put: (path, body, as) => send(path, { method: 'PUT', body }, as),
    query: async (document, variables, as = null) =>
      (await ask(print(document), variables as object, as)).data as never,
    runJobs: () => Promise.resolve(),
    url: () => address,
    async start() {
      const started = spawn(process.execPath, ['--import', 'tsx', MAIN], {
        env: {
          ...process.env,
          DATA_DIR: dataDir,
          PORT: '0',
          PUBLIC_URL: 'http://localhost',
          LOG_LEVEL: 'warn',
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      started.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
      for await (const line of createInterface(started.stdout)) {
        output += `${line}\n`;
        const found = /^Waybill is at (\S+)$/.exec(line);
        if (!found) continue;
        address = found[1] ?? '';
        break;
      }
      started.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      started.stdout.resume();
      if (address === '') throw new Error(`it did not start:\n${output}`);
    },
    async kill() {
      if (!child || child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      child = null;
    },
    async crashPostgres() {
      const found = readPidFile(join(dataDir, 'postgres'));
      if (!found) throw new Error('no postmaster.pid');
      process.kill(found.pid, 'SIGQUIT');
      while (isAlive(found.pid)) await pause(10);
      owner = null;
    },
    async signUp() {
      const input = {
        email: 'ada@example.org',
        password: 'three random words Ada',
        name: 'Ada',
        creatorName: 'Ada Games',
      };
      const { headers } = await ask(print(SignUp), { input }, null);
      const cookie = sessionCookieOf(headers) ?? '';
      const { viewer } = (await ask(print(Viewer), {}, { cookie })).data as {
        viewer: { creators: { id: string; slug: string }[] };
      };
      const creator = viewer.creators[0];
      if (!creator) throw new Error('sign-up made no creator');
      return {
        cookie,
        email: input.email,
        password: input.password,
        creatorId: creator.id,
        creatorSlug: creator.slug,
      };
    },
    async until(sql) {
      for (;;) {
        const rows = await asOwner(sql).catch(() => []);
        if (rows[0] && Object.values(rows[0])[0] === true) return;
        if (child && (child.exitCode !== null || child.signalCode !== null))
          throw new Error(`it ended by itself:\n${output.slice(-4000)}`);
        await pause(10);
      }
    },
    async [Symbol.asyncDispose]() {
      await owner?.end().catch(() => undefined);
      if (child && child.exitCode === null) {
        const exited = once(child, 'exit');
        child.kill('SIGKILL');
        await exited;
      }
      const found = readPidFile(join(dataDir, 'postgres'));
      if (found) {
        process.kill(found.pid, 'SIGQUIT');
        while (isAlive(found.pid)) await pause(10);
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
