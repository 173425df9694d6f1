import { accessSync, constants, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAddress } from './lib/mail-address.ts';
import { MIN_SECRET_LENGTH } from './lib/secret.ts';

/** Which part of the work this process does: everything, requests only, or jobs only. */
export type Role = 'all' | 'api' | 'worker';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** Everything the environment decides, read once. Nothing depends on NODE_ENV. */
export interface Config {
  /** The project's root folder, absolute. */
  readonly root: string;
  /** Port of API, socket and client together. 0 lets the system choose (tests). */
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** Folder of everything that must survive a restart, absolute. */
  readonly dataDir: string;
  /** Connection string of somebody else's PostgreSQL. Absent: the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Origin that people's browsers use, without a trailing slash. */
  readonly publicUrl: string;
  /** Mail server. Absent: mail stays in the local mailbox. */
  readonly smtpUrl: string | undefined;
  /** Whom mail comes from: one bare address. What a project calls itself stands before it. */
  readonly mailFrom: string;
  /** What signs links and encrypts digital codes. Absent: the file `secret` in the data directory. */
  readonly secret: string | undefined;
  /** Days that rows and file of a settled operation are kept, and with them its report and its undo. 0: for good. */
  readonly retentionDays: number;
  /** Whether webhook endpoints may be in private networks and speak http: for tests, and for tools beside Waybill. */
  readonly webhooksAllowPrivate: boolean;
  /** Where a simulator of a postage provider listens. Absent: a process with every role starts its own. */
  readonly simulatorUrl: string | undefined;
  readonly role: Role;
  /** JSON file that adds to or replaces carriers, absolute. */
  readonly carriersFile: string | undefined;
  /** Origins that vendors’ keys and resources may be fetched from beside the vendors’ own: a test stand’s. */
  readonly vendorOrigins: readonly string[];
  readonly logLevel: LogLevel;
}

export type ConfigResult = { config: Config } | { problems: string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** `EX_CONFIG` of sysexits.h: a supervisor can tell a wrong setting from a crash. */
export const CONFIG_EXIT_CODE = 78;

// src/config.ts and dist/main.mjs lie equally deep, so this holds for source and bundle.
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

const ROLES: readonly Role[] = ['all', 'api', 'worker'];
const LOG_LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/**
 * Reads the configuration, or prints every problem found and ends the process with exit code 78.
 * @param argv as `process.argv`: the first two entries are skipped.
 */
export function loadConfig(env: Environment, argv: readonly string[]): Config {
  const result = parseConfig(env, argv);
  if ('config' in result) return result.config;
  const list = result.problems.map((problem) => `  - ${problem}`).join('\n');
  process.stderr.write(`Waybill cannot start with these settings:\n${list}\n`);
  process.exit(CONFIG_EXIT_CODE);
}

/** As `loadConfig`, but gives the problems back: one sentence each, naming setting, value and what is allowed. */
export function parseConfig(env: Environment, argv: readonly string[]): ConfigResult {
  const problems: string[] = [];
  const value = (name: string) => env[name]?.trim() || undefined;

  const port = readPort(value('PORT'), problems);
  const databaseUrl = readUrl('DATABASE_URL', value('DATABASE_URL'), ['postgres:', 'postgresql:'], problems);
  if (databaseUrl && new URL(databaseUrl).pathname.length < 2) {
    problems.push(
      `DATABASE_URL is "${maskPassword(databaseUrl)}", which names no database. Write it as postgres://user:password@host:5432/database.`,
    );
  }
  const role = readRole(argv.slice(2), problems);
  if (role !== 'all' && !value('DATABASE_URL')) {
    problems.push(
      `--role=${role} needs DATABASE_URL: only a process with --role=all starts its own PostgreSQL. Set DATABASE_URL, or leave --role away.`,
    );
  }

  const publicUrl = readPublicUrl(value('PUBLIC_URL'), port, problems);
  const config: Config = {
    root: ROOT,
    port,
    host: readHost(value('HOST'), problems),
    dataDir: readDataDir(value('DATA_DIR'), problems),
    databaseUrl,
    publicUrl,
    smtpUrl: readUrl('SMTP_URL', value('SMTP_URL'), ['smtp:', 'smtps:'], problems),
    mailFrom: readMailFrom(value('MAIL_FROM'), publicUrl, problems),
    secret: readSecret(env.WAYBILL_SECRET, problems),
    retentionDays: readRetention(value('RETENTION_DAYS'), problems),
    webhooksAllowPrivate: readSwitch('WEBHOOKS_ALLOW_PRIVATE', value('WEBHOOKS_ALLOW_PRIVATE'), problems),
    simulatorUrl: readUrl('SIMULATOR_URL', value('SIMULATOR_URL'), ['http:', 'https:'], problems),
    role,
    carriersFile: readCarriersFile(value('CARRIERS_FILE'), problems),
    vendorOrigins: readOrigins('VENDOR_ORIGINS', value('VENDOR_ORIGINS'), problems),
    logLevel: readLogLevel(value('LOG_LEVEL'), problems),
  };
  return problems.length > 0 ? { problems } : { config };
}

function readPort(given: string | undefined, problems: string[]): number {
  if (given === undefined) return 4600;
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= 65_535) return port;
  problems.push(`PORT is "${given}". Allowed is a whole number from 1 to 65535, or 0 for any free port.`);
  return 4600;
}

function readHost(given: string | undefined, problems: string[]): string {
  if (given === undefined) return '127.0.0.1';
  if (
    isIP(given) ||
    /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(given)
  )
    return given;
  problems.push(
    `HOST is "${given}". Allowed is an address or a host name without scheme and port, such as 127.0.0.1 or 0.0.0.0.`,
  );
  return '127.0.0.1';
}

function readDataDir(given: string | undefined, problems: string[]): string {
  const dir = resolve(given ?? `${ROOT}/data`);
  const stat = statSync(dir, { throwIfNoEntry: false });
  if (stat && !stat.isDirectory())
    problems.push(`DATA_DIR is "${dir}", which is a file. Allowed is a folder; it is made if absent.`);
  return dir;
}

function readUrl(
  name: string,
  given: string | undefined,
  schemes: readonly string[],
  problems: string[],
): string | undefined {
  if (given === undefined) return undefined;
  const url = URL.parse(given);
  if (url && schemes.includes(url.protocol) && (url.hostname || url.searchParams.get('host'))) return given;
  problems.push(
    `${name} is "${maskPassword(given)}". Allowed is a URL with a host that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.`,
  );
  return undefined;
}

function readPublicUrl(given: string | undefined, port: number, problems: string[]): string {
  const standard = `http://localhost:${port}`;
  if (given === undefined) return standard;
  const url = URL.parse(given);
  const plain =
    url &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    !url.search &&
    !url.hash &&
    !url.username;
  if (plain) return url.origin;
  problems.push(
    `PUBLIC_URL is "${maskPassword(given)}". Allowed is an origin without a path, such as https://waybill.example.org: Waybill does not run below a path.`,
  );
  return standard;
}

function readMailFrom(given: string | undefined, publicUrl: string, problems: string[]): string {
  const { hostname } = new URL(publicUrl);
  const standard = `waybill@${hostname.includes(':') || hostname === '' ? 'localhost' : hostname}`;
  if (given === undefined) return standard;
  if (isAddress(given)) return given;
  problems.push(
    `MAIL_FROM is "${given}". Allowed is one bare address such as waybill@example.org; the name before it is each project's own.`,
  );
  return standard;
}

/** Not trimmed and never repeated: it is a secret. */
function readSecret(given: string | undefined, problems: string[]): string | undefined {
  if (given === undefined || given.trim() === '') return undefined;
  if (given.length >= MIN_SECRET_LENGTH) return given;
  problems.push(
    `WAYBILL_SECRET has ${given.length} characters. Allowed are ${MIN_SECRET_LENGTH} or more that nobody can guess, such as the output of "openssl rand -base64 48".`,
  );
  return undefined;
}

function readRetention(given: string | undefined, problems: string[]): number {
  if (given === undefined) return 90;
  const days = Number(given);
  if (/^\d+$/.test(given) && days <= 36_500) return days;
  problems.push(
    `RETENTION_DAYS is "${given}". Allowed is a whole number of days up to 36500; 0 keeps the rows and files of operations for good.`,
  );
  return 90;
}

function readSwitch(name: string, given: string | undefined, problems: string[]): boolean {
  if (given !== undefined && given !== 'true' && given !== 'false')
    problems.push(`${name} is "${given}". Allowed is true or false.`);
  return given === 'true';
}

function readRole(args: readonly string[], problems: string[]): Role {
  let given: string = 'all';
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (argument.startsWith('--role=')) given = argument.slice('--role='.length);
    else if (argument === '--role') given = args[(index += 1)] ?? '';
    else
      problems.push(
        `The argument "${argument}" is unknown. Allowed is --role=all, --role=api or --role=worker.`,
      );
  }
  const role = ROLES.find((known) => known === given);
  if (!role) problems.push(`--role is "${given}". Allowed is ${ROLES.join(', ')}.`);
  return role ?? 'all';
}

function readCarriersFile(given: string | undefined, problems: string[]): string | undefined {
  if (given === undefined) return undefined;
  const file = resolve(given);
  try {
    accessSync(file, constants.R_OK);
    if (statSync(file).isFile()) return file;
    problems.push(`CARRIERS_FILE is "${file}", which is no file. Allowed is the path of a JSON file.`);
  } catch {
    problems.push(
      `CARRIERS_FILE is "${file}", which cannot be read. Allowed is the path of a JSON file; check that it exists and who may read it.`,
    );
  }
  return undefined;
}

function readOrigins(name: string, given: string | undefined, problems: string[]): string[] {
  const origins = (given ?? '').split(',').map((one) => one.trim());
  return origins.filter(Boolean).flatMap((one) => {
    const url = URL.parse(one);
    if (url && /^https?:$/.test(url.protocol) && url.origin === one.replace(/\/$/, '')) return [url.origin];
    problems.push(
      `${name} holds "${one}". Allowed are origins with commas between them, such as https://stand.example.org.`,
    );
    return [];
  });
}

function readLogLevel(given: string | undefined, problems: string[]): LogLevel {
  if (given === undefined) return 'info';
  const level = LOG_LEVELS.find((known) => known === given);
  if (!level) problems.push(`LOG_LEVEL is "${given}". Allowed is ${LOG_LEVELS.join(', ')}.`);
  return level ?? 'info';
}

/** Problems end up in logs and screenshots; the password in a connection string must not. */
function maskPassword(url: string): string {
  return url.replace(/(\/\/[^:/@]*):[^@]*@/, '$1:***@');
}
