import autocannon from 'autocannon';
import pg from 'pg';
import type { BenchCluster } from './cluster.ts';
import { ask } from './lists/ask.ts';
import { seedParcels } from './lists/seed.ts';
import { startBare } from './public/bare-server.ts';
import { spread, type BenchRow } from './rows.ts';
import { startServer } from './upload/server.ts';

/** Of everything here only the page's own backer is read, so a small campaign is as good as a large one. */
const BACKERS = 10_000;
/** As many as a page of the list holds. */
const LINKS = 100;
/** Requests come from so many: no network sends as many in a minute as the limiter allows. */
const NETWORKS = 1000;
const CONNECTIONS = 16;
const SECONDS = 6;
const WARM_UP_SECONDS = 3;

interface Side {
  url: string;
  cpuMs(): number;
}

interface Turn {
  cpuPerAnswer: number;
  perSecond: number;
}

/** The two pages that strangers see, against the same statements over bare node:http, by processor time of the server. */
export async function publicBench(
  cluster: BenchCluster,
  { rounds }: { rounds: number },
): Promise<BenchRow[]> {
  const url = await cluster.clone(await cluster.template(BACKERS));
  await seedParcels(url);
  await prepare(url);
  const server = await startServer(cluster, url);
  const bare = await startBare(cluster, url);
  try {
    const endpoint = { url: `${server.url}/graphql`, token: cluster.token(BACKERS) };
    const links = await linksOf(endpoint);
    await checkSame(server.url, bare.url, links);
    const backers = links.map(({ id }) => `/b/${id}`);
    return [
      ...(await compare('public profile', rounds, server, ['/c/bench'], bare, ['/c/bench'])),
      ...(await compare(
        'backer’s own page',
        rounds,
        server,
        links.map(({ path }) => path),
        bare,
        backers,
      )),
    ];
  } finally {
    await bare.stop();
    await server.stop();
    await cluster.drop(url);
  }
}

async function compare(
  work: string,
  rounds: number,
  ours: Side,
  ourPaths: readonly string[],
  bare: Side,
  barePaths: readonly string[],
): Promise<BenchRow[]> {
  await turn(ours, ourPaths, WARM_UP_SECONDS);
  await turn(bare, barePaths, WARM_UP_SECONDS);
  const turns: { ours: Turn; bare: Turn }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    turns.push({ ours: await turn(ours, ourPaths, SECONDS), bare: await turn(bare, barePaths, SECONDS) });
  }
  const row = (what: string, must: string, unit: string, key: keyof Turn): BenchRow => {
    const [mine, other] = [
      spread(turns.map((one) => one.ours[key])),
      spread(turns.map((one) => one.bare[key])),
    ];
    return {
      work: what,
      against: 'the same query over node:http',
      must,
      aim: '',
      ours: mine,
      baseline: other,
      value: mine.median / other.median,
      unit,
    };
  };
  return [
    row(`${work}, processor time of the server a request`, '≤ 2', 'ms', 'cpuPerAnswer'),
    row(`… ${CONNECTIONS} connections`, '', 'requests/s', 'perSecond'),
  ];
}

/** Keeps so many connections busy for some seconds. */
async function turn({ url, cpuMs }: Side, paths: readonly string[], seconds: number): Promise<Turn> {
  const requests = Array.from({ length: NETWORKS }, (_, index) => ({
    method: 'GET' as const,
    path: paths[index % paths.length] ?? '',
    headers: { 'x-forwarded-for': `10.0.${index >> 8}.${index & 255}` },
  }));
  let from = 0;
  const before = cpuMs();
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    setupClient(client) {
      from += Math.ceil(requests.length / CONNECTIONS);
      client.setRequests([
        ...requests.slice(from % requests.length),
        ...requests.slice(0, from % requests.length),
      ]);
    },
    verifyBody: (body) => /^(<!doctype html>|\[\{)/.test(body),
  });
  const bad = result.non2xx + result.errors + result.timeouts + result.mismatches;
  if (bad > 0)
    throw new Error(`${bad} of ${result['2xx'] + bad} requests to ${url} were not answered with a page.`);
  return { cpuPerAnswer: (cpuMs() - before) / result['2xx'], perSecond: result['2xx'] / result.duration };
}

interface Link {
  id: string;
  path: string;
}

/** Backers' links as the product gives them out. */
async function linksOf(endpoint: { url: string; token: string }): Promise<Link[]> {
  const { project } = await ask<{
    project: { backers: { nodes: { id: string; publicUrl: string | null }[] } };
  }>(
    endpoint,
    `query($first: Int!) { project(id: "1") { backers(first: $first) { nodes { id publicUrl } } } }`,
    { first: LINKS },
  );
  return project.backers.nodes.map(({ id, publicUrl }) => {
    if (!publicUrl) throw new Error('The token gets no links.');
    return { id, path: new URL(publicUrl).pathname };
  });
}

/** Refuses to time what is not the same: what the rows hold must stand in the pages. */
async function checkSame(ours: string, bare: string, links: readonly Link[]): Promise<void> {
  const text = async (address: string) => (await fetch(address)).text();
  const [profile] = JSON.parse(await text(`${bare}/c/bench`)) as { name: string; title: string }[];
  const page = await text(`${ours}/c/bench`);
  if (!profile || !page.includes(profile.title) || !page.includes(profile.name))
    throw new Error(`The profile does not show what its query gives: ${JSON.stringify(profile)}`);
  for (const { id, path } of links.slice(0, 20)) {
    const [row] = JSON.parse(await text(`${bare}/b/${id}`)) as {
      items: { name: string }[];
      parcels: { number: string }[];
    }[];
    const pledge = await text(`${ours}${path}`);
    const words = [
      ...(row?.items ?? []).map(({ name }) => name),
      ...(row?.parcels ?? []).map(({ number }) => number),
    ];
    if (!row || words.some((word) => !pledge.includes(word)))
      throw new Error(`The page of backer ${id} does not show what its query gives: ${words.join(', ')}`);
  }
}

/** Three published projects beside the campaign, and two items for everybody. */
async function prepare(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(items);
    await client.query(published);
    await client.query('vacuum (analyze, freeze)');
  } finally {
    await client.end();
  }
}

const items = /* sql */ `
insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity)
select b.id, n, b.creator_id, b.project_id, 'SKU-' || n, (array['Base game', 'Expansion'])[n], n
from backer b cross join generate_series(1, 2) n order by b.id`;

const published = /* sql */ `
with more as (insert into project (creator_id, slug, title) select creator_id, slug || '-' || n, title || ' ' || n
  from project cross join generate_series(2, 3) n)
update creator set about = 'Board games about light and the sea.';
update project set published_at = now()`;
