import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DirectoryInUseError, lockDirectory } from './instance-lock.ts';
import { freePort, portOr } from './local-port.ts';
import { asAccount } from './postgres-account.ts';
import {
  adminUrl,
  DatabaseStartError,
  ids,
  openCluster,
  passwordFile,
  prepareFolder,
  serverEnvironment,
  type Cluster,
  type DatabaseLog,
} from './postgres-cluster.ts';
import type { Flags } from './postgres-flags.ts';
import { isAlive, isServerOf, logTail, readPidFile } from './postgres-process.ts';

export interface DatabaseOptions {
  /** Folder of the instance; the cluster lies in `postgres` below it. */
  readonly dataDir: string;
  readonly log: DatabaseLog;
  /** Server settings that replace or add to the tuned ones (tests: `{ fsync: 'off' }`). */
  readonly flags?: Flags;
}

export interface EmbeddedDatabase {
  /** Connection string of the superuser, over TCP on this machine, to the database `postgres`. Stays the same while it runs. */
  readonly adminUrl: string;
  /** True when the server was already running, left behind by a process that was killed. */
  readonly adopted: boolean;
  /** Ends the server (its fast mode: open transactions are rolled back) and gives the folder free. */
  stop(): Promise<void>;
}

/** Recovery after a crash may replay gigabytes; a server that reports progress is waited for. */
const READY_LIMIT_MS = 10 * 60_000;
const CONNECT_LIMIT_MS = 60_000;
const POLL_MS = 25;
const WATCH_MS = 250;

/**
 * Starts PostgreSQL on a data directory, or takes over the server that a killed process left running on it, and starts
 * it again if it ends while in use. One process at a time owns a directory.
 * @throws DirectoryInUseError when another living process owns it
 * @throws DatabaseStartError
 */
export async function startDatabase(options: DatabaseOptions): Promise<EmbeddedDatabase> {
  prepareFolder(options.dataDir);
  const dataDir = fs.realpathSync(options.dataDir);
  const lock = lockDirectory(dataDir);
  let leave = () => undefined;
  try {
    const cluster = await openCluster({ ...options, dataDir });
    // However this process ends, short of kill -9, the server ends with it.
    leave = () => void endServer(cluster);
    process.once('exit', leave);
    const server = await ensureRunning(cluster, 'any');
    const stopWatching = keepRunning(cluster, server);
    return {
      adminUrl: adminUrl(cluster, server.port),
      adopted: server.adopted,
      stop: async () => {
        await stopWatching();
        await stopServer(cluster);
        process.off('exit', leave);
        lock.release();
      },
    };
  } catch (error) {
    process.off('exit', leave);
    lock.release();
    throw error instanceof DatabaseStartError || error instanceof DirectoryInUseError
      ? error
      : asStartError(error);
  }
}

/**
 * The connection string of the server that runs on a data directory, for tools beside a running instance.
 * @returns undefined when none runs or it does not accept connections
 */
export async function findRunningDatabase(dataDir: string): Promise<string | undefined> {
  const pgdata = join(dataDir, 'postgres');
  const found = readPidFile(pgdata);
  if (!found?.port || !isAlive(found.pid)) return undefined;
  const cluster: Pick<Cluster, 'pgdata' | 'password' | 'passwordFile'> = {
    pgdata: fs.realpathSync(pgdata),
    passwordFile: passwordFile(dataDir),
    password: fs.readFileSync(passwordFile(dataDir), 'utf8').trim(),
  };
  return (await answers(cluster, found.port)) ? adminUrl(cluster, found.port) : undefined;
}

interface Server {
  readonly pid: number;
  readonly port: number;
  readonly adopted: boolean;
}

/**
 * Takes over the server that runs on the cluster, or starts one.
 * @param wanted the port it must have, because its address was given out; or any
 */
async function ensureRunning(cluster: Cluster, wanted: number | 'any'): Promise<Server> {
  const deadline = Date.now() + READY_LIMIT_MS;
  let port = wanted === 'any' ? await portOr(rememberedPort(cluster)) : wanted;
  for (;;) {
    const adopted = await adopt(cluster, deadline);
    if (adopted) return adopted;
    const start = await launch(cluster, port, deadline);
    if ('pid' in start) {
      fs.writeFileSync(portFile(cluster), `${start.port}\n`);
      return start;
    }
    const taken = /Address already in use|could not bind|could not create any TCP/.test(start.output);
    const passing = /lock file "postmaster.pid"|pre-existing shared memory block/.test(start.output);
    if (!(taken && wanted === 'any') && !passing) throw startFailed(cluster, start.output);
    if (taken) port = await freePort();
    // Backends of a server killed a moment ago leave by themselves; two cannot share the memory.
    if (passing && Date.now() > deadline - READY_LIMIT_MS + CONNECT_LIMIT_MS)
      throw startFailed(cluster, start.output);
    await sleep(taken ? 0 : 200);
  }
}

/** Waits for a living server of this cluster, if there is one; a stale postmaster.pid is left for PostgreSQL to judge. */
async function adopt(cluster: Cluster, deadline: number): Promise<Server | undefined> {
  const found = readPidFile(cluster.pgdata);
  if (!found || !isServerOf(found.pid, cluster.pgdata)) return undefined;
  const port = await waitUntilReady(cluster, found.pid, deadline);
  if (port === undefined) return undefined;
  cluster.log.info(`Took over PostgreSQL (process ${found.pid}), which still ran on this data directory`);
  return { pid: found.pid, port, adopted: true };
}

async function launch(
  cluster: Cluster,
  port: number,
  deadline: number,
): Promise<Server | { output: string }> {
  const { account, binaries, pgdata, logFile } = cluster;
  const settings = Object.entries({ ...cluster.flags, port }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const command = asAccount(account, binaries.postgres, ['-D', pgdata, ...settings], [pgdata]);
  const logStart = openLog(logFile);
  const log = fs.openSync(logFile, 'a', 0o600);
  // Detached: Ctrl-C in a terminal reaches the whole process group, and the app still needs its database to finish.
  const child = spawn(command.file, command.args, {
    ...ids(command),
    cwd: pgdata,
    env: serverEnvironment(staleServer(pgdata)),
    detached: true,
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  const ended = new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', () => {
      resolve(undefined);
    });
  });
  child.unref();
  if (child.pid === undefined) return { output: (await ended) ?? 'the process could not be started' };
  const ready = await Promise.race([
    waitUntilReady(cluster, child.pid, deadline),
    ended.then(() => undefined),
  ]);
  if (ready !== undefined) return { pid: child.pid, port: ready, adopted: false };
  return { output: (await ended) ?? logTail(logFile, logStart) };
}

/**
 * @returns the port once the server answers on it, or undefined when the process has ended instead
 */
async function waitUntilReady(cluster: Cluster, pid: number, deadline: number): Promise<number | undefined> {
  let told = Date.now();
  let refusedSince: number | undefined;
  while (isAlive(pid)) {
    const found = readPidFile(cluster.pgdata);
    if (found?.pid === pid && found.status === 'ready' && found.port) {
      if (await answers(cluster, found.port)) return found.port;
      refusedSince ??= Date.now();
    }
    if (Date.now() > deadline || (refusedSince && Date.now() - refusedSince > CONNECT_LIMIT_MS)) {
      throw new DatabaseStartError(
        `PostgreSQL (process ${pid}) holds ${cluster.pgdata} but does not accept connections. Look into ${cluster.logFile}; end it with "kill -INT ${pid}" and start again.`,
      );
    }
    if (Date.now() - told > 5_000) {
      told = Date.now();
      cluster.log.info(
        found?.status === 'stopping'
          ? 'Waiting for the old PostgreSQL to finish'
          : 'PostgreSQL recovers from a crash; this may take some minutes',
      );
    }
    await sleep(POLL_MS);
  }
  return undefined;
}

/** Whether the server on the port lets us in and is the one of this cluster. */
async function answers(
  cluster: Pick<Cluster, 'pgdata' | 'password' | 'passwordFile'>,
  port: number,
): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl(cluster, port), connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return fs.realpathSync(rows[0]?.data_directory ?? '') === cluster.pgdata;
  } catch (error) {
    const INVALID_PASSWORD = '28P01';
    if (error instanceof pg.DatabaseError && error.code === INVALID_PASSWORD) {
      throw new DatabaseStartError(
        `PostgreSQL refuses the password in ${cluster.passwordFile}. Put the file that belongs to this database back from a backup.`,
      );
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Fast shutdown, waited for up to nine seconds. A disk that needs longer for the last checkpoint is left to finish it
 * in the background (the next start waits), because breaking it off would buy seconds with minutes of recovery.
 */
async function stopServer(cluster: Cluster): Promise<void> {
  const pid = endServer(cluster);
  const deadline = Date.now() + 9_000;
  while (pid !== undefined && isAlive(pid)) {
    if (Date.now() > deadline) {
      cluster.log.warn(
        `PostgreSQL (process ${pid}) is still writing its last checkpoint and will end by itself`,
      );
      return;
    }
    await sleep(POLL_MS);
  }
}

/** Asks the server that runs on the cluster to end. @returns its pid, or undefined when none runs */
function endServer({ pgdata }: Cluster): number | undefined {
  const found = readPidFile(pgdata);
  if (!found || !isServerOf(found.pid, pgdata)) return undefined;
  process.kill(found.pid, 'SIGINT');
  return found.pid;
}

/** Starts the server again whenever its process ends. @returns a function that ends the watch */
function keepRunning(cluster: Cluster, first: Server): () => Promise<void> {
  let server = first;
  let restarting: Promise<void> | undefined;
  const restart = async () => {
    cluster.log.warn(`PostgreSQL (process ${server.pid}) ended; starting it again`);
    try {
      server = await ensureRunning(cluster, server.port);
      cluster.log.info('PostgreSQL runs again');
    } catch (error) {
      cluster.log.warn(error instanceof Error ? error.message : String(error));
    }
  };
  const timer = setInterval(() => {
    if (restarting || isAlive(server.pid)) return;
    restarting = restart().finally(() => {
      restarting = undefined;
    });
  }, WATCH_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await restarting;
  };
}

/** The pid in postmaster.pid when it now belongs to another program, as after a restart of a container. */
function staleServer(pgdata: string): number | undefined {
  const found = readPidFile(pgdata);
  return found && isAlive(found.pid) && !isServerOf(found.pid, pgdata) ? found.pid : undefined;
}

/** @returns where this start begins in the log */
function openLog(file: string): number {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < 10 * 1024 * 1024) return size;
  fs.renameSync(file, `${file}.1`);
  return 0;
}

const portFile = (cluster: Cluster) => join(cluster.dataDir, 'postgres.port');

function rememberedPort(cluster: Cluster): number {
  const file = portFile(cluster);
  return fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
}

function startFailed(cluster: Cluster, output: string): DatabaseStartError {
  return new DatabaseStartError(
    `PostgreSQL did not start on ${cluster.pgdata}. It said:\n${output || '(nothing)'}\nMore is in ${cluster.logFile}.`,
  );
}

function asStartError(error: unknown): DatabaseStartError {
  return new DatabaseStartError(error instanceof Error ? error.message : String(error), { cause: error });
}
