import { afterAll, beforeAll, expect, test } from 'vitest';
import { Reconciliation, RequestRetry } from '@waybill/schema/reconciliation';
import { counts } from '../operations/operations.fixture.ts';
import { makePartner, push, reject, report, requestsOf } from '../partners/partners.fixture.ts';
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
});
afterAll(() => stand[Symbol.asyncDispose]());

/** One order of which a partner sent the map and handed the rest back. */
async function halfShipped() {
  const { server, person } = stand;
  const project = await shippingProject(server, person, 1);
  const partner = await makePartner(server, person, project);
  await push(server, person, project, partner.id);
  await report(server, partner, project, [
    { reference: 'P1', trackingNumber: `MAP-${project}`, items: [{ sku: 'MAP', quantity: 1 }] },
  ]);
  const [request] = await requestsOf(server, partner);
  await reject(server, partner, [request?.id ?? '']);
  const status = async () => (await requestsOf(server, partner))[0]?.status;
  expect(await status()).toBe('REJECTED');
  const retry = async () =>
    (await server.query(RequestRetry, { ids: [request?.id ?? ''] }, person)).requestRetry.changed;
  const listed = async () => {
    const page = await server.query(Reconciliation, { projectId: project, first: 10 }, person);
    return page.project?.reconciliation.nodes.map(({ stage }) => stage);
  };
  return { project, status, retry, listed };
}

test('the rest of an order that has a label is not asked for again, until that is given back', async () => {
  const { server, person } = stand;
  const { project, status, retry, listed } = await halfShipped();
  const asked = () =>
    server.asOwner(
      `select kind from parcel_exception where project_id = ${project} and kind = 'PARTNER_REJECTED' and resolved_at is null`,
    );
  expect(await listed()).toEqual(['REJECTED']);
  expect(await asked()).toHaveLength(1);
  expect(counts(await buy(server, person, await priceLabels(server, person, project)))).toEqual({ LABEL: 1 });
  expect(await orderStatuses(server, project)).toEqual({ 1: 'PARTIALLY_FULFILLED' });
  expect(await listed(), 'nobody has to decide about it any more').toEqual([]);
  expect(await asked()).toEqual([]);
  expect(await retry()).toBe(0);
  expect(await status()).toBe('REJECTED');

  await server.asOwner(
    `update shipment set voided_at = now() where project_id = ${project} and source = 'POSTAGE'`,
  );
  expect(await listed()).toEqual(['REJECTED']);
  expect(await retry()).toBe(1);
  expect(await status()).toBe('SENT');
});

test('what a partner was asked for again between prices and purchase gets no label', async () => {
  const { server, person, simulator } = stand;
  const { project, status, retry } = await halfShipped();
  const preview = await priceLabels(server, person, project);
  expect(counts(preview)).toEqual({ LABEL: 1 });
  expect(await retry()).toBe(1);
  expect(counts(await buy(server, person, preview))).toEqual({ CHANGED_SINCE_PREVIEW: 1 });
  const [label] = await labelsOf(server, person, project);
  expect(simulator.boughtFor(label?.reference ?? '')).toEqual([]);
  expect(await status()).toBe('SENT');
});

test('an order whose purchase is in doubt is handed to nobody', async () => {
  const { server, person, simulator } = stand;
  const project = await shippingProject(server, person, 1);
  const partner = await makePartner(server, person, project);
  const preview = await priceLabels(server, person, project);
  simulator.fault({ on: 'shipment.buy', kind: 'ERROR_AFTER', times: 3 });
  simulator.fault({ on: 'shipment.get', kind: 'ERROR', times: 1000 });
  expect(counts(await buy(server, person, preview))).toEqual({ LABEL_UNCERTAIN: 1 });
  simulator.clearFaults();
  expect(await orderStatuses(server, project)).toEqual({ 1: 'READY_TO_FULFILL' });
  expect(counts(await push(server, person, project, partner.id))).toEqual({ ALREADY_HAS_LABEL: 1 });
  expect(await requestsOf(server, partner)).toEqual([]);
});
