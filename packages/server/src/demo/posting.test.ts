import { print } from 'graphql';
import { expect, it } from 'vitest';
import { SignIn } from '@waybill/schema/access';
import { sessionCookieOf, startTestServer } from '../../test/test-server.ts';
import { work } from '../inbox/inbox.fixture.ts';
import { counts, rows } from '../operations/operations.fixture.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import { buy, labelsOf, priceLabels } from '../postage/postage.fixture.ts';
import { startStand } from '../simulator/simulator.fixture.ts';
import { DEMO, seedDemo } from './seed.ts';

it('a newcomer buys the demo’s labels for a segment, and scans turn its orders Fulfilled', async () => {
  await using stand = await startStand();
  await using server = await startTestServer({ simulatorUrl: stand.simulator.url });
  const { simulator } = stand;
  simulator.belongsTo('http://localhost', server.url);
  simulator.decide(/./, 'DELIVERED');
  await seedDemo(server.db);
  const { headers } = await server.ask(print(SignIn), {
    input: { email: DEMO.email, password: DEMO.password },
  });
  const demo = { cookie: sessionCookieOf(headers) ?? '' };
  const [posted] = await server.asOwner(`select p.id, p.creator_id, s.id as segment from project p
    join segment s on s.project_id = p.id where p.slug = 'tidepools' and s.name like 'Within%'`);
  const project = String(posted?.id);
  const creatorId = String(posted?.creator_id);

  const priced = await priceLabels(server, demo, project, { target: { segmentId: String(posted?.segment) } });
  const labels = priced.postage?.labels ?? 0;
  expect(counts(priced)).toEqual({ LABEL: labels, NO_RATE: 2, NOT_READY: expect.any(Number) as number });
  expect(labels).toBeGreaterThan(70);
  const refused = (await rows(server, demo, priced.id)).filter(({ outcome }) => outcome === 'NO_RATE');
  expect(JSON.stringify(refused)).toContain('Invalid zip code');

  await buy(server, demo, priced);
  expect(simulator.counts().bought).toBe(labels);
  await simulator.advance(10_000);
  await work(server, { creatorId });
  const standing = async () =>
    Object.fromEntries(
      (
        await server.asOwner(
          `select status, count(*)::int as n from orders where project_id = ${project} group by 1`,
        )
      ).map(({ status, n }) => [String(status), Number(n)] as const),
    );
  // Bought is not shipped: nothing is Fulfilled before a carrier has seen it.
  expect(await standing()).toMatchObject({ FULFILLMENT_PROCESSING: labels });

  await simulator.advance(60 * 60_000);
  await work(server, { creatorId });
  expect(await standing()).toMatchObject({ FULFILLED: labels });
  expect(await standing()).not.toHaveProperty('FULFILLMENT_PROCESSING');
  const bought = await labelsOf(server, demo, project);
  expect(new Set(bought.map(({ shipment }) => shipment?.trackingStatus))).toEqual(new Set(['DELIVERED']));
  expect(await server.asOwner(`select status from project where id = ${project}`)).toEqual([
    { status: 'FULFILLED' },
  ]);
  await expectConsistent(server, project);
});
