import type { FilterTree } from '@waybill/schema/filter-tree';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import type { Database } from '../lib/database.ts';
import { listen, type EventListener, type WaybillEvent } from '../lib/events.ts';
import { addManyBackers, csv, emptyProject, upload } from '../operations/operations.fixture.ts';
import { makeLiveCounts, type LiveCounts } from './live-counts.ts';
import type { Segment } from './segment.entity.ts';
import { countTree } from './segments.actions.ts';

const COUNT = 200;
const FILTERS: FilterTree[] = [
  { field: 'hasTracking', operator: 'IS', value: true },
  { field: 'tags', operator: 'IS_NOT', value: 'vip' },
  {
    op: 'AND',
    nodes: [
      { field: 'onHold', operator: 'IS', value: false },
      { op: 'NOT', nodes: [{ field: 'status', operator: 'IS', value: 'FULFILLED' }] },
    ],
  },
  { field: 'daysSinceScan', operator: 'IS_EMPTY' },
];

let server: TestServer;
let ada: Person;
let project: { id: string; creatorId: string };
let segments: Segment[];
let counts: LiveCounts;
let heard: WaybillEvent[];
let events: EventListener;
/** What was asked of the database, to see how much of it was counted. */
let asked: string[];
let db: Database;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
  project = { id: await emptyProject(server, ada), creatorId: ada.creatorId };
  await addManyBackers(server, ada, project.id, COUNT);
  segments = FILTERS.map(
    (filter, index) =>
      ({
        id: String(index + 1),
        projectId: project.id,
        creatorId: ada.creatorId,
        kind: 'DYNAMIC',
        filter,
      }) as Segment,
  );
  heard = [];
  counts = makeLiveCounts(16);
  events = await listen(server.db.appUrl, {
    onEvent(event) {
      heard.push(event);
      counts.hear(event);
    },
    onGap: () => undefined,
    onTrouble: () => undefined,
  });
  asked = [];
  db = {
    ...server.db,
    read: (creators, sql, values, options) => {
      if (sql.includes('group by 1')) asked.push(sql);
      return server.db.read(creators, sql, values, options);
    },
  };
});
afterAll(async () => {
  await events.stop();
  await server[Symbol.asyncDispose]();
});

async function countsNow(): Promise<number[]> {
  const found = await counts.count(db, project, segments);
  return segments.map(({ id }) => found.get(id) ?? -1);
}

function countsByHand(): Promise<number[]> {
  return Promise.all(FILTERS.map((filter) => countTree(server.db, project, filter)));
}

/** Runs a change and waits until its hint has come. */
async function change(work: () => Promise<unknown>): Promise<void> {
  const before = heard.filter(({ topic }) => topic === 'backers').length;
  await work();
  await expect.poll(() => heard.filter(({ topic }) => topic === 'backers').length).toBeGreaterThan(before);
}

const ids = (from: number, to: number) =>
  `(select id from backer where project_id = ${project.id} and number between ${from} and ${to})`;

test('counts what has changed, and is right whatever that was', async () => {
  expect(await countsNow()).toEqual(await countsByHand());
  expect(asked).toHaveLength(3);

  asked.length = 0;
  expect(await countsNow()).toEqual(await countsByHand());
  expect(asked).toEqual([]);

  const changes: [string, () => Promise<unknown>][] = [
    [
      'an upload',
      () =>
        upload(
          server,
          ada,
          project.id,
          csv(
            'Backer Number,Tracking Number',
            ...Array.from({ length: 30 }, (_, n) => [String(n + 40), `T${n}`]),
          ),
          { autoApply: true },
        ),
    ],
    ['tags of a few', () => server.asOwner(`update backer set tags = '{vip}' where id in ${ids(3, 9)}`)],
    ['tags of one', () => server.asOwner(`update backer set tags = '{vip}' where id in ${ids(150, 150)}`)],
    [
      'a hold',
      () =>
        server.asOwner(
          `insert into order_hold (backer_id, creator_id, project_id, reason) select id, creator_id, project_id, 'x' from backer where id in ${ids(100, 130)}`,
        ),
    ],
    [
      'both ends',
      () =>
        server.asOwner(
          `update orders set status = 'FULFILLED' where backer_id in (select min(id) from backer where project_id = ${project.id} union select max(id) from backer where project_id = ${project.id})`,
        ),
    ],
    [
      'a parcel voided',
      () => server.asOwner(`update shipment set voided_at = now() where backer_id in ${ids(45, 45)}`),
    ],
  ];
  for (const [what, work] of changes) {
    await change(work);
    await expect.poll(countsNow, { message: what }).toEqual(await countsByHand());
  }
  expect(asked.length).toBeGreaterThan(0);
  const [few] = asked.slice(-1);
  expect(few).toContain('between');
});

test('counts everything again when events may have been missed, or the filter is another', async () => {
  await countsNow();
  asked.length = 0;
  counts.forget();
  await countsNow();
  expect(asked).toHaveLength(3);
  expect(asked.join()).not.toContain('between');

  asked.length = 0;
  const first = segments[0] as Segment;
  first.filter = { field: 'hasTracking', operator: 'IS', value: false };
  const found = await counts.count(db, project, [first]);
  expect(found.get(first.id)).toBe(await countTree(server.db, project, first.filter));
  expect(asked).toHaveLength(1);
});

test('a count that fails is made whole the next time', async () => {
  await countsNow();
  await change(() => server.asOwner(`update backer set tags = '{}' where id in ${ids(3, 3)}`));
  const broken: Database = { ...db, read: () => Promise.reject(new Error('away')) };
  await expect(counts.count(broken, project, segments.slice(1, 2))).rejects.toThrow('away');
  expect((await countsNow())[1]).toBe(await countTree(server.db, project, FILTERS[1] as FilterTree));
});
