import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProjectBySlug, ProjectCreate, ProjectUpdate } from '@waybill/schema/projects';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let ada: Person;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

type CreateInput = {
  title: string;
  slug?: string;
  fulfillmentMethod?: 'POSTAGE' | 'INTEGRATION' | 'MANUAL_EXPORT';
};
const create = async (input: CreateInput) =>
  (await server.query(ProjectCreate, { input }, ada)).projectCreate;

/** A project with orders in these statuses, one backer each. */
async function projectWith(title: string, statuses: Record<string, number>): Promise<string> {
  const { project } = await create({ title });
  const id = project?.id ?? '';
  for (const [status, count] of Object.entries(statuses)) {
    await server.asOwner(`
      with made as (
        insert into backer (creator_id, project_id, name, country)
        select ${ada.creatorId}, ${id}, 'B', case when i % 2 = 0 then 'DE' else 'US' end from generate_series(1, ${count}) i
        returning id)
      insert into orders (backer_id, creator_id, project_id, status, fulfilled_at)
      select id, ${ada.creatorId}, ${id}, '${status}', case when '${status}' = 'FULFILLED' then now() end from made`);
  }
  return id;
}

const progressOf = async (id: string) => {
  const answer = await server.ask<{ project: { progress: Record<string, unknown>; status: string } }>(
    `query($id: ID!) { project(id: $id) { status progress {
      orders eligibleOrders fulfilled untilFulfilled fulfilledShare shippedPerMinute estimatedCompletionAt status fulfilledAt
      byBucket { bucket count } byStatus { status count } } } }`,
    { id },
    ada,
  );
  return answer.data?.project.progress;
};

test('a title makes an address, and a second one of the same name gets a number', async () => {
  expect((await create({ title: ' Óðinn’s Æther & Co ' })).project).toMatchObject({
    title: 'Óðinn’s Æther & Co',
    slug: 'odinn-s-aether-co',
    status: 'IN_PRODUCTION',
    fulfillmentMethod: 'MANUAL_EXPORT',
  });
  expect((await create({ title: 'Óðinn’s Æther & Co' })).project?.slug).toBe('odinn-s-aether-co-2');
  expect((await create({ title: '火星' })).project?.slug).toBe('project');
});

test.each([
  [{ title: ' ' }, 'BLANK', 'title'],
  [{ title: 'x'.repeat(201) }, 'INVALID', 'title'],
  [{ title: 'x\u0000y' }, 'INVALID', 'title'],
  [{ title: 'Fine', slug: 'Not Fine' }, 'INVALID', 'slug'],
])('refuses %j', async (input, code, field) => {
  const { project, userErrors } = await create(input);
  expect(project).toBeNull();
  expect(userErrors).toMatchObject([{ code, field: ['input', field] }]);
});

test('two projects of a creator cannot share an address, those of two creators can', async () => {
  await create({ title: 'One', slug: 'shared' });
  expect((await create({ title: 'Two', slug: 'shared' })).userErrors).toMatchObject([
    { code: 'TAKEN', field: ['input', 'slug'] },
  ]);
  const bea = await server.signUp('Bea');
  const other = await server.query(ProjectCreate, { input: { title: 'Three', slug: 'shared' } }, bea);
  expect(other.projectCreate.project?.slug).toBe('shared');
  const { project } = await create({ title: 'Four' });
  const { projectUpdate } = await server.query(
    ProjectUpdate,
    { id: project?.id ?? '', input: { slug: 'shared' } },
    ada,
  );
  expect(projectUpdate.userErrors).toMatchObject([{ code: 'TAKEN' }]);
});

test('an update changes what it names and nothing else', async () => {
  const { project } = await create({ title: 'Before', fulfillmentMethod: 'POSTAGE' });
  const { projectUpdate } = await server.query(
    ProjectUpdate,
    { id: project?.id ?? '', input: { title: 'After' } },
    ada,
  );
  expect(projectUpdate.project).toEqual({ ...project, title: 'After' });
  const found = await server.query(
    ProjectBySlug,
    { creatorSlug: ada.creatorSlug, projectSlug: 'before' },
    ada,
  );
  expect(found.projectBySlug).toEqual(projectUpdate.project);
});

test('who belongs to several creators says whose project it is', async () => {
  const bea = await server.signUp('Bea');
  await server.asOwner(`insert into member (creator_id, user_id, role)
    select ${ada.creatorId}, id, 'MANAGER' from app_user where email = '${bea.email}'`);
  const unsaid = await server.query(ProjectCreate, { input: { title: 'Whose' } }, bea);
  expect(unsaid.projectCreate.userErrors).toMatchObject([{ code: 'BLANK', field: ['input', 'creatorId'] }]);
  const said = await server.query(ProjectCreate, { input: { title: 'Hers', creatorId: ada.creatorId } }, bea);
  expect(said.projectCreate.project?.creator.slug).toBe(ada.creatorSlug);
});

test('the numbers count what there is, statuses without orders included', async () => {
  const id = await projectWith('Counted', {
    READY_TO_FULFILL: 5,
    FULFILLED: 4,
    PARTIALLY_FULFILLED: 1,
    CANCELED: 2,
    SURVEY_NOT_SENT: 1,
  });
  const progress = await progressOf(id);
  expect(progress).toMatchObject({
    orders: 13,
    eligibleOrders: 11,
    fulfilled: 4,
    fulfilledShare: 4 / 11,
    untilFulfilled: 2,
    status: 'IN_FULFILLMENT',
    fulfilledAt: null,
    byBucket: [
      { bucket: 'SURVEY', count: 1 },
      { bucket: 'LOCK_ADDRESS', count: 0 },
      { bucket: 'START_SHIPPING', count: 6 },
      { bucket: 'SHIPPED', count: 4 },
      { bucket: 'CANCELED', count: 2 },
    ],
  });
  expect((progress?.byStatus as object[]).length).toBe(9);
  expect(progress?.shippedPerMinute).toBeGreaterThan(0);
  expect(progress?.estimatedCompletionAt).toMatch(/:00\.000Z$/);
});

test.each([
  [
    { FULFILLED: 5, READY_TO_FULFILL: 5 },
    { status: 'IN_FULFILLMENT', untilFulfilled: 1 },
  ],
  [
    { FULFILLED: 6, READY_TO_FULFILL: 5 },
    { status: 'FULFILLED', untilFulfilled: 0 },
  ],
  [
    { READY_TO_FULFILL: 3 },
    { status: 'IN_PRODUCTION', untilFulfilled: 2, shippedPerMinute: 0, estimatedCompletionAt: null },
  ],
  [{ CANCELED: 3 }, { status: 'IN_PRODUCTION', untilFulfilled: 0, fulfilledShare: 0 }],
  [{}, { status: 'IN_PRODUCTION', untilFulfilled: 0, orders: 0 }],
])('a majority is more than half: %j', async (statuses, expected) => {
  const id = await projectWith('Majority', statuses);
  const progress = await progressOf(id);
  expect(progress).toMatchObject(expected);
  expect(progress?.fulfilledAt === null).toBe(expected.status !== 'FULFILLED');
});

test('what was shipped shows over time and by country', async () => {
  const id = await projectWith('Charted', { FULFILLED: 4, READY_TO_FULFILL: 2, CANCELED: 2 });
  const answer = await server.ask<{ project: object }>(
    `query($id: ID!) { project(id: $id) {
      day: shippedOverTime { fulfilled } minute: shippedOverTime(by: MINUTE) { at fulfilled }
      countries { country orders fulfilled } } }`,
    { id },
    ada,
  );
  expect(answer.data?.project).toMatchObject({
    day: [{ fulfilled: 4 }],
    minute: [{ at: expect.stringMatching(/T\d\d:\d\d:00(\.000)?Z$/) as string, fulfilled: 4 }],
    countries: [
      { country: 'DE', orders: 3, fulfilled: 2 },
      { country: 'US', orders: 3, fulfilled: 2 },
    ],
  });
});

test('ids that are none are answered like ids that never were', async () => {
  for (const id of [
    '',
    '0',
    '-1',
    '1e3',
    '9999999999999999999999',
    "1' or '1'='1",
    '1; drop table project',
    '１',
  ]) {
    const answer = await server.ask('query($id: ID!) { project(id: $id) { id } }', { id }, ada);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({ project: null });
  }
});
