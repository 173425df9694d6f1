import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startCluster, type BenchCluster } from './cluster.ts';
import { duringBench } from './during.bench.ts';
import { fanOutBench } from './fan-out.bench.ts';
import { listsBench } from './lists.bench.ts';
import { table, type BenchRow } from './rows.ts';
import { totalsBench } from './totals.bench.ts';
import { uploadBench } from './upload.bench.ts';

interface Options {
  rows: number;
  rounds: number;
}

const SUITES: Record<string, (cluster: BenchCluster, options: Options) => Promise<BenchRow[]>> = {
  uploads: uploadBench,
  lists: listsBench,
  totals: totalsBench,
  during: duringBench,
  'fan-out': (_cluster, { rounds }) => fanOutBench({ rounds }),
};

/**
 * `npm run bench [-- --only uploads,lists --rows 1000000 --rounds 3]`: ratios in one run on one machine, as a table
 * and as JSON in bench-data/.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(SUITES).join(',') },
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
  },
});
const options: Options = { rows: Number(values.rows), rounds: Number(values.rounds) };
const rows: BenchRow[] = [];
const cluster = await startCluster();
try {
  for (const name of values.only.split(',')) {
    const suite = SUITES[name];
    if (!suite) throw new Error(`There is no suite "${name}". There are: ${Object.keys(SUITES).join(', ')}.`);
    rows.push(...(await suite(cluster, options)));
  }
} finally {
  await cluster.stop();
}

const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
process.stdout.write(
  `\n${new Date().toISOString().slice(0, 10)}, ${machine}, Node ${process.version}\n\n${table(rows)}\n`,
);
const dir = fileURLToPath(new URL('../../../bench-data', import.meta.url));
mkdirSync(dir, { recursive: true });
writeFileSync(
  join(dir, `${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`),
  JSON.stringify({ at: new Date().toISOString(), machine, node: process.version, rows }, null, 2),
);
