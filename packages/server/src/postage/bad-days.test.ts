import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { LabelsCheck, LabelsVoid } from '@waybill/schema/labels';
import { counts, rows, undo } from '../operations/operations.fixture.ts';
import {
  buy,
  confirm,
  expectPaidOnce,
  labelsOf,
  orderStatuses,
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
afterEach(() => stand.simulator.clearFaults());
afterAll(() => stand[Symbol.asyncDispose]());

/** References of a purchase's labels, by backer number; known once they are priced. */
async function references(operation: string): Promise<string[]> {
  const found = await stand.server.asOwner(
    `select l.reference from label l join backer b on b.id = l.backer_id where l.operation_id = ${operation} order by b.number`,
  );
  return found.map(({ reference }) => String(reference));
}

async function priced(backers: number) {
  const { server, person } = stand;
  const project = await shippingProject(server, person, backers);
  const preview = await priceLabels(server, person, project);
  return { project, preview, references: await references(preview.id) };
}

describe('a provider that breaks off', () => {
  test.each(['CUT_AFTER', 'ERROR_AFTER'] as const)(
    'after having sold (%s) sells no second label',
    async (kind) => {
      const { server, person, simulator } = stand;
      const {
        project,
        preview,
        references: [first],
      } = await priced(2);
      simulator.fault({ on: 'shipment.buy', kind, reference: first ?? '' });
      const done = await buy(server, person, preview);
      expect(counts(done)).toEqual({ LABEL: 2 });
      const labels = await labelsOf(server, person, project);
      expect(labels.map(({ status }) => status)).toEqual(['BOUGHT', 'BOUGHT']);
      expectPaidOnce(simulator, labels);
    },
  );

  test('before having sold is asked again', async () => {
    const { server, person, simulator } = stand;
    const { project, preview } = await priced(1);
    simulator.fault({ on: 'shipment.buy', kind: 'ERROR', status: 503 });
    expect(counts(await buy(server, person, preview))).toEqual({ LABEL: 1 });
    expectPaidOnce(simulator, await labelsOf(server, person, project));
  });

  test('and cannot be asked leaves a label in doubt, which no other purchase touches, and which is cleared up', async () => {
    const { server, person, simulator } = stand;
    const { project, preview, references: names } = await priced(2);
    // The first is sold, the second is not, and neither can be looked at.
    simulator.fault({ on: 'shipment.buy', kind: 'ERROR_AFTER', reference: names[0] ?? '', times: 3 });
    simulator.fault({ on: 'shipment.buy', kind: 'ERROR', reference: names[1] ?? '', times: 3 });
    simulator.fault({ on: 'shipment.get', kind: 'ERROR', times: 1000 });
    const done = await buy(server, person, preview);
    expect(done.status).toBe('COMPLETED');
    expect(counts(done)).toEqual({ LABEL_UNCERTAIN: 2 });
    expect(done.postage).toMatchObject({ labels: 0, totalCents: 0 });
    expect(
      await server.asOwner(`select kind, resolved_at from parcel_exception where project_id = ${project}`),
    ).toEqual([
      { kind: 'LABEL_UNCERTAIN', resolved_at: null },
      { kind: 'LABEL_UNCERTAIN', resolved_at: null },
    ]);
    expect(counts(await priceLabels(server, person, project))).toEqual({ ALREADY_HAS_LABEL: 2 });

    simulator.clearFaults();
    const doubtful = await labelsOf(server, person, project, { status: ['BUYING'] });
    const { labelsCheck } = await server.query(
      LabelsCheck,
      { projectId: project, ids: doubtful.map(({ id }) => id) },
      person,
    );
    expect(labelsCheck).toMatchObject({ refused: [], userErrors: [] });
    expect(labelsCheck.labels?.map(({ status }) => status)).toEqual(['BOUGHT', 'FAILED']);
    expect(await orderStatuses(server, project)).toEqual({
      1: 'FULFILLMENT_PROCESSING',
      2: 'READY_TO_FULFILL',
    });
    expectPaidOnce(simulator, await labelsOf(server, person, project));
    const [open] = await server.asOwner(
      `select count(*)::int as n from parcel_exception where project_id = ${project} and resolved_at is null`,
    );
    expect(open).toEqual({ n: 0 });
  });
});

describe('a provider that says no', () => {
  test('to one parcel blocks no other, and its words stand on the row', async () => {
    const { server, person, simulator } = stand;
    const { project, preview, references: names } = await priced(3);
    const message = 'Insufficient funds on the carrier account.';
    simulator.fault({
      on: 'shipment.buy',
      kind: 'REFUSE',
      code: 'PAYMENT',
      message,
      reference: names[1] ?? '',
    });
    const done = await buy(server, person, preview);
    expect(counts(done)).toEqual({ LABEL: 2, LABEL_REFUSED: 1 });
    expect(done.postage?.labels).toBe(2);
    const [, refused] = await rows(server, person, preview.id);
    expect(refused).toMatchObject({
      outcome: 'LABEL_REFUSED',
      severity: 'ERROR',
      message: expect.stringContaining(message) as string,
    });
    expect(await orderStatuses(server, project)).toMatchObject({ 2: 'READY_TO_FULFILL' });
    const report = await server.fetch(`/api/operations/${preview.id}/report.csv`, {}, person);
    expect(await report.text()).toContain(message);
    // It can be bought another time.
    expect(counts(await priceLabels(server, person, project))).toEqual({ ALREADY_HAS_LABEL: 2, LABEL: 1 });
  });

  test('to a price that is old is asked for a new one, which is taken when it is no higher', async () => {
    const { server, person, simulator } = stand;
    const { preview } = await priced(2);
    const message = 'The rate has expired.';
    simulator.fault({ on: 'shipment.buy', kind: 'REFUSE', code: 'SHIPMENT.RATE.EXPIRED', message, times: 2 });
    expect(counts(await buy(server, person, preview))).toEqual({ LABEL: 2 });
  });

  test('and not taken when it is higher than what was confirmed', async () => {
    const { server, person, simulator } = stand;
    const { project, preview } = await priced(2);
    await server.asOwner(`update staging.rows_${preview.id} set price_cents = price_cents - 1 where pos = 1`);
    simulator.fault({
      on: 'shipment.buy',
      kind: 'REFUSE',
      code: 'SHIPMENT.RATE.EXPIRED',
      message: 'The rate has expired.',
      times: 2,
    });
    expect(counts(await buy(server, person, preview))).toEqual({ LABEL: 1, PRICE_MOVED: 1 });
    const [moved] = await rows(server, person, preview.id);
    expect(moved?.message).toMatch(/costs \d+\.\d\d USD now, not \d+\.\d\d/);
    expect((await labelsOf(server, person, project)).length).toBe(1);
  });

  test('to a refund leaves the label paid, with its words', async () => {
    const { server, person, simulator } = stand;
    const { project, preview } = await priced(2);
    const bought = await buy(server, person, preview);
    const message = 'Unable to request refund. The parcel has been shipped.';
    simulator.fault({
      on: 'shipment.refund',
      kind: 'REFUSE',
      code: 'SHIPMENT.REFUND.UNAVAILABLE',
      message,
      times: 2,
    });
    const [first, second] = await labelsOf(server, person, project);
    const { labelsVoid } = await server.query(
      LabelsVoid,
      { projectId: project, ids: [first?.id ?? ''] },
      person,
    );
    expect(labelsVoid).toMatchObject({
      refused: [{ labelId: first?.id, message }],
      labels: [{ status: 'BOUGHT', problem: message }],
    });
    simulator.clearFaults();
    simulator.fault({
      on: 'shipment.refund',
      kind: 'REFUSE',
      code: 'X',
      message,
      reference: second?.reference ?? '',
    });
    expect(await undo(server, person, bought.id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 1 });
    expect(await orderStatuses(server, project)).toEqual({
      1: 'READY_TO_FULFILL',
      2: 'FULFILLMENT_PROCESSING',
    });
  });

  test('to prices for a while is asked again by the job, and nothing is made twice', async () => {
    const { server, person, simulator } = stand;
    const project = await shippingProject(server, person, 4);
    const before = simulator.counts().created;
    simulator.fault({ on: 'shipment.create', kind: 'CUT_AFTER', times: 2 });
    expect(counts(await priceLabels(server, person, project))).toEqual({ LABEL: 4 });
    expect(simulator.counts().created).toBe(before + 4);
  });
});

test('a provider that asks to wait is asked again, and nothing is lost', async () => {
  const { server, person, simulator } = stand;
  const project = await shippingProject(server, person, 2);
  simulator.fault({ on: 'shipment.create', kind: 'LIMIT', retryAfterSeconds: 0 });
  const preview = await priceLabels(server, person, project);
  simulator.fault({ on: 'shipment.buy', kind: 'LIMIT', retryAfterSeconds: 0 });
  expect(counts(await buy(server, person, preview))).toEqual({ LABEL: 2 });
  expectPaidOnce(simulator, await labelsOf(server, person, project));
});

describe('a project that goes on meanwhile', () => {
  test('leaves alone what changed since the preview', async () => {
    const { server, person, simulator } = stand;
    const { project, preview } = await priced(4);
    const of = (number: number) =>
      `(select id from backer where project_id = ${project} and number = ${number})`;
    await server.asOwner(`
      insert into order_hold (backer_id, creator_id, project_id, reason) select id, creator_id, project_id, 'Wait' from backer where id = ${of(1)};
      update backer set address_version = address_version + 1 where id = ${of(2)};
      update orders set status = 'FULFILLED', fulfilled_at = now(), fulfilled_by = 'MANUAL' where backer_id = ${of(3)}`);
    expect(counts(await buy(server, person, preview))).toEqual({ LABEL: 1, CHANGED_SINCE_PREVIEW: 3 });
    expectPaidOnce(simulator, await labelsOf(server, person, project));
  });

  test('gives labels back to whom they were bought from, whatever provider was chosen since', async () => {
    const { server, person, simulator } = stand;
    const { project, preview } = await priced(1);
    await server.asOwner(`update postage_settings set provider = 'EASYPOST' where project_id = ${project}`);
    const bought = await buy(server, person, preview);
    expect(counts(bought)).toEqual({ LABEL: 1 });
    const pdf = await server.fetch(bought.labelsPdfUrl ?? '', {}, person);
    expect(pdf.status).toBe(200);
    const before = simulator.counts().refunded;
    expect(await undo(server, person, bought.id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 0 });
    expect(simulator.counts().refunded).toBe(before + 1);
  });

  test('buys once, however often two purchases of the same orders are confirmed', async () => {
    const { server, person, simulator } = stand;
    const { project, preview } = await priced(30);
    const other = await priceLabels(server, person, project);
    expect(await confirm(server, person, preview.id, preview.postage?.totalCents ?? 0)).toEqual([]);
    expect(await confirm(server, person, other.id, other.postage?.totalCents ?? 0)).toEqual([]);
    await server.runJobs();
    const ended = [await purchase(server, person, preview.id), await purchase(server, person, other.id)];
    expect(ended.map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED']);
    const labels = await labelsOf(server, person, project);
    expect(labels.length).toBe(30);
    expectPaidOnce(simulator, labels);
  });
});
