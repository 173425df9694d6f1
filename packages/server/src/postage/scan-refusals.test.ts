import { afterAll, beforeAll, expect, test } from 'vitest';
import { LabelsVoid } from '@waybill/schema/labels';
import { ScanLookup, ScanShip } from '@waybill/schema/scan-station';
import { ShipmentVoid } from '@waybill/schema/shipments';
import { csv, upload, usps } from '../operations/operations.fixture.ts';
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
let project: string;
beforeAll(async () => {
  stand = await startPostage();
  const { server, person } = stand;
  project = await shippingProject(server, person, 4);
  await buy(server, person, await priceLabels(server, person, project));
}, 60_000);
afterAll(() => stand[Symbol.asyncDispose]());

/** The label of an order that was bought first. */
async function labelOf(number: number) {
  const labels = await labelsOf(stand.server, stand.person, project);
  const [first] = labels
    .filter(({ backer }) => backer?.number === number)
    .sort((a, b) => Number(a.id) - Number(b.id));
  if (!first) throw new Error(`no label of ${number}`);
  return first;
}

/** By its label, and by its pledge ID too unless told: what is refused, and why. */
async function expectRefused(number: number, why: string, codes: string[] = [`P${number}`]): Promise<void> {
  const { server, person } = stand;
  const { trackingNumber } = await labelOf(number);
  for (const code of [trackingNumber ?? '', ...codes]) {
    const { scanShip } = await server.query(ScanShip, { projectId: project, input: { code } }, person);
    expect(scanShip).toMatchObject({
      deed: null,
      userErrors: [{ code: 'INVALID_TRANSITION', message: expect.stringContaining(why) as string }],
    });
    const { scanLookup } = await server.query(ScanLookup, { projectId: project, code }, person);
    expect(scanLookup?.found).toMatchObject([{ action: 'NOTHING' }]);
  }
  expect(await labelOf(number)).toMatchObject({ packedAt: null, packedBy: null });
}

test('a parcel of a canceled pledge is not packed, whatever label it has', async () => {
  await stand.server.asOwner(
    `update orders o set status = 'CANCELED' from backer b where b.id = o.backer_id and b.project_id = ${project} and b.number = 1`,
  );
  await expectRefused(1, 'canceled; nothing is owed. Put the parcel aside, and void its label');
});

test('a label that its carrier has scanned is on no second parcel', async () => {
  const { server, person } = stand;
  const { trackingNumber } = await labelOf(2);
  await tell(server, person.creatorId, trackingNumber ?? '', [said('IN_TRANSIT', -1)]);
  expect(await orderStatuses(server, project)).toMatchObject({ 2: 'FULFILLED' });
  await expectRefused(2, 'The carrier has this parcel already. If this is another one, take the label off');
});

test('a label whose parcel was voided goes out no more, though another has made the order Fulfilled', async () => {
  const { server, person } = stand;
  const voided = await labelOf(3);
  await server.query(ShipmentVoid, { id: voided.shipment?.id ?? '' }, person);
  await buy(server, person, await priceLabels(server, person, project, { target: { backerNumbers: [3] } }));
  const second = (await labelsOf(server, person, project)).find(
    ({ id, backer }) => backer?.number === 3 && id !== voided.id,
  );
  await tell(server, person.creatorId, second?.trackingNumber ?? '', [said('IN_TRANSIT', -1)]);
  expect(await orderStatuses(server, project)).toMatchObject({ 3: 'FULFILLED' });
  await expectRefused(3, 'This label no longer counts', []);
});

test('a label that was given back goes out no more, though a number has made the order Fulfilled', async () => {
  const { server, person } = stand;
  const { id } = await labelOf(4);
  await server.query(LabelsVoid, { projectId: project, ids: [id] }, person);
  await upload(server, person, project, csv('Pledge ID,Tracking Number', ['P4', usps(1)]), {
    autoApply: true,
  });
  expect(await orderStatuses(server, project)).toMatchObject({ 4: 'FULFILLED' });
  await expectRefused(4, 'This label was given back', []);

  const { scanShip } = await server.query(ScanShip, { projectId: project, input: { code: 'P4' } }, person);
  expect(scanShip).toMatchObject({ deed: 'ALREADY_FULFILLED', userErrors: [] });
});
