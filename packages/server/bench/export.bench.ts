import { createHash, type Hash } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { EVERYONE_TO_PACK, templateCsvCopy } from '../src/exports/template.sql.ts';
import type { BenchCluster } from './cluster.ts';
import { spread, type BenchRow } from './rows.ts';
import { startServer } from './upload/server.ts';

/** What came: bytes after the header line, and lines; their digest where it was asked for. */
interface Got {
  bytes: number;
  lines: number;
  digest: string;
  took: number;
}

const NEWLINE = 0x0a;

/**
 * The file for the packers, everyone in Start Shipping with 1.25 items each, over HTTP, against COPY TO of the same
 * statement on an open connection, as the owner of the tables. Byte for byte the same before a time counts.
 */
export async function exportBench(
  cluster: BenchCluster,
  { rows, rounds }: { rows: number; rounds: number },
): Promise<BenchRow[]> {
  const url = await cluster.clone(await cluster.template(rows));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(items);
  await client.query('vacuum (analyze, freeze) order_item');
  const server = await startServer(cluster, url);
  try {
    const idle = server.rssMb();
    const overHttp = (file: Reading) =>
      download(`${server.url}/api/projects/1/template`, cluster.token(rows), file);
    const tenth = Buffer.from(JSON.stringify({ filter: { numberTo: rows / 10 } })).toString('base64url');
    await download(`${server.url}/api/projects/1/template?target=${tenth}`, cluster.token(rows), reading());
    const afterTenth = server.peakMb();
    const expected = await copy(client, reading(createHash('sha256')));
    const got = await overHttp(reading(createHash('sha256')));
    if (expected.lines !== rows || got.digest !== expected.digest)
      throw new Error(
        `Asked for ${rows} rows: COPY gave ${expected.lines} in ${expected.bytes} bytes, HTTP ${got.lines} in ${got.bytes}.`,
      );

    const ours: number[] = [];
    const baseline: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      baseline.push((await copy(client, reading())).took);
      const made = await overHttp(reading());
      if (made.bytes !== expected.bytes)
        throw new Error(`${made.bytes} bytes came where ${expected.bytes} were due.`);
      ours.push(made.took);
    }
    const [mine, other] = [spread(ours), spread(baseline)];
    const peak = server.peakMb();
    return [
      {
        work: `template of ${rows.toLocaleString('en-US')} rows, ${Math.round(expected.bytes / 2 ** 20)} MB`,
        against: 'COPY TO of its query',
        must: '≤ 2',
        aim: '≤ 1.3',
        ours: mine,
        baseline: other,
        value: mine.median / other.median,
        unit: 'ms',
      },
      memory('… memory: peak over idle', '≤ 64 MB', peak - idle),
      memory('… memory: all rows over a tenth of them', '≤ 16 MB', peak - afterTenth),
    ];
  } finally {
    await client.end();
    await server.stop();
    await cluster.drop(url);
  }
}

function memory(work: string, must: string, value: number): BenchRow {
  return { work, against: '', must, aim: '', ours: spread([value]), baseline: null, value, unit: 'MB' };
}

interface Reading {
  take(chunk: Buffer): void;
  end(): Omit<Got, 'took'>;
}

function reading(hash?: Hash): Reading {
  let bytes = 0;
  let lines = 0;
  return {
    take(chunk) {
      bytes += chunk.length;
      hash?.update(chunk);
      for (let at = chunk.indexOf(NEWLINE); hash && at !== -1; at = chunk.indexOf(NEWLINE, at + 1))
        lines += 1;
    },
    end: () => ({ bytes, lines, digest: hash?.digest('hex') ?? '' }),
  };
}

async function copy(client: pg.Client, file: Reading): Promise<Got> {
  const started = performance.now();
  const rows = client.query(copyTo(templateCsvCopy(EVERYONE_TO_PACK, '1')));
  for await (const chunk of rows) file.take(chunk as Buffer);
  return { ...file.end(), took: performance.now() - started };
}

/** Reads a file over HTTP; its header line is left out. */
async function download(url: string, token: string, file: Reading): Promise<Got> {
  const started = performance.now();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers: { authorization: `Bearer ${token}` } }, resolve).on('error', reject);
  });
  let header = true;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (response.statusCode !== 200)
      throw new Error(`${url} answered ${response.statusCode}: ${chunk.toString()}`);
    const end = header ? chunk.indexOf(NEWLINE) : -1;
    if (!header) file.take(chunk);
    else if (end !== -1) {
      header = false;
      file.take(chunk.subarray(end + 1));
    }
  }
  return { ...file.end(), took: performance.now() - started };
}

const items = /* sql */ `
insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity)
select b.id, n, b.creator_id, b.project_id, 'SKU-' || n, (array['Base game', 'Expansion'])[n], n
from backer b cross join lateral generate_series(1, case when b.number % 4 = 0 then 2 else 1 end) n
order by b.id`;
