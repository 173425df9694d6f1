import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { SCRIPT_SCOPES, type Scope } from '../lib/principal.ts';
import { UserError } from '../lib/user-error.ts';
import { makeTokenFor, RequestError, type TokenOrder } from './command-line-token.ts';

const USAGE = `Makes an API token and prints it, once.

  npm run token -- --creator demo --scopes SHIPMENTS_WRITE,OPERATIONS_READ [--name "Packing script"] [--days 90]

  --creator   slug of the creator it acts for
  --scopes    what it may do, separated by commas: ${SCRIPT_SCOPES.join(', ')}
  --name      what it is for (default "Command line")
  --days      days until it expires (default: never)
`;

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

function readArguments(args: string[]): TokenOrder {
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
  const scope = SCRIPT_SCOPES.find((known) => known === name);
  if (!scope)
    throw new RequestError(`"${given.trim()}" is no scope. There are: ${SCRIPT_SCOPES.join(', ')}.`);
  return scope;
}
