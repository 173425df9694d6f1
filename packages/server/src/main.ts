// Before any class with decorators: type-graphql asks for it when the first is declared.
import 'reflect-metadata';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { startApp, type App } from './app.ts';
import { CarriersFileError } from './carriers/carriers.overrides.ts';
import { loadConfig, type Config } from './config.ts';
import { DEMO, seedDemo } from './demo/seed.ts';
import { clientDistOf } from './http.ts';
import { makeLogger } from './http/logger.ts';
import { makeRoleSecrets, openDatabase, type Database } from './lib/database.ts';
import { DatabaseStartError } from './lib/postgres-cluster.ts';
import { startDatabase, type EmbeddedDatabase } from './lib/embedded-postgres.ts';
import { DirectoryInUseError } from './lib/instance-lock.ts';
import type { RoleSecrets } from './lib/roles.ts';
import { makeSchema } from './schema.ts';

/** A supervisor waits this long before it kills; what is not finished by then resumes at the next start. */
const STOP_LIMIT_MS = 9_500;
const APP_SHARE_MS = 5_000;
const POOLS_SHARE_MS = 500;

const config = loadConfig(process.env, process.argv);
const log = makeLogger(config.logLevel);
let embedded: EmbeddedDatabase | null = null;
let db: Database | null = null;
let app: App | null = null;
let stopping: Promise<void> | null = null;

process.on('SIGTERM', () => void stop(0));
process.on('SIGINT', () => void stop(0));
process.on('unhandledRejection', (error) => {
  log.fatal({ err: error }, 'A promise was left to itself');
  void stop(1);
});
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'An error was caught by nobody');
  void stop(1);
});

try {
  await start(config, log);
} catch (error) {
  if ([CarriersFileError, DatabaseStartError, DirectoryInUseError].some((kind) => error instanceof kind)) {
    process.stderr.write(`${(error as Error).message}\n`);
  } else if (portProblem(error)) {
    process.stderr.write(`${portProblem(error) ?? ''}\n`);
  } else {
    log.fatal({ err: error }, 'Waybill could not start');
  }
  await stop(1);
}

async function start({ role, databaseUrl, dataDir, root }: Config, log: Logger): Promise<void> {
  if (databaseUrl === undefined) {
    embedded = await startDatabase({
      dataDir,
      log: { info: (message) => log.info(message), warn: (message) => log.warn(message) },
    });
  }
  const schema = makeSchema();
  db = await openDatabase(databaseUrl ?? embedded?.adminUrl ?? '', roleSecrets(dataDir));
  // A database of somebody's own is left as it is.
  if (embedded) await seedDemo(db);
  if (stopping) return;
  app = await startApp({
    config,
    db,
    schema: await schema,
    log,
    clientDist: clientDistOf(root),
    serves: role !== 'worker',
    works: role !== 'api',
    introspection: false,
    simulates: role === 'all',
  });
  if (app.url)
    process.stdout.write(
      `\nWaybill is at ${app.url}\n${embedded ? `Demo sign-in: ${DEMO.email} / ${DEMO.password}\n` : ''}\n`,
    );
  else log.info('Waybill runs jobs');
}

/** What to do about an address that cannot be had; null for any other error. */
function portProblem(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const where = `${config.host}:${config.port}`;
  if (code === 'EADDRINUSE')
    return `Another program listens on ${where}. Stop it, or set PORT to another one.`;
  if (code === 'EACCES') return `This user may not listen on ${where}. Set PORT to 1024 or more.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `This machine has no address ${config.host}. Set HOST to one of its own, such as 127.0.0.1 or 0.0.0.0.`;
  }
  return null;
}

/** The passwords of our own database roles: made at the first start, kept beside the data. */
function roleSecrets(dataDir: string): RoleSecrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) {
    chmodSync(file, 0o600);
    const known = JSON.parse(readFileSync(file, 'utf8')) as RoleSecrets;
    if (Object.keys(makeRoleSecrets()).every((role) => role in known)) return known;
  }
  mkdirSync(dataDir, { recursive: true });
  const secrets = makeRoleSecrets();
  writeFileSync(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

/**
 * Finishes what is under way, in this order: sockets and requests, jobs, pools, PostgreSQL. What takes longer than its
 * share is left: an upload that is cut leaves nothing behind, and an operation goes on at the next start.
 */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    // Not unref'd: a stop that waits for something with no handle would end the process here, half-done and with 0.
    setTimeout(() => {
      log.warn('Stopping took too long; what is not finished resumes at the next start');
      process.exit(code);
    }, STOP_LIMIT_MS);
    try {
      await atMost(APP_SHARE_MS, app?.stop());
      await atMost(POOLS_SHARE_MS, db?.close());
    } catch (error) {
      log.error({ err: error }, 'Stopping');
    }
    await embedded?.stop();
    process.exit(code);
  })();
  return stopping;
}

async function atMost(ms: number, work: Promise<void> | undefined): Promise<void> {
  await Promise.race([work, new Promise<void>((resolve) => void setTimeout(resolve, ms))]);
}
