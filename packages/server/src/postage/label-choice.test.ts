import { afterAll, beforeAll, expect, test } from 'vitest';
import { LabelPurchaseConfigure } from '@waybill/schema/label-purchases';
import {
  preset,
  priceLabels,
  purchase,
  shippingProject,
  startPostage,
  type PostageStand,
} from './postage.fixture.ts';

let stand: PostageStand;
beforeAll(async () => {
  stand = await startPostage();
}, 60_000);
afterAll(() => stand[Symbol.asyncDispose]());

test('a purchase tells which box and service were chosen, to be chosen again', async () => {
  const { server, person } = stand;
  const project = await shippingProject(server, person, 1);
  const { id, labelChoice } = await priceLabels(server, person, project);
  expect(labelChoice).toEqual({ presetId: null, preference: 'CHEAPEST', carrier: null, service: null });

  const presetId = await preset(server, person, project, { name: 'Small box', weightG: 300 });
  const { labelPurchaseConfigure } = await server.query(
    LabelPurchaseConfigure,
    { id, input: { presetId, service: { preference: 'EXACT', carrier: 'USPS' } } },
    person,
  );
  expect(labelPurchaseConfigure.userErrors).toEqual([]);
  await server.runJobs();
  expect((await purchase(server, person, id)).labelChoice).toEqual({
    presetId,
    preference: 'EXACT',
    carrier: 'USPS',
    service: null,
  });
});
