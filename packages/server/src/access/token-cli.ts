import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig, type Config } from '../config.ts';
import { findRunningDatabase, startDatabase } from '../lib/embedded-postgres.ts';
import { SCOPES, type Scope } from '../lib/principal.ts';
import { UserError } from '../lib/user-error.ts';
import { openOrm } from '../orm.ts';
import { createToken } from './token.actions.ts';

const USAGE = `Makes an API token and prints it, once.

  npm run token -- --creator demo --scopes SHIPMENTS_WRITE,OPERATIONS_READ [--name "Packing script"] [--days 90]

  --creator   slug of the creator it acts for
  --scopes    what it may do, separated by commas: ${SCOPES.join(', ')}
  --name      what it is for (default "Command line")
  --days      days until it expires (default: never)
`;

/** What was asked for cannot be done; the message is for people. */
class RequestError extends Error {
  override name = 'RequestError';
}

interface Request {
  creator: string;
  scopes: Scope[];
  name: string;
  days: number | null;
}

try {
  const request = readArguments(process.argv.slice(2));
  const secret = await makeTokenFor(request, loadConfig(process.env, []));
  process.stderr.write(
    `Token for ${request.creator} with ${request.scopes.join(', ')}; it is not shown again:\n`,
  );
  process.stdout.write(`${secret}\n`);
} catch (error) {
  const known = error instanceof RequestError || error instanceof UserError;
  process.stderr.write(`${known ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function readArguments(args: string[]): Request {
  const { values } = parse(args);
  if (!values.creator || !values.scopes) throw new RequestError(USAGE);
  const days = values.days === undefined ? null : Number(values.days);
  if (days !== null && !Number.isInteger(days)) {
    throw new RequestError(`--days is "${values.days ?? ''}". Allowed is a whole number of days.`);
  }
  return {
    creator: values.creator,
    scopes: values.scopes.split(',').map(readScope),
    name: values.name,
    days,
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const options = { creator: text, scopes: text, name: { ...text, default: 'Command line' }, days: text };
  try {
    return parseArgs({ args, options });
  } catch (error) {
    throw new RequestError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

/** Takes `shipments:write` as well, which is how other products spell scopes. */
function readScope(given: string): Scope {
  const name = given.trim().toUpperCase().replace(/[:-]/g, '_');
  const scope = SCOPES.find((known) => known === name);
  if (!scope) throw new RequestError(`"${given.trim()}" is no scope. There are: ${SCOPES.join(', ')}.`);
  return scope;
}

async function makeTokenFor(request: Request, config: Config): Promise<string> {
  const database = await reachDatabase(config);
  const orm = await openOrm(database.adminUrl);
  try {
    const em = orm.em.fork();
    const rows: { id: string }[] = await em.execute('select id::text as id from creator where slug = ?', [
      request.creator,
    ]);
    const creator = rows[0];
    if (!creator)
      throw new RequestError(`There is no creator "${request.creator}". Give the slug, as in its address.`);
    const input = { name: request.name, scopes: request.scopes, expiresInDays: request.days };
    return (await createToken(em, creator.id, null, input)).secret;
  } finally {
    await orm.close();
    await database.leave();
  }
}

/** The database of a running instance, or the instance's own started for the moment. */
async function reachDatabase(config: Config): Promise<{ adminUrl: string; leave(): Promise<void> }> {
  const leave = () => Promise.resolve();
  if (config.databaseUrl) return { adminUrl: config.databaseUrl, leave };
  if (!existsSync(join(config.dataDir, 'postgres'))) {
    throw new RequestError(
      `There is no data in ${config.dataDir} yet. Run "npm start" once, or set DATA_DIR.`,
    );
  }
  const running = await findRunningDatabase(config.dataDir);
  if (running) return { adminUrl: running, leave };
  const silent = { info: () => undefined, warn: () => undefined };
  const started = await startDatabase({ dataDir: config.dataDir, log: silent });
  return { adminUrl: started.adminUrl, leave: () => started.stop() };
}
