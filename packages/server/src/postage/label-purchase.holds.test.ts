import { print } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BackerHold } from '@waybill/schema/segment-actions';
import { counts } from '../operations/operations.fixture.ts';
import {
  confirm,
  expectPaidOnce,
  labelsOf,
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

test('while a provider takes its time over a label, other orders are held at once, and its own is said to be busy', async () => {
  const { server, person, simulator } = stand;
  const project = await shippingProject(server, person, 2);
  const [bought, other] = (
    await server.asOwner(`select id::text from backer where project_id = ${project} order by number`)
  ).map(({ id }) => String(id));
  const preview = await priceLabels(server, person, project, { target: { backerIds: [bought ?? ''] } });
  const [label] = await labelsOf(server, person, project, { status: ['RATED'] });
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  simulator.fault({
    on: 'shipment.buy',
    kind: 'SLOW',
    until: answered,
    reference: label?.reference ?? '',
  });
  const before = simulator.calls('shipment.buy');
  expect(await confirm(server, person, preview.id, preview.postage?.totalCents ?? null)).toEqual([]);
  const running = server.runJobs();
  await expect.poll(() => simulator.calls('shipment.buy')).toBe(before + 1);

  const hold = (backerId: string | undefined) =>
    server.ask<{ backerHold: unknown }>(print(BackerHold), { backerId, input: { reason: 'Moves' } }, person);
  expect((await hold(other)).data?.backerHold).toMatchObject({
    userErrors: [],
    backer: { order: { hold: { reason: 'Moves' } } },
  });
  const { errors } = await hold(bought);
  expect(errors).toMatchObject([
    { message: expect.stringContaining('try again') as string, extensions: { code: 'SERVICE_UNAVAILABLE' } },
  ]);

  answer();
  await running;
  expect(counts(await purchase(server, person, preview.id))).toEqual({ LABEL: 1 });
  expectPaidOnce(simulator, await labelsOf(server, person, project));
  expect((await hold(bought)).errors).toBeUndefined();
}, 60_000);
