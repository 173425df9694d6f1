import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWaybillClient, type WaybillClient } from '@waybill/schema';
import { LabelPurchase, LabelPurchaseCreate } from '@waybill/schema/label-purchases';
import { OperationApply, OperationUpdated } from '@waybill/schema/operations';
import pg from 'pg';
import { CALLS_AT_ONCE } from '../src/postage/at-once.ts';
import type { BenchCluster } from './cluster.ts';
import type { BareReport, BareRequest } from './postage/bare.ts';
import type { ProviderReport, ProviderRequest } from './postage/simulator.ts';
import { spread, type BenchRow } from './rows.ts';
import { startServer } from './upload/server.ts';

const PARCELS = 1000;
/** A real provider takes ten times as long for a price, and more for a purchase: it asks carriers. */
const LATENCY_MS = 50;

/**
 * A run of labels, from asking for the prices to the last label paid, against a script around the provider's official
 * client that makes the same calls, so many at once. Ours writes down every label before it is paid and after, moves
 * the orders, and can be killed at any time. The provider is the simulator, in a process of its own: once so that it
 * answers as fast as it can, which no provider does, and once after a twentieth of a second.
 */
export async function postageBench(
  cluster: BenchCluster,
  { rounds }: { rounds: number },
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const latencyMs of [LATENCY_MS, 0]) {
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await withProvider(cluster, latencyMs, bareRun));
      ours.push(await withProvider(cluster, latencyMs, (url) => ourRun(cluster, url)));
    }
    const [mine, baseline] = [spread(ours), spread(bare)];
    rows.push({
      work:
        latencyMs > 0
          ? `${PARCELS.toLocaleString('en-US')} labels priced and bought, from a provider that answers after ${latencyMs} ms`
          : '… from one that answers at once',
      against: 'the same calls by its official client',
      must: latencyMs > 0 ? '≤ 1.3' : '',
      aim: '',
      ours: mine,
      baseline,
      value: mine.median / baseline.median,
      unit: 's',
    });
  }
  return rows;
}

async function withProvider(
  cluster: BenchCluster,
  latencyMs: number,
  work: (url: string) => Promise<number>,
): Promise<number> {
  const child = fork(fileURLToPath(new URL('./postage/simulator.ts', import.meta.url)));
  try {
    const dataDir = mkdtempSync(join(cluster.dir, 'provider-'));
    const { url } = await asked<ProviderRequest, ProviderReport>(child, { dataDir, latencyMs });
    return await work(url);
  } finally {
    child.kill();
  }
}

async function bareRun(url: string): Promise<number> {
  const child = fork(fileURLToPath(new URL('./postage/bare.ts', import.meta.url)));
  try {
    const request = { url, parcels: PARCELS, atOnce: CALLS_AT_ONCE };
    const { tookMs } = await asked<BareRequest, BareReport>(child, request);
    return tookMs / 1000;
  } finally {
    child.kill();
  }
}

async function ourRun(cluster: BenchCluster, provider: string): Promise<number> {
  const url = await cluster.clone(await cluster.template(PARCELS));
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await prepare(owner);
  const server = await startServer(cluster, url, { SIMULATOR_URL: provider });
  try {
    await using client = createWaybillClient({ url: server.url, token: cluster.token(PARCELS) });
    const started = performance.now();
    const { labelPurchaseCreate } = await client.query(LabelPurchaseCreate, {
      projectId: '1',
      input: { target: { everyone: true } },
    });
    const id = labelPurchaseCreate.operation?.id;
    if (!id) throw new Error(JSON.stringify(labelPurchaseCreate.userErrors));
    await until(client, id, 'PLANNED');
    const { operation } = await client.query(LabelPurchase, { id });
    const { operationApply } = await client.query(OperationApply, {
      id,
      input: { confirmTotal: operation?.postage?.totalCents },
    });
    if (operationApply.userErrors.length > 0) throw new Error(JSON.stringify(operationApply.userErrors));
    await until(client, id, 'COMPLETED');
    const took = performance.now() - started;
    await check(owner);
    return took / 1000;
  } finally {
    await server.stop();
    await owner.end();
    await cluster.drop(url);
  }
}

async function until(client: WaybillClient, id: string, status: 'PLANNED' | 'COMPLETED'): Promise<void> {
  for await (const { operationUpdated: operation } of client.subscribe(OperationUpdated, { id })) {
    if (operation.status === 'FAILED') throw new Error(operation.failure?.message);
    if (operation.status === status) return;
  }
  throw new Error('The watching socket closed');
}

/** Refuses to show a time in which not every parcel got its one label. */
async function check(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ bought: number; numbers: number; shipments: number }>(`
    select (select count(*)::int from label where status = 'BOUGHT') as bought,
      (select count(distinct tracking_number)::int from label where status = 'BOUGHT') as numbers,
      (select count(*)::int from shipment where source = 'POSTAGE') as shipments`);
  const [found] = rows;
  if (found?.bought !== PARCELS || found.numbers !== PARCELS || found.shipments !== PARCELS)
    throw new Error(`${PARCELS} labels were to be bought; found ${JSON.stringify(found)}`);
}

/** Parcels within the country of one box, as the rival's are. */
async function prepare(owner: pg.Client): Promise<void> {
  await owner.query(`
    update project set fulfillment_method = 'POSTAGE';
    update backer set country = 'US', country_name = 'United States', city = 'Springfield', state = 'IL', postal_code = '62701';
    insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity)
      select id, 1, creator_id, project_id, 'CORE', 'Core box', 1 from backer order by id;
    insert into parcel_preset (creator_id, project_id, name, length_mm, width_mm, height_mm, weight_g)
      select creator_id, id, 'Box', 310, 230, 85, 1250 from project;
    insert into postage_settings (creator_id, project_id, sender) select creator_id, id,
      '{"name": "Bench", "company": null, "phone": null, "email": null, "line1": "2000 Harbor Way", "line2": null,
        "city": "Oakland", "state": "CA", "postalCode": "94607", "country": "US"}' from project`);
  await owner.query('vacuum (analyze) backer, order_item');
}

/** Sends one message, waits for one. */
function asked<Q extends object, A>(child: ChildProcess, request: Q): Promise<A> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer: A) => resolve(answer));
    child.once('exit', (code) => reject(new Error(`A process of the bench ended with ${code}.`)));
    child.send(request);
  });
}
