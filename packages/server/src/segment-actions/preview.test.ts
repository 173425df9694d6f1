import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ActionPreview } from '@waybill/schema/segment-actions';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { projectOf } from '../backers/backers.fixture.ts';
import { dump } from '../operations/invariants.fixture.ts';
import { counts } from '../operations/operations.fixture.ts';
import { ACTIONS, EVERYONE, run, WANTS } from './segment-actions.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
  project = await projectOf(server, person, 2000);
});
afterAll(() => server[Symbol.asyncDispose]());

async function preview(action: (typeof ACTIONS)[number], target: object = EVERYONE) {
  const wants = WANTS[action] as { tags?: string[] } | undefined;
  const variables = { projectId: project, action, target: target as never, tags: wants?.tags ?? null };
  return (await server.query(ActionPreview, variables, person)).actionPreview;
}

describe.each(ACTIONS)('the preview of %s', (action) => {
  it.each([
    ['everyone', EVERYONE],
    ['a filter', { filter: { country: ['DE'], sku: ['CORE'] } }],
    ['a search', { search: '17' }],
    ['a filter of orders', { filter: { bucket: ['START_SHIPPING', 'SHIPPED'] } }],
    ['numbers', { backerNumbers: [1, 2, 3, 10, 20, 11, 8], except: [] }],
    ['nobody', { backerIds: [] }],
  ])('says of %s what the plan then says', async (_, target) => {
    const before = await dump(server, project);
    const seen = await preview(action, target);
    expect(await dump(server, project)).toEqual(before);
    const { made } = await run(server, person, project, action, { target });
    expect(Object.fromEntries(seen.outcomes.map(({ code, count }) => [code, count]))).toEqual(
      made ? counts(made) : null,
    );
    expect(seen.total).toBe(made?.totalCount);
    expect(seen.sentence).toBe(made?.summary.sentence);
    expect(seen.changes).toBe((made?.summary.ordersFulfilled ?? 0) + (made?.summary.changed ?? 0));
  });
});

it('stores nothing', async () => {
  const stored = () =>
    server.asOwner(`select (select count(*)::int from operation) as operations, (select count(*)::int from backer_event) as events,
      (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'staging') as tables`);
  const before = await stored();
  for (const action of ACTIONS) await preview(action);
  expect(await stored()).toEqual(before);
});

it('wants the tags it is about', async () => {
  const answer = await server.ask(
    `query($id: ID!) { actionPreview(projectId: $id, target: { everyone: true }, action: TAG) { total } }`,
    { id: project },
    person,
  );
  expect(answer.errors?.[0]?.message).toContain('Say which tags');
});
