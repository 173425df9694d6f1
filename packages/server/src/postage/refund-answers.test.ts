import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { LabelsVoid, type LabelItem } from '@waybill/schema/labels';
import { ShipmentVoid } from '@waybill/schema/shipments';
import {
  buy,
  labelsOf,
  priceLabels,
  shippingProject,
  startPostage,
  type PostageStand,
} from './postage.fixture.ts';

let stand: PostageStand;
beforeAll(async () => {
  stand = await startPostage();
}, 60_000);
afterEach(() => stand.simulator.clearFaults());
afterAll(() => stand[Symbol.asyncDispose]());

/** One label for each order, whose former parcels, if there are any, are voided by hand. */
async function another(project: string): Promise<LabelItem[]> {
  const { server, person } = stand;
  for (const { shipment } of await labelsOf(server, person, project, { printed: false }))
    await server.query(ShipmentVoid, { id: shipment?.id ?? '' }, person);
  const { id } = await buy(server, person, await priceLabels(server, person, project));
  return labelsOf(server, person, project, { operationId: id });
}

/** Gives labels back; the provider takes the money of those `kept` for its own. */
async function giveBack(project: string, labels: readonly LabelItem[], kept: readonly LabelItem[] = []) {
  for (const { reference } of kept)
    stand.simulator.fault({
      on: 'shipment.refund',
      kind: 'REFUSE',
      code: 'SHIPMENT.REFUND.UNAVAILABLE',
      message: 'Used by now.',
      reference,
    });
  const ids = labels.map(({ id }) => id);
  const { labelsVoid } = await stand.server.query(LabelsVoid, { projectId: project, ids }, stand.person);
  expect(labelsVoid.userErrors).toEqual([]);
  return labelsVoid;
}

test('two who give labels of the same orders back lose no answer', async () => {
  const { server, person } = stand;
  const project = await shippingProject(server, person, 2);
  const [a1, a2] = await another(project);
  const [b1, b2] = await another(project);
  if (!a1 || !a2 || !b1 || !b2) throw new Error('four labels are missing');

  const gate = Promise.withResolvers<undefined>();
  const locked = Promise.withResolvers<undefined>();
  const first = server.db.engineWrite([person.creatorId], async (client) => {
    await client.query('select from orders where project_id = $1 for update', [project]);
    locked.resolve(undefined);
    await gate.promise;
  });
  await locked.promise;
  const both = [giveBack(project, [a1, a2], [a2]), giveBack(project, [b1, b2], [b1])];
  const waiting = async () =>
    (
      await server.asOwner(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    )[0]?.n;
  await expect.poll(waiting).toBe(2);
  gate.resolve(undefined);
  await first;
  const [ofA, ofB] = await Promise.all(both);
  expect(ofA).toMatchObject({
    labels: [{ status: 'VOIDING' }, { status: 'BOUGHT' }],
    refused: [{ labelId: a2.id }],
  });
  expect(ofB).toMatchObject({
    labels: [{ status: 'BOUGHT' }, { status: 'VOIDING' }],
    refused: [{ labelId: b1.id }],
  });
});
