import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { TrackingUploadRequest } from '../client.ts';
import { WaybillError } from './waybill-error.ts';

export const usage = `Upload tracking numbers.

  npm run upload -- <file.csv> --project <id or creator/slug> [options]

  --apply                     ship without the stop at the preview
  --missing-tracking <what>   rows without a number: mark-fulfilled or skip; asked for where there are any
  --existing <what>           orders that have a number: replace (default), skip or add
  --not-ready <what>          orders not in Start Shipping: skip (default) or force
  --reason <text>             why, with --not-ready force; kept in each order's history
  --notify                    record that backers shall be told
  --failures <out.csv>        save the rows that failed, ready to mend and send again
  --idempotency-key <key>     the same key is answered with the same operation: safe to start again
  --url <address>             where Waybill is (or WAYBILL_URL; default http://localhost:4600)
  --token <token>             an API token with SHIPMENTS_WRITE (or WAYBILL_TOKEN)
  --help

Ends with 0 when every row went in (or would), 1 when rows failed, 2 when nothing could be done.
`;

export interface UploadArguments {
  file: string;
  project: string;
  url: string;
  token: string;
  apply: boolean;
  failures: string | undefined;
  idempotencyKey: string | undefined;
  options: NonNullable<TrackingUploadRequest['options']>;
}

const choices = {
  'missing-tracking': { 'mark-fulfilled': 'MARK_FULFILLED', skip: 'SKIP' },
  existing: { replace: 'REPLACE', skip: 'SKIP', add: 'ADD' },
  'not-ready': { skip: 'SKIP', force: 'FORCE' },
} as const;

/** Reads the command line and the environment; 'help' when that was asked for. Throws what is wrong and how to say it right. */
export function readUploadArguments(argv: string[], env: NodeJS.ProcessEnv): UploadArguments | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';
  const [file, ...rest] = positionals;
  if (!file) throw wrong('Which file? Name it first: npm run upload -- file.csv --project demo/my-project.');
  if (rest.length > 0)
    throw wrong(`One file at a time; "${rest[0]}" is one too many. Quote a name that has spaces.`);
  if (!values.project)
    throw wrong('Which project? Say --project with its id or its address, such as demo/my-project.');
  const token = values.token ?? env['WAYBILL_TOKEN'];
  if (!token) {
    throw wrong(
      'No token. Say --token or set WAYBILL_TOKEN; "npm run token -- --creator demo --scopes SHIPMENTS_WRITE" makes one.',
    );
  }
  const notReady = choose('not-ready', values['not-ready']);
  if (notReady === 'FORCE' && !values.reason?.trim()) {
    throw wrong('--not-ready force changes orders that are not ready; say why with --reason "…".');
  }
  // npm runs scripts in the project's root and leaves the folder the person stands in here.
  const here = env['INIT_CWD'] ?? process.cwd();
  return {
    file: resolve(here, file),
    project: values.project,
    url: values.url ?? env['WAYBILL_URL'] ?? 'http://localhost:4600',
    token,
    apply: values.apply ?? false,
    failures: values.failures === undefined ? undefined : resolve(here, values.failures),
    idempotencyKey: values['idempotency-key'],
    options: {
      missingTracking: choose('missing-tracking', values['missing-tracking']),
      existingTracking: choose('existing', values.existing),
      notReady,
      notReadyReason: values.reason,
      notify: values.notify,
    },
  };
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        project: { type: 'string' },
        apply: { type: 'boolean' },
        'missing-tracking': { type: 'string' },
        existing: { type: 'string' },
        'not-ready': { type: 'string' },
        reason: { type: 'string' },
        notify: { type: 'boolean' },
        failures: { type: 'string' },
        'idempotency-key': { type: 'string' },
        url: { type: 'string' },
        token: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : String(cause));
  }
}

function choose<Name extends keyof typeof choices>(
  name: Name,
  value: string | undefined,
): (typeof choices)[Name][keyof (typeof choices)[Name]] | undefined {
  if (value === undefined) return undefined;
  const known = choices[name];
  // MARK_FULFILLED is as good as mark-fulfilled: the API says it so.
  const word = value.toLowerCase().replaceAll('_', '-');
  if (Object.hasOwn(known, word)) return known[word as keyof typeof known];
  throw wrong(`--${name} ${value} is unknown; say one of ${Object.keys(known).join(', ')}.`);
}

function wrong(message: string): WaybillError {
  return new WaybillError(message, { code: 'USAGE' });
}
