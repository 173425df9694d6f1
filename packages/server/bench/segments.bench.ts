import { join } from 'node:path';
import { createWaybillClient, type WaybillClient } from '@waybill/schema';
import type { FilterTree } from '@waybill/schema/filter-tree';
import { SegmentCount, SegmentCreate, SegmentsUpdated } from '@waybill/schema/segments';
import pg from 'pg';
import type { BenchCluster } from './cluster.ts';
import { spread, type BenchRow, type Spread } from './rows.ts';
import { QUESTIONS, type Question } from './segments/questions.ts';
import { seedSegments } from './segments/seed.ts';
import { checkApplied } from './upload/check.ts';
import { writeTrackingFile } from './upload/file.ts';
import { uploadOnce } from './upload/ours.ts';
import { startServer } from './upload/server.ts';

/** Of each side, for each question, in each round. */
const COUNTS = 5;
const SAMPLE_MS = 50;

interface Options {
  rows: number;
  rounds: number;
}

/** Ten segments counted over HTTP against hand-written SQL; and what a segment somebody looks at costs an upload. */
export async function segmentsBench(cluster: BenchCluster, options: Options): Promise<BenchRow[]> {
  return [...(await countRows(cluster, options)), ...(await liveRows(cluster, options))];
}

async function countRows(cluster: BenchCluster, { rows, rounds }: Options): Promise<BenchRow[]> {
  const url = await cluster.clone(await cluster.template(rows));
  await seedSegments(url);
  const server = await startServer(cluster, url);
  const expert = new pg.Client({ connectionString: url });
  await expert.connect();
  try {
    await using client = createWaybillClient({ url: server.url, token: cluster.token(rows) });
    const snapshot = await makeSegment(client, 'SNAPSHOT', {
      field: 'number',
      operator: 'LTE',
      value: rows / 10,
    });
    const took: { question: Question; ours: Spread; byHand: Spread }[] = [];
    for (const question of QUESTIONS) {
      const filter = question.tree(snapshot);
      const ask = async () => (await client.query(SegmentCount, { projectId: '1', filter })).segmentCount;
      const askByHand = async () =>
        Number((await expert.query<{ count: string }>(question.sql)).rows[0]?.count);
      const [ours, theirs] = [await ask(), await askByHand()];
      if (ours !== theirs || ours === 0)
        throw new Error(`“${question.name}” is ${ours}, but ${theirs} counted by hand`);
      const [times, timesByHand]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds * COUNTS; round += 1) {
        times.push(await timed(ask));
        timesByHand.push(await timed(askByHand));
      }
      const one = { question, ours: spread(times), byHand: spread(timesByHand) };
      took.push(one);
      process.stderr.write(
        `  ${question.name}: ${ours} backers, ${one.ours.median.toFixed(1)} ms against ${one.byHand.median.toFixed(1)}\n`,
      );
    }
    const ratio = ({ ours, byHand }: (typeof took)[number]) => ours.median / byHand.median;
    const worst = took.reduce((most, one) => (ratio(one) > ratio(most) ? one : most));
    const [ours, baseline] = [sumOf(took.map((one) => one.ours)), sumOf(took.map((one) => one.byHand))];
    const limits = { must: '≤ 1.2', aim: '≤ 1.05', unit: 'ms' };
    return [
      {
        work: `count of ten segments over ${rows.toLocaleString('en-US')} backers, together`,
        against: 'hand-written SQL of the same questions',
        ours,
        baseline,
        value: ours.median / baseline.median,
        ...limits,
      },
      {
        work: `the one of them that is worst off (${worst.question.name})`,
        against: 'its SQL',
        ours: worst.ours,
        baseline: worst.byHand,
        value: ratio(worst),
        ...limits,
      },
    ];
  } finally {
    await expert.end();
    await server.stop();
    await cluster.drop(url);
  }
}

async function liveRows(cluster: BenchCluster, { rows, rounds }: Options): Promise<BenchRow[]> {
  const file = join(cluster.dir, 'segments.csv');
  await writeTrackingFile(file, rows);
  const alone: number[] = [];
  const watched: number[] = [];
  const lags: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const watching of round % 2 === 0 ? [false, true] : [true, false]) {
      const url = await cluster.clone(await cluster.template(rows));
      const server = await startServer(cluster, url);
      try {
        const token = cluster.token(rows);
        if (watching) {
          const lag = await watch(url, server.url, token, rows, async () => {
            watched.push((await uploadOnce(server, token, file)).total);
          });
          lags.push(lag);
        } else {
          // The look at what is true costs both sides the same.
          await sampled(url, async () => {
            alone.push((await uploadOnce(server, token, file)).total);
          });
        }
        await checkApplied(url, rows);
      } finally {
        await server.stop();
        await cluster.drop(url);
      }
    }
  }
  const [ours, baseline, lag] = [spread(watched), spread(alone), spread(lags)];
  return [
    {
      work: `upload of ${rows.toLocaleString('en-US')} rows while a segment is open`,
      against: 'the upload alone',
      must: '≤ 1.1',
      aim: '≤ 1.05',
      ours,
      baseline,
      value: ours.median / baseline.median,
      unit: 'ms',
    },
    {
      work: 'the oldest count shown meanwhile',
      against: '',
      must: '≤ 2000',
      aim: '≤ 2000',
      ours: lag,
      baseline: null,
      value: lag.median,
      unit: 'ms',
    },
  ];
}

/**
 * Keeps a segment open while `work` runs: who has a tracking number, which nothing but counting tells. What is true is
 * read beside it from the counts that triggers keep.
 *
 * @returns the longest time between a number's being true and its (or a newer one's) being shown, in milliseconds
 */
async function watch(
  databaseUrl: string,
  url: string,
  token: string,
  rows: number,
  work: () => Promise<void>,
): Promise<number> {
  await using client = createWaybillClient({ url, token });
  await makeSegment(client, 'DYNAMIC', { field: 'hasTracking', operator: 'IS', value: true });
  const shown: { at: number; count: number }[] = [];
  const watching = (async () => {
    for await (const { segmentsUpdated } of client.subscribe(SegmentsUpdated, { projectId: '1' })) {
      const count = segmentsUpdated.segments[0]?.backerCount ?? 0;
      shown.push({ at: performance.now(), count });
      if (count === rows) return;
    }
  })();
  const truths = await sampled(databaseUrl, async () => {
    await work();
    await watching;
  });
  const lags = truths
    .filter(({ count }) => count > 0)
    .map(({ at, count }) => (shown.find((one) => one.count >= count)?.at ?? Infinity) - at);
  return Math.max(0, ...lags);
}

/** What is true while `work` runs, from the counts that triggers keep, looked at every 50 ms. */
async function sampled(
  databaseUrl: string,
  work: () => Promise<void>,
): Promise<{ at: number; count: number }[]> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const truths: { at: number; count: number }[] = [];
  let over = false;
  const sampling = (async () => {
    while (!over) {
      const { rows } = await database.query<{ n: number }>('select shipments as n from project_progress');
      truths.push({ at: performance.now(), count: rows[0]?.n ?? 0 });
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  })();
  try {
    await work();
  } finally {
    over = true;
    await sampling;
    await database.end();
  }
  return truths;
}

async function makeSegment(
  client: WaybillClient,
  kind: 'DYNAMIC' | 'SNAPSHOT',
  filter: FilterTree,
): Promise<string> {
  const { segmentCreate } = await client.query(SegmentCreate, {
    projectId: '1',
    input: { name: `Bench ${kind}`, kind, filter },
  });
  if (!segmentCreate.segment) throw new Error(JSON.stringify(segmentCreate.userErrors));
  return segmentCreate.segment.id;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function sumOf(spreads: readonly Spread[]): Spread {
  const sum = (of: keyof Spread) => spreads.reduce((total, one) => total + one[of], 0);
  return { median: sum('median'), min: sum('min'), max: sum('max') };
}
