import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { actionsBench } from './actions.bench.ts';
import { startCluster, type BenchCluster } from './cluster.ts';
import { duringBench } from './during.bench.ts';
import { exportBench } from './export.bench.ts';
import { fanOutBench } from './fan-out.bench.ts';
import { inboxBench } from './inbox.bench.ts';
import { listsBench } from './lists.bench.ts';
import { mailBench } from './mail.bench.ts';
import { postageBench } from './postage.bench.ts';
import { publicBench } from './public.bench.ts';
import { table, type BenchRow } from './rows.ts';
import { screensBench } from './screens.bench.ts';
import { segmentsBench } from './segments.bench.ts';
import { totalsBench } from './totals.bench.ts';
import { uploadBench } from './upload.bench.ts';

/**
 * `npm run bench`: every figure the README shows, as ratios in one run on one machine; a table at the end, and the
 * same as JSON in bench-data/.
 *
 *   --only lists,export   some suites: uploads, lists, totals, during, export, segments, actions, public, mail, inbox, postage,
 *                         screens, fan-out
 *   --rows 20000          a quick look, in minutes; what is judged are the 1,000,000 it takes unless told
 *   --rounds 3            how often the sides take turns; medians are shown with the lowest and the highest
 *
 * All of it takes some 45 minutes on two cores that have nothing else to do, and 15 GB in the temporary folder or in
 * WAYBILL_BENCH_DIR. It needs Linux (memory and processor time are read from /proc), and as many open files as there
 * are sockets: `ulimit -n 12000`. `screens` needs a Chromium, named in CHROMIUM_PATH, and fetches Lighthouse.
 *
 * Every side works on a copy of one database on one server with the product's settings. What it did is checked
 * before its time counts; a suite in which something is wrong says so, the others go on, and the exit code is 1.
 */
interface Options {
  rows: number;
  rounds: number;
}

const SUITES: Record<string, (cluster: BenchCluster, options: Options) => Promise<BenchRow[]>> = {
  uploads: uploadBench,
  lists: listsBench,
  totals: totalsBench,
  during: duringBench,
  export: exportBench,
  segments: segmentsBench,
  public: publicBench,
  mail: mailBench,
  inbox: inboxBench,
  postage: postageBench,
  actions: actionsBench,
  screens: screensBench,
  'fan-out': (_cluster, { rounds }) => fanOutBench({ rounds }),
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(SUITES).join(',') },
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
  },
});
const names = values.only.split(',');
const options: Options = { rows: Number(values.rows), rounds: Number(values.rounds) };
const problem = problemOf(names, options);
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(64);
}

const at = new Date().toISOString();
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
const dir = fileURLToPath(new URL('../../../bench-data', import.meta.url));
mkdirSync(dir, { recursive: true });
const rows: BenchRow[] = [];

const cluster = await startCluster();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cluster.stop().finally(() => process.exit(130)));
}
try {
  for (const name of names) {
    const started = performance.now();
    try {
      rows.push(...((await SUITES[name]?.(cluster, options)) ?? []));
      process.stderr.write(`${name}: ${Math.round((performance.now() - started) / 1000)} s\n`);
    } catch (error) {
      process.exitCode = 1;
      process.stderr.write(`${name} is not shown: ${error instanceof Error ? error.stack : String(error)}\n`);
    }
    // After each suite: what has been measured is kept whatever comes after it.
    writeFileSync(
      join(dir, `${at.replaceAll(/[:.]/g, '-')}.json`),
      JSON.stringify({ at, machine, node: process.version, options, rows }, null, 2),
    );
  }
} finally {
  await cluster.stop();
}
process.stdout.write(`\n${at.slice(0, 10)}, ${machine}, Node ${process.version}\n\n${table(rows)}\n`);

function problemOf(suites: readonly string[], { rows: size, rounds }: Options): string | null {
  const unknown = suites.find((name) => !SUITES[name]);
  if (unknown !== undefined)
    return `There is no suite "${unknown}". There are: ${Object.keys(SUITES).join(', ')}.`;
  if (!(size >= 10_000) || size % 1000 !== 0)
    return `--rows is "${values.rows}". Allowed are whole thousands from 10000.`;
  if (!Number.isInteger(rounds) || rounds < 1)
    return `--rounds is "${values.rounds}". Allowed is a whole number from 1.`;
  return null;
}
