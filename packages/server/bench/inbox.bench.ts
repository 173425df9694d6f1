import { fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { createClient } from 'graphql-ws';
import pg from 'pg';
import WebSocket from 'ws';
import type { BenchCluster } from './cluster.ts';
import { p99, paced } from './during/paced.ts';
import { startBareInbox } from './inbox/bare-server.ts';
import { bodies, FILL, HOOK_SECRET, prepareInbox, SERVER_SECRET, type SignedBody } from './inbox/prepare.ts';
import { LIST } from './lists/documents.ts';
import { cursorsOf } from './lists/places.ts';
import { spread, type BenchRow } from './rows.ts';
import { startServer } from './upload/server.ts';

const CONNECTIONS = 64;
/** Some twenty seconds of what is required, and more than any buffer holds. */
const MOST_WEBHOOKS = 40_000;
const MOST_EVENTS = 100_000;
const PER_SECOND = 50;
/** The first are not counted on either side: a process that has just started is slow whatever it does. */
const WARM_UP = 2048;
const WARM_UP_SECONDS = 3;
const IDLE_SECONDS = 20;

/** Vendors' webhooks against the plain way to keep them, and the list of backers while a carrier's batch comes in. */
export async function inboxBench(
  cluster: BenchCluster,
  { rows, rounds }: { rows: number; rounds: number },
): Promise<BenchRow[]> {
  const parcels = Math.min(rows, MOST_EVENTS);
  const sent = bodies(Math.min(MOST_WEBHOOKS, Math.max(2000, Math.round(rows / 20))), parcels);
  const warm = bodies(WARM_UP, parcels, 'warm');
  const turns: { ours: number; bare: number; told: number }[] = [];
  for (let round = 0; round < rounds; round += 1)
    turns.push({
      bare: await bareTurn(cluster, parcels, warm, sent),
      ...(await ourTurn(cluster, parcels, warm, sent)),
    });
  const [ours, bare, told] = [
    spread(turns.map((turn) => turn.ours)),
    spread(turns.map((turn) => turn.bare)),
    spread(turns.map((turn) => turn.told)),
  ];
  const count = sent.length.toLocaleString('en-US');
  return [
    {
      work: `${count} webhooks over ${CONNECTIONS} connections, each durable before it is answered`,
      against: 'node:http and one INSERT each',
      must: '',
      aim: '≥ 1',
      ours,
      baseline: bare,
      value: ours.median / bare.median,
      unit: 'requests/s',
    },
    {
      work: '… a second',
      against: '–',
      must: '≥ 500',
      aim: '≥ 1000',
      ours: null,
      baseline: null,
      value: ours.median,
      unit: '',
    },
    {
      work: '… until every parcel shows it',
      against: '–',
      must: '≥ 500',
      aim: '',
      ours: told,
      baseline: null,
      value: told.median,
      unit: 'webhooks/s',
    },
    await duringBatch(cluster, parcels, rounds),
  ];
}

async function bareTurn(
  cluster: BenchCluster,
  parcels: number,
  warm: SignedBody[],
  sent: SignedBody[],
): Promise<number> {
  const url = await cluster.clone(await cluster.template(parcels));
  const server = await startBareInbox(url, HOOK_SECRET);
  try {
    await send(server.url, warm);
    return (await send(server.url, sent)).perSecond;
  } finally {
    await server.stop();
    await cluster.drop(url);
  }
}

async function ourTurn(
  cluster: BenchCluster,
  parcels: number,
  warm: SignedBody[],
  sent: SignedBody[],
): Promise<{ ours: number; told: number }> {
  const url = await cluster.clone(await cluster.template(parcels));
  const path = await prepareInbox(url);
  const server = await startServer(cluster, url, { WAYBILL_SECRET: SERVER_SECRET });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await send(`${server.url}${path}`, warm);
    await worked(client);
    const started = performance.now();
    const { perSecond } = await send(`${server.url}${path}`, sent);
    await worked(client);
    const told = wholeShares(sent.length) / ((performance.now() - started) / 1000);
    await check(client, wholeShares(warm.length) + wholeShares(sent.length));
    return { ours: perSecond, told };
  } finally {
    await client.end();
    await server.stop();
    await cluster.drop(url);
  }
}

/** Sends every body once, and refuses to count what was not answered with 200. */
async function send(url: string, sent: readonly SignedBody[]): Promise<{ perSecond: number }> {
  const each = Math.floor(sent.length / CONNECTIONS);
  let from = 0;
  const started = performance.now();
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    amount: each * CONNECTIONS,
    setupClient(client) {
      const own = sent.slice(from, from + each);
      from += each;
      client.setRequests(own.map(({ body, headers }) => ({ method: 'POST' as const, body, headers })));
    },
  });
  const seconds = (performance.now() - started) / 1000;
  const bad = result.non2xx + result.errors + result.timeouts;
  if (bad > 0 || result['2xx'] < each * CONNECTIONS)
    throw new Error(`${bad} of ${sent.length} webhooks to ${url} were not taken.`);
  return { perSecond: result['2xx'] / seconds };
}

/** Until nothing waits in the inbox. */
async function worked(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ more: boolean }>(
      `select exists (select from inbox_delivery where status = 'RECEIVED') as more`,
    );
    if (rows[0]?.more === false) return;
    await wait(50);
  }
}

/** Every connection sends as many. */
function wholeShares(count: number): number {
  return Math.floor(count / CONNECTIONS) * CONNECTIONS;
}

/** What was answered with 200 is there once, and its parcel knows. */
async function check(client: pg.Client, expected: number): Promise<void> {
  const { rows } = await client.query<{ kept: number; done: number; copies: number }>(
    `select count(*)::int as kept, count(*) filter (where status = 'DONE')::int as done, sum(copies)::int as copies from inbox_delivery`,
  );
  const { kept = 0, done = 0, copies = 0 } = rows[0] ?? {};
  if (kept !== expected || done !== expected || copies !== 0)
    throw new Error(`Of ${expected} webhooks ${kept} are kept, ${done} taken in, and ${copies} came twice.`);
}

/** The list of backers at 50 requests a second, with nothing else to do and while a batch of a carrier is taken in. */
async function duringBatch(cluster: BenchCluster, events: number, rounds: number): Promise<BenchRow> {
  const [idle, busy]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const url = await cluster.clone(await cluster.template(events));
    await prepareInbox(url);
    const server = await startServer(cluster, url, { WAYBILL_SECRET: SERVER_SECRET });
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const pacer = fork(fileURLToPath(new URL('./during/pacer.ts', import.meta.url)));
    const token = cluster.token(events);
    const dashboard = watch(server.url, token);
    try {
      const endpoint = { url: `${server.url}/graphql`, token };
      const asked = (await cursorsOf(endpoint, 'ours', events)).map((after) =>
        JSON.stringify({ query: LIST.ours, variables: { after } }),
      );
      await paced(pacer, endpoint, asked, PER_SECOND, () => wait(WARM_UP_SECONDS * 1000));
      idle.push(p99(await paced(pacer, endpoint, asked, PER_SECOND, () => wait(IDLE_SECONDS * 1000))));
      // Held back until the clock runs: the sweep would find it.
      await client.query('begin');
      await client.query(FILL, [events, events]);
      busy.push(
        p99(
          await paced(pacer, endpoint, asked, PER_SECOND, async () => {
            await client.query(`select enqueue('inbox-work', '{"creatorId":"1"}', 'inbox:1')`);
            await client.query('commit');
            await worked(client);
          }),
        ),
      );
      await checkBatch(client, events);
    } finally {
      await dashboard.dispose();
      pacer.kill();
      await client.end();
      await server.stop();
      await cluster.drop(url);
    }
  }
  const [ours, baseline] = [spread(busy), spread(idle)];
  return {
    work: `backer list at ${PER_SECOND} requests/s while ${events.toLocaleString('en-US')} events of carriers are taken in, p99`,
    against: 'p99 without',
    must: '≤ 2',
    aim: '',
    ours,
    baseline,
    value: ours.median / baseline.median,
    unit: 'ms',
  };
}

/** A dashboard that is open meanwhile. */
function watch(url: string, token: string) {
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  client.subscribe(
    {
      query: 'subscription { projectProgressUpdated(projectId: "1") { projectId version orders } }',
    },
    { next: () => undefined, error: () => undefined, complete: () => undefined },
  );
  return client;
}

async function checkBatch(client: pg.Client, events: number): Promise<void> {
  const { rows } = await client.query<{ told: number; moved: number }>(
    `select (select count(*)::int from parcel_event) as told,
       (select count(*)::int from shipment where tracking_status = 'IN_TRANSIT' and accepted_at is not null) as moved`,
  );
  const { told = 0, moved = 0 } = rows[0] ?? {};
  if (told !== events || moved !== events)
    throw new Error(`Of ${events} events ${told} are in, and ${moved} parcels have moved.`);
}
