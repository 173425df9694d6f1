import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { findRunningDatabase, startDatabase, type EmbeddedDatabase } from './embedded-postgres.ts';
import { DirectoryInUseError } from './instance-lock.ts';
import { isAlive, readPidFile } from './postgres-process.ts';

const flags = { fsync: 'off', shared_buffers: '32MB', max_wal_size: '256MB' };
const silent = { info: () => undefined, warn: () => undefined };
const dirs: string[] = [];

function newDataDir(): string {
  const dir = fs.mkdtempSync(join(tmpdir(), 'waybill-db-'));
  fs.chmodSync(dir, 0o711);
  dirs.push(dir);
  return dir;
}

const start = (dataDir: string, log = silent) => startDatabase({ dataDir, log, flags });

async function query(
  db: Pick<EmbeddedDatabase, 'adminUrl'>,
  sql: string,
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: db.adminUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function serverPid(dataDir: string): number {
  const found = readPidFile(join(dataDir, 'postgres'));
  if (!found) throw new Error('no postmaster.pid');
  return found.pid;
}

async function gone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid)).toBe(false);
}

interface Owner {
  pid: number;
  exited: Promise<unknown>;
  kill(): Promise<void>;
}

/** Another process that starts the database and stays, as an app would. Resolves when it has one. */
async function startOwner(dataDir: string, then = 'setInterval(() => {}, 60_000)'): Promise<Owner> {
  const source = `
    import { startDatabase } from ${JSON.stringify(new URL('embedded-postgres.ts', import.meta.url).href)};
    const log = { info() {}, warn() {} };
    await startDatabase({ dataDir: ${JSON.stringify(dataDir)}, log, flags: ${JSON.stringify(flags)} });
    console.log('ready');
    ${then};`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  await once(createInterface(child.stdout), 'line');
  return { pid: child.pid ?? 0, exited, kill };
}

afterEach(async () => {
  for (const dir of dirs.splice(0)) {
    const found = readPidFile(join(dir, 'postgres'));
    if (found && isAlive(found.pid) && found.pid !== process.pid) {
      process.kill(found.pid, 'SIGQUIT');
      await gone(found.pid);
    }
    fs.rmSync(dir, { recursive: true, force: true });
  }
});

describe('embedded PostgreSQL', () => {
  test('keeps data, address and password over a restart', async () => {
    const dir = newDataDir();
    const first = await start(dir);
    expect(first.adopted).toBe(false);
    await query(first, 'create table kept as select 42 as answer');
    const pid = serverPid(dir);
    await first.stop();
    expect(isAlive(pid)).toBe(false);

    const second = await start(dir);
    expect(second).toMatchObject({ adopted: false, adminUrl: first.adminUrl });
    expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  test('asks for the password, speaks UTF-8, and stays durable by default', async () => {
    const dir = newDataDir();
    const db = await startDatabase({ dataDir: dir, log: silent });
    const settings = await query(
      db,
      `select name, setting from pg_settings where name in
       ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'server_encoding', 'wal_level')`,
    );
    expect(Object.fromEntries(settings.map((row) => [row.name, row.setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      server_encoding: 'UTF8',
      wal_level: 'minimal',
    });
    expect(await query(db, `select upper('éçş') as text`)).toEqual([{ text: 'ÉÇŞ' }]);
    const wrong = new URL(db.adminUrl);
    wrong.password = 'guess';
    await expect(query({ adminUrl: wrong.href }, 'select 1')).rejects.toThrow(
      /password authentication failed/,
    );
    expect(fs.statSync(join(dir, 'postgres.password')).mode & 0o777).toBe(0o600);
    await db.stop();
  });

  test('is taken over, with its data, after kill -9 of its owner', async () => {
    const dir = newDataDir();
    const owner = await startOwner(dir);
    const pid = serverPid(dir);
    const url = await findRunningDatabase(dir);
    if (!url) throw new Error('the running database was not found');
    await query({ adminUrl: url }, 'create table kept as select 1 as n');
    await owner.kill();
    expect(isAlive(pid)).toBe(true);

    const db = await start(dir);
    expect(db).toMatchObject({ adopted: true, adminUrl: url });
    expect(serverPid(dir)).toBe(pid);
    expect(await query(db, 'select n from kept')).toEqual([{ n: 1 }]);
    await db.stop();
    expect(isAlive(pid)).toBe(false);
    expect(await findRunningDatabase(dir)).toBeUndefined();
  });

  test('recovers when owner and server were both killed', async () => {
    const dir = newDataDir();
    const owner = await startOwner(dir);
    const url = await findRunningDatabase(dir);
    await query({ adminUrl: url ?? '' }, 'create table kept as select 1 as n');
    const pid = serverPid(dir);
    await owner.kill();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    expect(fs.existsSync(join(dir, 'postgres/postmaster.pid'))).toBe(true);

    const db = await start(dir);
    expect(db.adopted).toBe(false);
    expect(await query(db, 'select n from kept')).toEqual([{ n: 1 }]);
    await db.stop();
  });

  test('starts although the pid in postmaster.pid now belongs to another program', async () => {
    const dir = newDataDir();
    const owner = await startOwner(dir);
    const pid = serverPid(dir);
    await owner.kill();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    const file = join(dir, 'postgres/postmaster.pid');
    const other = spawn('sleep', ['600']);
    onTestFinished(() => void other.kill());
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^\d+/, String(other.pid)));

    const db = await start(dir);
    expect(db.adopted).toBe(false);
    expect(await query(db, 'select 1 as n')).toEqual([{ n: 1 }]);
    await db.stop();
    expect(other.exitCode).toBeNull();
    expect(other.signalCode).toBeNull();
  });

  test('refuses a second owner by name, and leaves the first one alone', async () => {
    const dir = newDataDir();
    const owner = await startOwner(dir);
    const pid = serverPid(dir);
    const refusal: unknown = await start(dir).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DirectoryInUseError);
    expect(String(refusal)).toContain(`already running on the data directory ${fs.realpathSync(dir)}`);
    expect(String(refusal)).toContain(`process ${owner.pid}`);
    expect(String(refusal)).toContain('DATA_DIR');
    expect(serverPid(dir)).toBe(pid);
    expect(await findRunningDatabase(dir)).toBeDefined();
    await owner.kill();
  });

  test('ends with a process that forgot to stop it', async () => {
    const dir = newDataDir();
    const owner = await startOwner(dir, 'process.exit(3)');
    await owner.exited;
    await expect.poll(() => readPidFile(join(dir, 'postgres'))).toBeUndefined();
    const db = await start(dir);
    expect(db.adopted).toBe(false);
    await db.stop();
  });

  test('comes back at the same address when the server dies while in use', async () => {
    const dir = newDataDir();
    const db = await start(dir);
    await query(db, 'create table kept as select 1 as n');
    const pid = serverPid(dir);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => query(db, 'select n from kept').catch(() => 'down')).toEqual([{ n: 1 }]);
    expect(serverPid(dir)).not.toBe(pid);
    await db.stop();
  });

  test('takes another port when the remembered one is in use', async () => {
    const dir = newDataDir();
    const first = await start(dir);
    await first.stop();
    const squatter = createServer();
    await once(squatter.listen(Number(new URL(first.adminUrl).port), '127.0.0.1'), 'listening');
    const second = await start(dir);
    expect(new URL(second.adminUrl).port).not.toBe(new URL(first.adminUrl).port);
    await second.stop();
    squatter.close();
  });

  test('says in words what stops it', async () => {
    const dir = newDataDir();
    await expect(
      startDatabase({ dataDir: dir, log: silent, flags: { ...flags, max_connections: 'many' } }),
    ).rejects.toThrow(/PostgreSQL did not start.*max_connections/s);

    fs.writeFileSync(join(dir, 'postgres/PG_VERSION'), '17\n');
    await expect(start(dir)).rejects.toThrow(/made by PostgreSQL 17.*brings PostgreSQL 18.*Dump/s);
    fs.rmSync(join(dir, 'postgres.password'));
    await expect(start(dir)).rejects.toThrow(/password of the database is missing.*backup/s);
  });
});
