import { expect, it } from 'vitest';
import { startTestServer } from '../../test/test-server.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import { DEMO, seedDemo } from './seed.ts';

it('the demo is a campaign in its packing week, consistent in every count and history, and made once', async () => {
  await using server = await startTestServer();
  expect(await seedDemo(server.db)).toBe(true);
  const projects = await server.asOwner(`
    select p.id, p.slug, p.status, (select count(*)::int from backer b where b.project_id = p.id) as backers
    from project p join creator c on c.id = p.creator_id and c.slug = '${DEMO.slug}' order by p.id`);
  expect(projects).toMatchObject([
    { slug: 'lanterns-of-lune', status: 'IN_FULFILLMENT', backers: 2000 },
    { slug: 'tidepools', status: 'IN_PRODUCTION', backers: 150 },
  ]);
  for (const { id } of projects) await expectConsistent(server, String(id));
  // Nothing is missing before a label can be bought: sender, boxes, papers.
  const [posted] = projects.slice(1);
  expect(
    await server.asOwner(`select p.fulfillment_method, s.provider, s.sender ->> 'country' as country,
      (select count(*)::int from parcel_preset where project_id = p.id) as boxes,
      (select count(distinct i.sku)::int from order_item i left join customs_item c using (project_id, sku)
        where i.project_id = p.id and (c.hs_code is null or c.origin_country is null or c.value_cents is null or c.weight_g is null)) as undeclared,
      (select array_agg(b.number order by b.number) from backer b where b.project_id = p.id and b.postal_code = '2108') as damaged
      from project p join postage_settings s on s.project_id = p.id where p.id = ${String(posted?.id)}`),
  ).toEqual([
    {
      fulfillment_method: 'POSTAGE',
      provider: 'SIMULATOR',
      country: 'US',
      boxes: 2,
      undeclared: 0,
      damaged: [67, 133],
    },
  ]);
  expect(await seedDemo(server.db)).toBe(false);
  expect(await server.asOwner('select count(*)::int as n from creator')).toEqual([{ n: 1 }]);
});
