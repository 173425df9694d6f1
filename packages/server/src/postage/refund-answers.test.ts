import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ExceptionPage } from '@waybill/schema/exceptions';
import { LabelsCheck, LabelsVoid, type LabelItem } from '@waybill/schema/labels';
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
  // What its carrier has scanned is not given back.
  stand.simulator.decide(/./, 'NEVER_ACCEPTED');
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

/** What is said of refused refunds of a project, a line for each label; null where nobody is asked. */
async function refusals(projectId: string): Promise<string | null> {
  const { project } = await stand.server.query(
    ExceptionPage,
    { projectId, first: 10, filter: { open: true }, withTotal: false },
    stand.person,
  );
  const open = project?.exceptions.nodes ?? [];
  expect(open.length).toBeLessThan(2);
  return open[0]?.detail ?? null;
}

/** Time goes by, and the provider is asked again. */
async function grant(projectId: string, label: LabelItem): Promise<void> {
  const { server, person, simulator } = stand;
  await simulator.advance(3_600_000);
  const { labelsCheck } = await server.query(LabelsCheck, { projectId, ids: [label.id] }, person);
  expect(labelsCheck.labels).toMatchObject([{ status: 'VOIDED' }]);
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

test('each refused refund of an order is told until its own money comes', async () => {
  const project = await shippingProject(stand.server, stand.person, 1);
  const [a] = await another(project);
  const [b] = await another(project);
  const [c] = await another(project);
  await another(project);
  if (!a || !b || !c) throw new Error('three labels are missing');
  const about = (label: LabelItem) =>
    expect.stringMatching(`^Label ${label.trackingNumber}: Used by now`) as string;
  await giveBack(project, [a, b], [a]);
  expect(await refusals(project)).toEqual(about(a));
  await grant(project, b);
  expect((await refusals(project))?.split('\n'), 'another’s money came').toEqual([about(a)]);

  await giveBack(project, [c], [c]);
  await giveBack(project, [a], [a]);
  expect((await refusals(project))?.split('\n')).toEqual([about(c), about(a)]);
  await giveBack(project, [a]);
  await grant(project, a);
  expect((await refusals(project))?.split('\n')).toEqual([about(c)]);
  await giveBack(project, [c]);
  await grant(project, c);
  expect(await refusals(project)).toBeNull();
});
