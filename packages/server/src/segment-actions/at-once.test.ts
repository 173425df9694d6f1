import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { OperationApply } from '@waybill/schema/operations';
import { SegmentActionRun } from '@waybill/schema/backers';
import { BackerHold } from '@waybill/schema/segment-actions';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import { addManyBackers, counts, emptyProject, operation } from '../operations/operations.fixture.ts';

const BACKERS = 30_000;
let server: TestServer;
let person: Person;
let project: string;
let ids: string[];
beforeAll(async () => {
  server = await startTestServer({ works: true });
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  project = await emptyProject(server, person);
  await addManyBackers(server, person, project, BACKERS);
  const rows = await server.asOwner(`select id::text from backer where project_id = ${project} order by id`);
  ids = rows.map(({ id }) => String(id));
});

async function reach(id: string, status: string): Promise<void> {
  await expect.poll(async () => (await operation(server, person, id)).status, { interval: 20 }).toBe(status);
}

/** Plans every action, then applies them all in one moment, and answers how each ended. */
async function atOnce(actions: Record<string, unknown>[]): Promise<Record<string, number>[]> {
  const made: string[] = [];
  for (const input of actions) {
    const { segmentActionRun } = await server.query(
      SegmentActionRun,
      { projectId: project, input: input as never },
      person,
    );
    expect(segmentActionRun.userErrors).toEqual([]);
    made.push(segmentActionRun.operation?.id ?? '');
  }
  for (const id of made) await reach(id, 'PLANNED');
  await Promise.all(made.map((id) => server.query(OperationApply, { id }, person)));
  for (const id of made) await reach(id, 'COMPLETED');
  expect(server.logs()).not.toContain('deadlock');
  return Promise.all(made.map(async (id) => counts(await operation(server, person, id))));
}

async function count(condition: string): Promise<unknown> {
  const [row] = await server.asOwner(
    `select count(*)::int as n from backer b join orders o on o.backer_id = b.id
     left join order_hold h on h.backer_id = b.id where b.project_id = ${project} and ${condition}`,
  );
  return row?.n;
}

it('two actions over the same backers, named in opposite order: both come to stand', async () => {
  await atOnce([
    { action: 'TAG', tags: ['first'], target: { backerIds: ids } },
    { action: 'TAG', tags: ['second'], target: { backerIds: ids.toReversed() } },
  ]);
  expect(await count(`b.tags @> '{first,second}' and cardinality(b.tags) = 2`)).toBe(BACKERS);
  const [told] = await server.asOwner(
    `select count(*)::int as n from backer_event where project_id = ${project} and kind = 'TAGGED'`,
  );
  expect(told?.n).toBe(2 * BACKERS);
  await atOnce([
    { action: 'UNTAG', tags: ['first'], target: { backerIds: ids.toReversed() } },
    { action: 'TAG', tags: ['third'], target: { backerIds: ids } },
  ]);
  expect(await count(`b.tags @> '{second,third}' and cardinality(b.tags) = 2`)).toBe(BACKERS);
});

it('a mark and a hold over the same orders: each is fulfilled or held, never both', async () => {
  const [marked, held] = await atOnce([
    { action: 'MARK_FULFILLED', target: { backerIds: ids.toReversed() } },
    { action: 'HOLD', reason: 'Flood', target: { everyone: true } },
  ]);
  const fulfilled = await count(`o.status = 'FULFILLED'`);
  expect(await count(`o.status = 'FULFILLED' and h.backer_id is not null`)).toBe(0);
  expect(await count(`o.status <> 'FULFILLED' and h.backer_id is null`)).toBe(0);
  expect(marked?.MARKED ?? 0).toBe(fulfilled);
  expect((marked?.MARKED ?? 0) + (marked?.CHANGED_SINCE_PREVIEW ?? 0)).toBe(BACKERS);
  expect(held?.HELD ?? 0).toBe(BACKERS - Number(fulfilled));
  await expectConsistent(server, project);
});

it('two holds, and a lock and an unlock: each order has one fate', async () => {
  const [first, second] = await atOnce([
    { action: 'HOLD', reason: 'A', target: { backerIds: ids } },
    { action: 'HOLD', reason: 'B', target: { backerIds: ids.toReversed() } },
  ]);
  expect((first?.HELD ?? 0) + (second?.HELD ?? 0)).toBe(BACKERS);
  expect(await count('h.backer_id is not null')).toBe(BACKERS);
  const released = await atOnce([
    { action: 'RELEASE', target: { backerIds: ids } },
    { action: 'RELEASE', target: { backerIds: ids.toReversed() } },
  ]);
  expect(released.reduce((sum, one) => sum + (one.RELEASED ?? 0), 0)).toBe(BACKERS);
  expect(await count('h.backer_id is not null')).toBe(0);
  const [unlocked, marked] = await atOnce([
    { action: 'UNLOCK_ADDRESSES', target: { backerIds: ids } },
    { action: 'MARK_FULFILLED', target: { backerIds: ids.toReversed() } },
  ]);
  expect(await count(`o.status = 'SURVEY_COMPLETED'`)).toBe(unlocked?.ADDRESS_UNLOCKED ?? 0);
  expect(await count(`o.status = 'FULFILLED'`)).toBe(marked?.MARKED ?? 0);
  expect((unlocked?.ADDRESS_UNLOCKED ?? 0) + (marked?.MARKED ?? 0)).toBe(BACKERS);
  await expectConsistent(server, project);
});

it('holds put by hand while everyone is marked: each order is fulfilled or held', async () => {
  const chosen = ids.filter((_, at) => at % 1500 === 0);
  const marking = atOnce([{ action: 'MARK_FULFILLED', target: { everyone: true } }]);
  const answers = await Promise.all(
    chosen.map((backerId) => server.query(BackerHold, { backerId, input: { reason: 'Wait' } }, person)),
  );
  await marking;
  const held = answers.filter(({ backerHold }) => backerHold.userErrors.length === 0).length;
  expect(await count('h.backer_id is not null')).toBe(held);
  expect(await count(`h.backer_id is not null and o.status = 'FULFILLED'`)).toBe(0);
});
