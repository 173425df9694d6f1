import { isDeepStrictEqual } from 'node:util';
import type { BenchCluster } from './cluster.ts';
import { ask, type Endpoint } from './lists/ask.ts';
import { LIST, listOf, NESTED, plain, type ListData, type Question } from './lists/documents.ts';
import { loadOf, type Load } from './lists/load.ts';
import { cursorOf, cursorsOf } from './lists/places.ts';
import { startPostGraphile } from './lists/rival.ts';
import { seedParcels } from './lists/seed.ts';
import { spread, type BenchRow } from './rows.ts';
import { startServer } from './upload/server.ts';

export interface ListBenchOptions {
  /** Backers of the project; a million unless told. */
  rows: number;
  rounds: number;
  /** How long each side is kept busy in a round. */
  seconds?: number;
}

const COMPARED = 25;
const CONNECTIONS = 16;
const WARM_UP_SECONDS = 3;
/** Single requests a round, one after the other. */
const SINGLE = 150;

interface Side {
  endpoint: Endpoint;
  cpuMs(): number;
  cursors: string[];
}

interface Turn extends Load {
  cpuPerAnswer: number;
}

/** Lists against PostGraphile on the same tables, and the depth of a page. Both servers are up at once and take turns. */
export async function listsBench(
  cluster: BenchCluster,
  { rows, rounds, seconds = 8 }: ListBenchOptions,
): Promise<BenchRow[]> {
  const url = await cluster.clone(await cluster.template(rows));
  await seedParcels(url);
  const server = await startServer(cluster, url);
  const rival = await startPostGraphile(cluster, url);
  const bare = await startPostGraphile(cluster, url, true);
  try {
    const token = cluster.token(rows);
    const mine = { url: `${server.url}/graphql`, token };
    const other = { url: rival.url, token };
    const open = { url: bare.url };
    const ours: Side = { endpoint: mine, cpuMs: server.cpuMs, cursors: await cursorsOf(mine, 'ours', rows) };
    const theirs: Side = {
      endpoint: other,
      cpuMs: rival.cpuMs,
      cursors: await cursorsOf(other, 'theirs', rows),
    };
    const unsigned: Side = { endpoint: open, cpuMs: bare.cpuMs, cursors: theirs.cursors };
    return [
      ...(await compare('backer list, 100 × 15 fields', LIST, ours, theirs, { rounds, seconds }, [
        '≥ 1.1',
        '≥ 1.5',
      ])),
      ...(await compare('50 backers with their parcels', NESTED, ours, theirs, { rounds, seconds }, [
        '≥ 1.5',
        '≥ 2',
      ])),
      ...(await against('backer list, 100 × 15 fields', LIST, ours, unsigned, { rounds, seconds })),
      ...(await against('50 backers with their parcels', NESTED, ours, unsigned, { rounds, seconds })),
      await depth(ours.endpoint, rows, rounds),
    ];
  } finally {
    await bare.stop();
    await rival.stop();
    await server.stop();
    await cluster.drop(url);
  }
}

/** The same against a PostGraphile that signs nobody in: for the record, and judged by nothing. */
async function against(
  work: string,
  question: Question,
  ours: Side,
  unsigned: Side,
  effort: { rounds: number; seconds: number },
): Promise<BenchRow[]> {
  const rows = await compare(work, question, ours, unsigned, effort, ['', '']);
  return rows.slice(0, 1).map((row) => ({ ...row, against: 'PostGraphile 5 without sign-in' }));
}

async function compare(
  work: string,
  question: Question,
  ours: Side,
  theirs: Side,
  { rounds, seconds }: { rounds: number; seconds: number },
  [must, aim]: [must: string, aim: string],
): Promise<BenchRow[]> {
  await checkEqual(question, ours, theirs);
  await turn(ours, question.ours, WARM_UP_SECONDS);
  await turn(theirs, question.theirs, WARM_UP_SECONDS);
  const turns: { ours: Turn; theirs: Turn }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    turns.push({
      ours: await turn(ours, question.ours, seconds),
      theirs: await turn(theirs, question.theirs, seconds),
    });
  }
  const row = (what: string, limits: [string, string], unit: string, key: keyof Turn): BenchRow => {
    const [mine, other] = [
      spread(turns.map((one) => one.ours[key])),
      spread(turns.map((one) => one.theirs[key])),
    ];
    return {
      work: what,
      against: 'PostGraphile 5',
      must: limits[0],
      aim: limits[1],
      ours: mine,
      baseline: other,
      value: mine.median / other.median,
      unit,
    };
  };
  return [
    row(`${work}, ${CONNECTIONS} connections`, [must, aim], 'requests/s', 'perSecond'),
    row('… p99', ['≤ 1', ''], 'ms', 'p99'),
    row('… processor time of the server a request', ['', ''], 'ms', 'cpuPerAnswer'),
  ];
}

/** Refuses to time what is not the same: the rows of some pages must be equal in every field. */
async function checkEqual(question: Question, ours: Side, theirs: Side): Promise<void> {
  for (let at = 0; at < COMPARED; at += 1) {
    const mine = await rowsOf(ours.endpoint, question.ours, ours.cursors[at]);
    const other = await rowsOf(theirs.endpoint, question.theirs, theirs.cursors[at]);
    if (mine.length === 0 || !isDeepStrictEqual(mine, other))
      throw new Error(
        `The two sides answer differently: ${JSON.stringify(mine[0])} and ${JSON.stringify(other[0])}`,
      );
  }
}

async function turn({ endpoint, cursors, cpuMs }: Side, query: string, seconds: number): Promise<Turn> {
  const bodies = cursors.map((after) => JSON.stringify({ query, variables: { after } }));
  const before = cpuMs();
  const load = await loadOf(endpoint, bodies, { connections: CONNECTIONS, seconds });
  return { ...load, cpuPerAnswer: (cpuMs() - before) / load.answers };
}

/** A page far down against the first one, one request after the other. */
async function depth(endpoint: Endpoint, rows: number, rounds: number): Promise<BenchRow> {
  const number = rows * 0.9;
  const deep = await cursorOf(endpoint, 'ours', number);
  const first: number[] = [];
  const far: number[] = [];
  const timed = async (after: string | null) => {
    const started = performance.now();
    await ask(endpoint, LIST.ours, { after });
    return performance.now() - started;
  };
  for (let round = 0; round < rounds; round += 1) {
    const times = { first: [] as number[], far: [] as number[] };
    for (let n = 0; n < SINGLE; n += 1) {
      times.first.push(await timed(null));
      times.far.push(await timed(deep));
    }
    first.push(spread(times.first).median);
    far.push(spread(times.far).median);
  }
  const [ours, baseline] = [spread(far), spread(first)];
  return {
    work: `page at row ${number.toLocaleString('en-US')}`,
    against: 'page 1',
    must: '≤ 1.5',
    aim: '≤ 1.1',
    ours,
    baseline,
    value: ours.median / baseline.median,
    unit: 'ms',
  };
}

async function rowsOf(endpoint: Endpoint, query: string, after: string | undefined): Promise<unknown[]> {
  return (listOf(await ask<ListData>(endpoint, query, { after })).nodes ?? []).map(plain);
}
