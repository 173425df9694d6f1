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
    { slug: 'tidepools', status: 'IN_PRODUCTION', backers: 0 },
  ]);
  for (const { id } of projects) await expectConsistent(server, String(id));
  expect(await seedDemo(server.db)).toBe(false);
  expect(await server.asOwner('select count(*)::int as n from creator')).toEqual([{ n: 1 }]);
});
