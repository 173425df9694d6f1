import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startCluster } from './cluster.ts';
import { table, type BenchRow } from './rows.ts';
import { uploadBench } from './upload.bench.ts';

/**
 * `npm run bench [-- --only uploads,fan-out --rows 1000000 --rounds 3]`: ratios in one run on one machine, as a table
 * and as JSON in bench-data/.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'uploads' },
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
  },
});
const wanted = new Set(values.only.split(','));
const rows: BenchRow[] = [];

if (wanted.has('uploads')) {
  const cluster = await startCluster();
  try {
    rows.push(...(await uploadBench(cluster, { rows: Number(values.rows), rounds: Number(values.rounds) })));
  } finally {
    await cluster.stop();
  }
}

const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
process.stdout.write(`\n${new Date().toISOString().slice(0, 10)}, ${machine}, Node ${process.version}\n\n${table(rows)}\n`);
const dir = fileURLToPath(new URL('../../../bench-data', import.meta.url));
mkdirSync(dir, { recursive: true });
writeFileSync(
  join(dir, `${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`),
  JSON.stringify({ at: new Date().toISOString(), machine, node: process.version, rows }, null, 2),
);
