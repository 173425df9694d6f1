import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostageUpdated } from '@waybill/schema/labels';
import { work } from '../inbox/inbox.fixture.ts';
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
afterAll(() => stand[Symbol.asyncDispose]());

describe('a purchase', () => {
  test('prices every parcel, buys what is confirmed, and puts the orders on their way to the carrier', async () => {
    const { server, person, simulator } = stand;
    const project = await shippingProject(server, person, 3);
    const priced = await priceLabels(server, person, project);
    expect(priced).toMatchObject({ status: 'PLANNED', canApply: true });
    expect(counts(priced)).toEqual({ LABEL: 3 });
    const { postage } = priced;
    expect(postage).toMatchObject({ labels: 3, currencies: [{ currency: 'USD', labels: 3 }] });
    expect(postage?.totalCents).toBeGreaterThan(0);
    expect(simulator.counts().bought).toBe(0);

    const done = await buy(server, person, priced);
    expect(done).toMatchObject({
      status: 'COMPLETED',
      labelsPdfUrl: expect.stringContaining('labels.pdf') as string,
    });
    const labels = await labelsOf(server, person, project);
    expect(labels.map(({ status }) => status)).toEqual(['BOUGHT', 'BOUGHT', 'BOUGHT']);
    expect(labels.reduce((sum, label) => sum + (label.priceCents ?? 0), 0)).toBe(postage?.totalCents);
    expect(labels[0]?.shipment).toMatchObject({ trackingStatus: 'PRE_TRANSIT', acceptedAt: null });
    expectPaidOnce(simulator, labels);
    expect(new Set(Object.values(await orderStatuses(server, project)))).toEqual(
      new Set(['FULFILLMENT_PROCESSING']),
    );
  });

  test('is refused when nobody, or somebody with another total, confirms it', async () => {
    const { server, person } = stand;
    const project = await shippingProject(server, person, 1);
    const { id, postage } = await priceLabels(server, person, project);
    const total = postage?.totalCents ?? 0;
    expect(await confirm(server, person, id, null)).toMatchObject([
      { code: 'BLANK', field: ['confirmTotal'] },
    ]);
    expect(await confirm(server, person, id, total - 1)).toMatchObject([{ code: 'CONFLICT' }]);
    expect(await purchase(server, person, id)).toMatchObject({ status: 'PLANNED' });
    expect(await labelsOf(server, person, project)).toEqual([]);
  });

  test('is undone as far as no carrier has scanned', async () => {
    const { server, person, simulator } = stand;
    const project = await shippingProject(server, person, 2);
    const bought = await buy(server, person, await priceLabels(server, person, project));
    await server.asOwner(
      `update shipment s set accepted_at = now() from backer b where b.id = s.backer_id and b.project_id = ${project} and b.number = 1`,
    );
    const before = simulator.counts().refunded;
    const undone = await undo(server, person, bought.id);
    expect(undone).toMatchObject({ status: 'UNDONE', undoLeftAlone: 1 });
    expect(simulator.counts().refunded).toBe(before + 1);
    const [scanned, given] = await labelsOf(server, person, project);
    expect(scanned).toMatchObject({ status: 'BOUGHT' });
    expect(['VOIDED', 'VOIDING']).toContain(given?.status);
    expect(await orderStatuses(server, project)).toEqual({
      1: 'FULFILLMENT_PROCESSING',
      2: 'READY_TO_FULFILL',
    });
    expect((await rows(server, person, bought.id)).map(({ outcome }) => outcome)).toEqual([
      'UNDO_LEFT_ALONE',
      'LABEL',
    ]);
  });
});

test('a parcel’s first scan, and nothing before, makes its order Fulfilled', async () => {
  const { server, person, simulator } = stand;
  const project = await shippingProject(server, person, 1);
  const preview = await priceLabels(server, person, project);
  const [label] = await labelsOf(server, person, project, { status: ['RATED'] });
  simulator.decide(label?.reference ?? '', 'DELIVERED');
  const feed = server.subscribe(PostageUpdated, { projectId: project }, person);
  expect((await feed.next()).value as unknown).toMatchObject({ postageUpdated: { bought: 0 } });
  await buy(server, person, preview);
  expect(await orderStatuses(server, project)).toEqual({ 1: 'FULFILLMENT_PROCESSING' });
  await simulator.advance(3_600_000);
  await work(server, person);
  expect(await orderStatuses(server, project)).toEqual({ 1: 'FULFILLED' });
  // What a screen that looks on has been told by then.
  for await (const { postageUpdated } of feed)
    if (postageUpdated.scanned === 1) {
      expect(postageUpdated).toMatchObject({ bought: 1, unscanned: 0 });
      break;
    }
  const [scanned] = await labelsOf(server, person, project);
  expect(scanned?.shipment).toMatchObject({
    trackingStatus: 'DELIVERED',
    acceptedAt: expect.any(String) as string,
  });
});
