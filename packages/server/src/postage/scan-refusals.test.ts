import { afterAll, beforeAll, expect, test } from 'vitest';
import { ScanLookup, ScanShip } from '@waybill/schema/scan-station';
import {
  buy,
  labelsOf,
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
  project = await shippingProject(server, person, 2);
  await buy(server, person, await priceLabels(server, person, project));
}, 60_000);
afterAll(() => stand[Symbol.asyncDispose]());

/** By its label and by its pledge ID: what is refused, and why. */
async function expectRefused(number: number, why: string): Promise<void> {
  const { server, person } = stand;
  const label = (await labelsOf(server, person, project))[number - 1];
  for (const code of [label?.trackingNumber ?? '', `P${number}`]) {
    const { scanShip } = await server.query(ScanShip, { projectId: project, input: { code } }, person);
    expect(scanShip).toMatchObject({
      deed: null,
      userErrors: [{ code: 'INVALID_TRANSITION', message: expect.stringContaining(why) as string }],
    });
    const { scanLookup } = await server.query(ScanLookup, { projectId: project, code }, person);
    expect(scanLookup?.found).toMatchObject([{ action: 'NOTHING' }]);
  }
  const after = (await labelsOf(server, person, project))[number - 1];
  expect(after).toMatchObject({ packedAt: null, packedBy: null });
}

test('a parcel of a canceled pledge is not packed, whatever label it has', async () => {
  await stand.server.asOwner(
    `update orders o set status = 'CANCELED' from backer b where b.id = o.backer_id and b.project_id = ${project} and b.number = 1`,
  );
  await expectRefused(1, 'canceled; nothing is owed. Put the parcel aside, and void its label');
});

test('a label that its carrier has scanned is on no second parcel', async () => {
  await stand.server.asOwner(
    `update shipment s set accepted_at = now() from backer b where b.id = s.backer_id and b.project_id = ${project} and b.number = 2`,
  );
  await expectRefused(2, 'The carrier has this parcel already. If this is another one, take the label off');
});
