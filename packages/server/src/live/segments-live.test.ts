import type { FilterTree } from '@waybill/schema/filter-tree';
import { SegmentCreate, SegmentDelete, SegmentsUpdated, SegmentUpdate } from '@waybill/schema/segments';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { addManyBackers, csv, emptyProject, upload } from '../operations/operations.fixture.ts';
import { restAfterCounting } from './rest-after-counting.ts';

let server: TestServer;
let ada: Person;
let project: string;
const COUNT = 40;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  project = await emptyProject(server, ada);
  await addManyBackers(server, ada, project, COUNT);
});

const TRACKED: FilterTree = { field: 'hasTracking', operator: 'IS', value: true };
const VIP: FilterTree = { field: 'tags', operator: 'IS', value: 'vip' };

async function create(name: string, filter: FilterTree, kind?: 'SNAPSHOT'): Promise<string> {
  const { segmentCreate } = await server.query(
    SegmentCreate,
    { projectId: project, input: { name, filter, ...(kind && { kind }) } },
    ada,
  );
  return segmentCreate.segment?.id ?? '';
}

/** The counts as they arrive, by name. */
async function* counts(values: ReturnType<typeof watch>): AsyncGenerator<Record<string, number>> {
  for await (const { segmentsUpdated } of values)
    yield Object.fromEntries(segmentsUpdated.segments.map(({ name, backerCount }) => [name, backerCount]));
}

function watch(as: Parameters<TestServer['subscribe']>[2] = ada) {
  return server.subscribe(SegmentsUpdated, { projectId: project }, as);
}

async function until(
  values: AsyncIterator<Record<string, number>>,
  wanted: Record<string, number>,
): Promise<void> {
  for (;;) {
    const result = await values.next();
    if (result.done) throw new Error('The subscription ended.');
    if (JSON.stringify(result.value) === JSON.stringify(wanted)) return;
  }
}

describe('segmentsUpdated', () => {
  it('tells the counts of now, then what an upload, a person and a mail make of them', async () => {
    await create('A tracked', TRACKED);
    await create('B vip', VIP);
    await create('C frozen', TRACKED, 'SNAPSHOT');
    await create('D told', { field: 'notified', operator: 'IS', value: true });
    const values = counts(watch());
    expect((await values.next()).value).toEqual({ 'A tracked': 0, 'B vip': 0, 'C frozen': 0, 'D told': 0 });

    const rows = Array.from({ length: 30 }, (_, index) => [String(index + 1), `TRACK${index}`]);
    await upload(server, ada, project, csv('Backer Number,Tracking Number', ...rows), { autoApply: true });
    await until(values, { 'A tracked': 30, 'B vip': 0, 'C frozen': 0, 'D told': 0 });

    await server.asOwner(`update backer set tags = '{vip}' where project_id = ${project} and number <= 5`);
    await until(values, { 'A tracked': 30, 'B vip': 5, 'C frozen': 0, 'D told': 0 });

    await server.asOwner(`insert into notification (creator_id, project_id, backer_id, kind, status, email, message_id)
      select creator_id, project_id, id, 'TRACKING', 'SENT', email, id::text from backer where project_id = ${project} and number <= 7`);
    await until(values, { 'A tracked': 30, 'B vip': 5, 'C frozen': 0, 'D told': 7 });
    await values.return(undefined);
  });

  it('tells of segments that come, change and go', async () => {
    const values = counts(watch());
    expect((await values.next()).value).toEqual({});
    const id = await create('New', { op: 'AND', nodes: [] });
    await until(values, { New: COUNT });
    await server.query(SegmentUpdate, { id, input: { filter: VIP, name: 'Vip' } }, ada);
    await until(values, { Vip: 0 });
    await server.query(SegmentDelete, { id }, ada);
    await until(values, {});
    await values.return(undefined);
  });

  it('counts what is asked for only', async () => {
    await create('A', VIP);
    const id = await create('B', TRACKED);
    const values = server.subscribe<{ segmentsUpdated: { segments: { name: string }[] } }, object>(
      'subscription($p: ID!, $ids: [ID!]) { segmentsUpdated(projectId: $p, segmentIds: $ids) { segments { name backerCount } } }',
      { p: project, ids: [id, '999999999'] },
      ada,
    );
    expect((await values.next()).value).toEqual({
      segmentsUpdated: { segments: [{ name: 'B', backerCount: 0 }] },
    });
    await values.return?.(undefined);
  });

  it('is for those who may see the backers', async () => {
    for (const as of [await server.signUp('Eve'), await server.token(ada, 'OPERATIONS_READ')]) {
      await expect(watch(as).next()).rejects.toBeDefined();
    }
  });
});

test('counts rest long enough to cost little, and stay fresh to two seconds where they can', () => {
  for (let took = 1; took <= 350; took += 1) {
    const rest = restAfterCounting(took, true);
    expect(rest + 2 * took).toBeLessThan(2000);
    expect(rest).toBeGreaterThanOrEqual(Math.min(250, 9 * took));
  }
  expect(restAfterCounting(10, true)).toBe(250);
  expect(restAfterCounting(100, true)).toBe(900);
  expect(restAfterCounting(1000, true)).toBe(9000);
  for (let took = 1; took <= 800; took += 1) {
    const rest = restAfterCounting(took, false);
    expect(rest + 2 * took).toBeLessThan(2000);
    expect(rest).toBeGreaterThanOrEqual(250);
  }
  expect(restAfterCounting(20_000, true)).toBe(60_000);
});
