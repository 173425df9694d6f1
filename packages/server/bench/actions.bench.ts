import pg from 'pg';
import { expertMarksAll } from './actions/expert.ts';
import { markAll, previewAll } from './actions/ours.ts';
import type { BenchCluster } from './cluster.ts';
import { spread, type BenchRow } from './rows.ts';
import { onClone, onServer, ratio } from './upload.bench.ts';
import { undoOnce } from './upload/ours.ts';

/** Mark as Fulfilled on everyone against an expert's script, its undo against its own run, its preview against a count. */
export async function actionsBench(
  cluster: BenchCluster,
  { rows, rounds }: { rows: number; rounds: number },
): Promise<BenchRow[]> {
  const expert: number[] = [];
  const ours: number[] = [];
  const undone: number[] = [];
  const previews: number[] = [];
  const counted: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    expert.push(
      await onClone(cluster, rows, async (url) => {
        counted.push(await countByStatus(url));
        const took = await expertMarksAll(url);
        await check(url, rows, rows);
        return took;
      }),
    );
    await onServer(cluster, rows, async (server, token, url) => {
      previews.push(await previewAll(server, token));
      const { took, operationId } = await markAll(server, token);
      await check(url, rows, rows);
      ours.push(took);
      undone.push(await undoOnce(server, token, operationId));
      await check(url, 0, 2 * rows);
    });
  }
  const label = `${rows.toLocaleString('en-US')} backers`;
  return [
    ratio(
      `Mark as Fulfilled, ${label}`,
      'the same effects as one script',
      '≤ 1.3',
      '≤ 1',
      spread(ours),
      spread(expert),
    ),
    ratio(`undo of it, ${label}`, 'its own run', '≤ 1.5', '≤ 1', spread(undone), spread(ours)),
    ratio(
      `its preview by outcome, ${label}`,
      'count by status in SQL',
      '',
      '',
      spread(previews),
      spread(counted),
    ),
  ];
}

/** What a preview has to look at anyway: every order once. */
async function countByStatus(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const started = performance.now();
  await client.query('select status, count(*) from orders where project_id = 1 group by 1');
  const took = performance.now() - started;
  await client.end();
  return took;
}

/** Refuses a time whose result is wrong: orders, live counts and history. */
async function check(url: string, fulfilled: number, events: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, number>>(`
      select (select count(*)::int from orders where status = 'FULFILLED') as fulfilled,
        (select fulfilled from project_progress) as counted, (select count(*)::int from order_event) as events`);
    const found = rows[0];
    if (found?.fulfilled !== fulfilled || found.counted !== fulfilled || found.events !== events)
      throw new Error(`Expected ${fulfilled} fulfilled and ${events} events, found ${JSON.stringify(found)}`);
  } finally {
    await client.end();
  }
}
