import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import type { BenchCluster } from './cluster.ts';
import { ask, type Endpoint } from './lists/ask.ts';
import { seedParcels } from './lists/seed.ts';
import { spread, type BenchRow } from './rows.ts';
import { writeTrackingFile } from './upload/file.ts';
import { undoOnce, uploadOnce } from './upload/ours.ts';
import { startServer } from './upload/server.ts';

interface Totals {
  byStatus: { status: string; count: number }[];
  eligibleOrders: number;
  fulfilled: number;
  shipments: number;
  confirmed: number;
  delivered: number;
}

const READS = 200;
const RECOUNTS = 5;

/**
 * The live totals, read over HTTP with all that a request takes, against counting the same numbers in SQL on an
 * open connection. Equal before, after an upload into orders that are half shipped already, and after its undo.
 */
export async function totalsBench(
  cluster: BenchCluster,
  { rows, rounds }: { rows: number; rounds: number },
): Promise<BenchRow[]> {
  const url = await cluster.clone(await cluster.template(rows));
  await seedParcels(url);
  const server = await startServer(cluster, url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const token = cluster.token(rows);
    const endpoint = { url: `${server.url}/graphql`, token };
    await checkEqual(endpoint, client, 'at first');
    const live: number[] = [];
    const counted: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      live.push(await typical(READS, () => read(endpoint)));
      counted.push(await typical(RECOUNTS, () => recount(client)));
    }
    const file = join(cluster.dir, 'totals.csv');
    await writeTrackingFile(file, rows / 10);
    const { operationId } = await uploadOnce(server, token, file);
    await checkEqual(endpoint, client, 'after an upload');
    await undoOnce(server, token, operationId);
    await checkEqual(endpoint, client, 'after its undo');
    const [ours, baseline] = [spread(live), spread(counted)];
    return [
      {
        work: `live totals of ${rows.toLocaleString('en-US')} orders`,
        against: 'counting them',
        must: '≤ 0.05',
        aim: '',
        ours,
        baseline,
        value: ours.median / baseline.median,
        unit: 'ms',
      },
    ];
  } finally {
    await client.end();
    await server.stop();
    await cluster.drop(url);
  }
}

async function read(endpoint: Endpoint): Promise<Totals> {
  const { project } = await ask<{ project: { progress: Totals } }>(endpoint, PROGRESS, {});
  return project.progress;
}

async function recount(client: pg.Client): Promise<Totals> {
  const { rows } = await client.query<Totals>(RECOUNT);
  return rows[0] as Totals;
}

async function checkEqual(endpoint: Endpoint, client: pg.Client, when: string): Promise<void> {
  const flat = ({ byStatus, eligibleOrders, fulfilled, shipments, confirmed, delivered }: Totals) => ({
    byStatus: Object.fromEntries(
      byStatus.filter(({ count }) => count > 0).map(({ status, count }) => [status, count]),
    ),
    ...{ eligibleOrders, fulfilled, shipments, confirmed, delivered },
  });
  const [live, counted] = [flat(await read(endpoint)), flat(await recount(client))];
  if (!isDeepStrictEqual(live, counted))
    throw new Error(
      `The totals are wrong ${when}: ${JSON.stringify(live)}, but counted ${JSON.stringify(counted)}`,
    );
}

/** Median of so many, one after the other, after one that warms up. */
async function typical(times: number, work: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let n = -1; n < times; n += 1) {
    const started = performance.now();
    await work();
    if (n >= 0) took.push(performance.now() - started);
  }
  return spread(took).median;
}

const PROGRESS = /* GraphQL */ `
  query Progress {
    project(id: "1") {
      progress {
        id
        version
        updatedAt
        orders
        eligibleOrders
        fulfilled
        confirmed
        delivered
        shipments
        fulfilledShare
        shippedPerMinute
        estimatedCompletionAt
        untilFulfilled
        status
        fulfilledAt
        byStatus {
          status
          count
        }
        byBucket {
          bucket
          count
        }
      }
    }
  }
`;

const RECOUNT = /* sql */ `
with counted as (
  select status, count(*)::int as n, (count(*) filter (where physical and status <> 'CANCELED'))::int as eligible
  from orders where project_id = 1 group by status
), parcels as (
  select count(*)::int as n, count(accepted_at)::int as confirmed, count(delivered_at)::int as delivered
  from shipment where project_id = 1 and voided_at is null
)
select (select json_agg(json_build_object('status', status, 'count', n)) from counted) as "byStatus",
  (select sum(eligible)::int from counted) as "eligibleOrders",
  coalesce((select eligible from counted where status = 'FULFILLED'), 0) as fulfilled,
  parcels.n as shipments, parcels.confirmed, parcels.delivered
from parcels`;
