import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../../test/test-server.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import { makeKillable, type Killable } from '../operations/killed.harness.ts';
import { startStand, type Stand } from '../simulator/simulator.fixture.ts';
import { confirm, expectPaidOnce, labelsOf, purchase, shippingProject } from './postage.fixture.ts';
import { LabelPurchaseCreate } from '@waybill/schema/label-purchases';

const PARCELS = 60;

let stand: Stand;
let waybill: Killable;
let person: Person;
beforeAll(async () => {
  stand = await startStand();
  waybill = makeKillable({ SIMULATOR_URL: stand.simulator.url });
  await waybill.start();
  person = await waybill.signUp();
}, 120_000);
afterAll(async () => {
  await waybill[Symbol.asyncDispose]();
  await stand[Symbol.asyncDispose]();
}, 60_000);

/** A purchase at its preview. The program works by itself, and may be killed while it does. */
async function begin(
  project: string,
  whileItPrices: () => Promise<void> = async () => undefined,
): Promise<string> {
  const { labelPurchaseCreate } = await waybill.query(
    LabelPurchaseCreate,
    { projectId: project, input: { target: { everyone: true } } },
    person,
  );
  expect(labelPurchaseCreate.userErrors).toEqual([]);
  const id = labelPurchaseCreate.operation?.id ?? '';
  await whileItPrices();
  await waybill.until(`select status = 'PLANNED' from operation where id = ${id}`);
  return id;
}

async function killOnce(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
  await waybill.kill();
}

test('a purchase that is killed while it prices and while it buys goes on, and pays no parcel twice', async () => {
  const { simulator } = stand;
  const project = await shippingProject(waybill, person, PARCELS);
  const id = await begin(project, async () => {
    await killOnce(() => simulator.counts().created > PARCELS / 3);
    await waybill.start();
  });
  // What was priced and written down is not asked for again; what was under way may be.
  expect(simulator.counts().created).toBeLessThan(PARCELS * 1.8);

  const { postage } = await purchase(waybill, person, id);
  expect(postage?.labels).toBe(PARCELS);
  // One is sold and never answered: its chunk cannot end, and dies with all that was bought in it.
  const [held] = await waybill.asOwner(
    `select reference from label where operation_id = ${id} order by backer_id limit 1`,
  );
  simulator.fault({
    on: 'shipment.buy',
    kind: 'SLOW',
    until: new Promise(() => undefined),
    reference: String(held?.reference),
  });
  expect(await confirm(waybill, person, id, postage?.totalCents ?? 0)).toEqual([]);
  await killOnce(() => simulator.counts().bought >= PARCELS / 2);
  await waybill.start();
  await killOnce(() => simulator.counts().bought >= PARCELS - 5);
  await waybill.start();
  await waybill.until(`select status = 'COMPLETED' from operation where id = ${id}`);

  const labels = await labelsOf(waybill, person, project);
  expect(labels.map(({ status }) => status)).toEqual(Array(PARCELS).fill('BOUGHT'));
  expectPaidOnce(simulator, labels);
  expect(simulator.counts().bought).toBe(PARCELS);
  await expectConsistent(waybill, project);
}, 240_000);

test('what was bought in a chunk that died is known, although the purchase was stopped before it could go on', async () => {
  const { simulator } = stand;
  const before = simulator.counts().bought;
  const project = await shippingProject(waybill, person, 20);
  const id = await begin(project);
  const [held] = await waybill.asOwner(
    `select reference from label where operation_id = ${id} order by backer_id limit 1`,
  );
  simulator.fault({
    on: 'shipment.buy',
    kind: 'SLOW',
    until: new Promise(() => undefined),
    reference: String(held?.reference),
  });
  const { postage } = await purchase(waybill, person, id);
  expect(await confirm(waybill, person, id, postage?.totalCents ?? 0)).toEqual([]);
  await killOnce(() => simulator.counts().bought >= before + 12);
  await waybill.asOwner(`update operation set status = 'CANCELED', settled_at = now() where id = ${id}`);
  await waybill.start();
  await waybill.until(
    `select not exists (select from label where operation_id = ${id} and status = 'BUYING')`,
  );

  const labels = await labelsOf(waybill, person, project);
  expect(labels.length).toBe(simulator.counts().bought - before);
  expectPaidOnce(simulator, labels);
  await expectConsistent(waybill, project);
}, 240_000);
