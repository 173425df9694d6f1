import { afterAll, beforeAll, expect, test } from 'vitest';
import { ExceptionPage, ExceptionReship } from '@waybill/schema/exceptions';
import { PostageOverview } from '@waybill/schema/labels';
import { ScanLookup, ScanShip } from '@waybill/schema/scan-station';
import { ShipmentVoid } from '@waybill/schema/shipments';
import { counts } from '../operations/operations.fixture.ts';
import { said, tell } from '../shipments/absorb.fixture.ts';
import {
  buy,
  labelsOf,
  orderStatuses,
  priceLabels,
  shippingProject,
  startPostage,
  type PostageStand,
} from './postage.fixture.ts';

let stand: PostageStand;
beforeAll(async () => {
  stand = await startPostage();
}, 60_000);
afterAll(() => stand[Symbol.asyncDispose]());

async function packing(project: string, code: string) {
  const { scanLookup } = await stand.server.query(ScanLookup, { projectId: project, code }, stand.person);
  return scanLookup?.found[0];
}

async function ship(project: string, input: { code: string; backerId?: string }) {
  return (await stand.server.query(ScanShip, { projectId: project, input }, stand.person)).scanShip;
}

test('an order whose parcel is to be sent again gets another label, and is packed with that one', async () => {
  const { server, person } = stand;
  const project = await shippingProject(server, person, 2);
  await buy(server, person, await priceLabels(server, person, project));
  const [lost] = await labelsOf(server, person, project);
  const number = lost?.trackingNumber ?? '';
  await ship(project, { code: number });
  await tell(server, person.creatorId, number, [
    said('IN_TRANSIT', -20),
    said('FAILURE', -2, { reason: 'LOST' }),
  ]);
  const queue = await server.query(
    ExceptionPage,
    { projectId: project, first: 10, filter: { open: true }, withTotal: false },
    person,
  );
  const ids = (queue.project?.exceptions.nodes ?? []).map(({ id }) => id);
  const { exceptionReship } = await server.query(ExceptionReship, { input: { ids, note: null } }, person);
  expect(exceptionReship.userErrors).toEqual([]);
  expect(await orderStatuses(server, project)).toMatchObject({ 1: 'READY_TO_FULFILL' });

  expect(await packing(project, 'P1')).toMatchObject({ action: 'MARK_FULFILLED', label: null });
  const bought = await buy(server, person, await priceLabels(server, person, project));
  expect(counts(bought)).toEqual({ LABEL: 1, ALREADY_HAS_LABEL: 1 });
  const label = (await labelsOf(server, person, project)).find(
    ({ operationId }) => operationId === bought.id,
  );
  expect(label).toMatchObject({ status: 'BOUGHT', packedAt: null });
  expect(await packing(project, 'P1')).toMatchObject({ action: 'HAND_OVER', label: { id: label?.id } });

  // The old label may still be on the parcel that came back, or beside the new one on the table.
  const taken = { message: expect.stringContaining('no longer counts') as string };
  expect(await ship(project, { code: number })).toMatchObject({ deed: null, userErrors: [taken] });
  const backerId = label?.backer?.id ?? '';
  expect(await ship(project, { code: number, backerId })).toMatchObject({ deed: null, userErrors: [taken] });
  expect(await ship(project, { code: 'P1' })).toMatchObject({
    deed: 'HANDED_OVER',
    found: { label: { id: label?.id } },
  });
});

test('a label on a parcel that was voided by hand hinders no other, and waits for nothing', async () => {
  const { server, person } = stand;
  const project = await shippingProject(server, person, 1);
  await buy(server, person, await priceLabels(server, person, project));
  const [voided] = await labelsOf(server, person, project);
  await server.query(ShipmentVoid, { id: voided?.shipment?.id ?? '' }, person);
  const overview = async () =>
    (await server.query(PostageOverview, { projectId: project }, person)).project?.postageCounts;
  expect(await overview()).toMatchObject({ bought: 1, unprinted: 0, unpacked: 0, unscanned: 0 });
  const waiting = { status: ['BOUGHT' as const], printed: false };
  expect(await labelsOf(server, person, project, waiting)).toEqual([]);
  const print = () => server.fetch(`/api/projects/${project}/labels.pdf?unprinted=1`, {}, person);
  expect((await print()).status).toBe(404);

  expect(counts(await buy(server, person, await priceLabels(server, person, project)))).toEqual({ LABEL: 1 });
  expect(await overview()).toMatchObject({ bought: 2, unprinted: 1, unpacked: 1, unscanned: 1 });
  expect((await labelsOf(server, person, project, waiting)).map(({ id }) => id)).not.toContain(voided?.id);
  expect((await print()).status).toBe(200);
});
