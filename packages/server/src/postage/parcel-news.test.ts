import { afterAll, beforeAll, expect, test } from 'vitest';
import { VendorConnectionDisable } from '@waybill/schema/inbox';
import { Postage, PostageSettingsUpdate } from '@waybill/schema/postage';
import { work } from '../inbox/inbox.fixture.ts';
import {
  buy,
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

const hears = async (projectId: string) =>
  (await stand.server.query(Postage, { projectId }, stand.person)).project?.postage.hearsOfParcels;

async function disable(projectId: string) {
  const [kept] = await stand.server.asOwner(
    `select webhook_connection_id::text as id from postage_settings where project_id = ${projectId}`,
  );
  const { vendorConnectionDisable } = await stand.server.query(
    VendorConnectionDisable,
    { id: String(kept?.id) },
    stand.person,
  );
  expect(vendorConnectionDisable.userErrors).toEqual([]);
}

test('a connection that was disabled is not heard by, and asking again makes another', async () => {
  const { server, person } = stand;
  const project = await shippingProject(server, person, 1);
  expect(await hears(project)).toBe(true);
  await disable(project);
  expect(await hears(project)).toBe(false);
  const { postageSettingsUpdate } = await server.query(
    PostageSettingsUpdate,
    { projectId: project, input: {} },
    person,
  );
  expect(postageSettingsUpdate).toMatchObject({ userErrors: [], warnings: [] });
  expect(await hears(project)).toBe(true);
});

test('a purchase after it was disabled is heard of by another', async () => {
  const { server, person, simulator } = stand;
  const project = await shippingProject(server, person, 1);
  await disable(project);
  simulator.decide(/./, 'DELIVERED');
  await buy(server, person, await priceLabels(server, person, project));
  expect(await hears(project)).toBe(true);
  await simulator.advance(3_600_000);
  await work(server, person);
  expect(await orderStatuses(server, project)).toEqual({ 1: 'FULFILLED' });
});
