import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ExceptionPage } from '@waybill/schema/exceptions';
import { LabelsCheck, LabelsVoid } from '@waybill/schema/labels';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import { counts, csv, undo, upload, usps } from '../operations/operations.fixture.ts';
import {
  buy,
  expectPaidOnce,
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
afterEach(() => stand.simulator.clearFaults());
afterAll(() => stand[Symbol.asyncDispose]());

async function check(projectId: string, ids: readonly (string | undefined)[]) {
  const { labelsCheck } = await stand.server.query(
    LabelsCheck,
    { projectId, ids: ids.map((id) => id ?? '') },
    stand.person,
  );
  expect(labelsCheck).toMatchObject({ refused: [], userErrors: [] });
  return labelsCheck.labels ?? [];
}

async function openExceptions(projectId: string) {
  const { project } = await stand.server.query(
    ExceptionPage,
    { projectId, first: 100, filter: { open: true }, withTotal: true },
    stand.person,
  );
  return project?.exceptions.nodes ?? [];
}

/** Whether the parcels of a project count, by their numbers. */
async function living(projectId: string): Promise<Record<string, boolean>> {
  const found = await stand.server.asOwner(
    `select tracking_number, voided_at is null as living from shipment where project_id = ${projectId}`,
  );
  return Object.fromEntries(found.map((one) => [String(one.tracking_number), Boolean(one.living)]));
}

describe('a purchase that is undone while the provider says nothing of a label', () => {
  test('leaves it pending, and gives it back once it turns out to be paid', async () => {
    const { server, person, simulator } = stand;
    const project = await shippingProject(server, person, 3);
    const preview = await priceLabels(server, person, project);
    const [sold, unsold] = await labelsOf(server, person, project, { status: ['RATED'] });
    simulator.fault({ on: 'shipment.buy', kind: 'ERROR_AFTER', reference: sold?.reference ?? '', times: 3 });
    simulator.fault({ on: 'shipment.buy', kind: 'ERROR', reference: unsold?.reference ?? '', times: 3 });
    simulator.fault({ on: 'shipment.get', kind: 'ERROR', times: 1000 });
    const before = simulator.counts().refunded;
    expect(counts(await buy(server, person, preview))).toEqual({ LABEL: 1, LABEL_UNCERTAIN: 2 });

    simulator.clearFaults();
    expect(await undo(server, person, preview.id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 2 });
    expect(simulator.counts().refunded, 'what is known to be paid').toBe(before + 1);

    const checked = await check(project, [sold?.id, unsold?.id]);
    expect(checked.map(({ status }) => status)).toEqual(['VOIDING', 'FAILED']);
    expect(simulator.counts().refunded).toBe(before + 2);
    expect(await orderStatuses(server, project)).toEqual({
      1: 'READY_TO_FULFILL',
      2: 'READY_TO_FULFILL',
      3: 'READY_TO_FULFILL',
    });
    expect(Object.values(await living(project))).toEqual([false, false]);
    expect(await openExceptions(project)).toEqual([]);
    const labels = await labelsOf(server, person, project);
    expectPaidOnce(simulator, labels);
    await simulator.advance(3_600_000);
    const refunded = await check(
      project,
      labels.map(({ id }) => id),
    );
    expect(refunded.map(({ status }) => status)).toEqual(['VOIDED', 'VOIDED']);
    await expectConsistent(server, project);
  });
});

describe('a refund that is refused after its parcel was voided', () => {
  /** One order whose label is given back, the refund not granted yet. */
  async function givenBack() {
    const { server, person, simulator } = stand;
    const project = await shippingProject(server, person, 1);
    await buy(server, person, await priceLabels(server, person, project));
    const [label] = await labelsOf(server, person, project);
    const number = label?.trackingNumber ?? '';
    await server.query(LabelsVoid, { projectId: project, ids: [label?.id ?? ''] }, person);
    expect(await orderStatuses(server, project)).toEqual({ 1: 'READY_TO_FULFILL' });
    expect(await living(project)).toEqual({ [number]: false });
    return { project, label, number, reject: () => simulator.rejectRefunds(label?.reference ?? '') };
  }

  test('brings the parcel back where no other is on its way, with its order, and a person is told', async () => {
    const { server } = stand;
    const { project, label, number, reject } = await givenBack();
    reject();
    expect(await check(project, [label?.id])).toMatchObject([
      { status: 'BOUGHT', problem: 'The provider refused the refund.' },
    ]);
    expect(await living(project)).toEqual({ [number]: true });
    expect(await orderStatuses(server, project)).toEqual({ 1: 'FULFILLMENT_PROCESSING' });
    const open = await openExceptions(project);
    expect(open).toMatchObject([{ kind: 'REFUND_REFUSED', shipment: { trackingNumber: number } }]);
    expect(open[0]?.detail).toContain(number);
    await expectConsistent(server, project);
  });

  test('leaves the parcel voided beside another label, which can be given back by itself', async () => {
    const { server, person } = stand;
    const { project, label, number, reject } = await givenBack();
    await buy(server, person, await priceLabels(server, person, project));
    const second = (await labelsOf(server, person, project)).find(({ id }) => id !== label?.id);
    reject();
    expect(await check(project, [label?.id])).toMatchObject([{ status: 'BOUGHT' }]);
    expect(await living(project)).toEqual({ [number]: false, [second?.trackingNumber ?? '']: true });
    expect(await openExceptions(project)).toMatchObject([{ kind: 'REFUND_REFUSED', shipment: null }]);

    await server.query(LabelsVoid, { projectId: project, ids: [second?.id ?? ''] }, person);
    expect(await orderStatuses(server, project)).toEqual({ 1: 'READY_TO_FULFILL' });
    await expectConsistent(server, project);
  });

  test('leaves the parcel voided beside a number that was uploaded, and the order Fulfilled', async () => {
    const { server, person } = stand;
    const { project, label, number, reject } = await givenBack();
    await upload(server, person, project, csv('Pledge ID,Tracking Number', ['P1', usps(1)]), {
      autoApply: true,
    });
    reject();
    await check(project, [label?.id]);
    expect(await living(project)).toEqual({ [number]: false, [usps(1)]: true });
    expect(await orderStatuses(server, project)).toEqual({ 1: 'FULFILLED' });
    expect(await openExceptions(project)).toMatchObject([{ kind: 'REFUND_REFUSED', shipment: null }]);
    await expectConsistent(server, project);
  });
});
