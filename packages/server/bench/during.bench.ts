import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BenchCluster } from './cluster.ts';
import { p99, paced } from './during/paced.ts';
import { LIST } from './lists/documents.ts';
import { cursorsOf } from './lists/places.ts';
import { spread, type BenchRow } from './rows.ts';
import { checkApplied } from './upload/check.ts';
import { writeTrackingFile } from './upload/file.ts';
import { uploadOnce } from './upload/ours.ts';
import { startServer } from './upload/server.ts';

const PER_SECOND = 50;
const WARM_UP_SECONDS = 3;
/** 1,000 requests: ten of them are above the 99th percentile. */
const IDLE_SECONDS = 20;

/** The backer list at 50 requests a second, with nothing else to do and while an upload of the whole project runs. */
export async function duringBench(
  cluster: BenchCluster,
  { rows, rounds }: { rows: number; rounds: number },
): Promise<BenchRow[]> {
  const file = join(cluster.dir, 'during.csv');
  await writeTrackingFile(file, rows);
  const idle: number[] = [];
  const busy: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const url = await cluster.clone(await cluster.template(rows));
    const server = await startServer(cluster, url);
    const pacer = fork(fileURLToPath(new URL('./during/pacer.ts', import.meta.url)));
    try {
      const token = cluster.token(rows);
      const endpoint = { url: `${server.url}/graphql`, token };
      const bodies = (await cursorsOf(endpoint, 'ours', rows)).map((after) =>
        JSON.stringify({ query: LIST.ours, variables: { after } }),
      );
      await paced(pacer, endpoint, bodies, PER_SECOND, () => wait(WARM_UP_SECONDS * 1000));
      idle.push(p99(await paced(pacer, endpoint, bodies, PER_SECOND, () => wait(IDLE_SECONDS * 1000))));
      busy.push(p99(await paced(pacer, endpoint, bodies, PER_SECOND, () => uploadOnce(server, token, file))));
      await checkApplied(url, rows);
    } finally {
      pacer.kill();
      await server.stop();
      await cluster.drop(url);
    }
  }
  const [ours, baseline] = [spread(busy), spread(idle)];
  return [
    {
      work: `backer list at ${PER_SECOND} requests/s while ${rows.toLocaleString('en-US')} rows are uploaded, p99`,
      against: 'p99 without',
      must: '≤ 3',
      aim: '≤ 2',
      ours,
      baseline,
      value: ours.median / baseline.median,
      unit: 'ms',
    },
  ];
}
