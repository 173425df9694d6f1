import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OperationUndo } from '@waybill/schema/operations';
import { BackerHold, BackerRelease, BackerTag } from '@waybill/schema/segment-actions';
import { startTestServer, type As, type Person, type TestServer } from '../../test/test-server.ts';
import { addBackers, emptyProject } from '../operations/operations.fixture.ts';
import { run } from '../segment-actions/segment-actions.fixture.ts';
import { makeDueHolds } from './holds.task.ts';

let server: TestServer;
let person: Person;
let project: string;
let backers: string[];
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  project = await emptyProject(server, person);
  await addBackers(server, person, project, [
    { tags: ['a', 'b'] },
    { status: 'FULFILLED' },
    { status: 'CANCELED' },
    { hold: 'Moves' },
  ]);
  const rows = await server.asOwner(
    `select id::text from backer where project_id = ${project} order by number`,
  );
  backers = rows.map(({ id }) => String(id));
});

const hold = async (n: number, input: { reason: string; until?: string }, as: As = person) =>
  (await server.query(BackerHold, { backerId: backers[n - 1] ?? '', input }, as)).backerHold;
const release = async (n: number, as: As = person) =>
  (await server.query(BackerRelease, { backerId: backers[n - 1] ?? '' }, as)).backerRelease;
const tag = async (n: number, input: { add?: string[]; remove?: string[] }, as: As = person) =>
  (await server.query(BackerTag, { backerId: backers[n - 1] ?? '', input }, as)).backerTag;
const told = () =>
  server.asOwner(
    `select kind, detail, actor_name from backer_event where project_id = ${project} order by at, id`,
  );

describe('one order on hold', () => {
  it('is held, held otherwise, and released, and the history tells it', async () => {
    const made = await hold(1, { reason: ' Waits for\nthe address ', until: '2099-05-01T00:00:00Z' });
    expect(made).toMatchObject({
      userErrors: [],
      backer: { order: { hold: { reason: 'Waits for the address', until: '2099-05-01T00:00:00.000Z' } } },
    });
    expect((await hold(1, { reason: 'Another' })).backer?.order.hold).toMatchObject({
      reason: 'Another',
      until: null,
    });
    expect(await release(1)).toMatchObject({ userErrors: [], backer: { order: { hold: null } } });
    expect(await told()).toEqual([
      {
        kind: 'HELD',
        detail: { reason: 'Waits for the address', until: '2099-05-01T00:00:00.000Z' },
        actor_name: 'Ada',
      },
      { kind: 'HELD', detail: { reason: 'Another', until: null }, actor_name: 'Ada' },
      { kind: 'RELEASED', detail: { reason: 'Another', until: null }, actor_name: 'Ada' },
    ]);
  });

  it('is refused where nothing can wait, without a reason, and for a day that is past', async () => {
    expect((await hold(2, { reason: 'Wait' })).userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
    expect((await hold(3, { reason: 'Wait' })).userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
    expect((await hold(1, { reason: ' ' })).userErrors).toMatchObject([
      { code: 'BLANK', field: ['input', 'reason'] },
    ]);
    expect((await hold(1, { reason: 'Wait', until: '2020-01-01' })).userErrors).toMatchObject([
      { code: 'INVALID', field: ['input', 'until'] },
    ]);
    expect((await release(1)).userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
    expect(await told()).toEqual([]);
  });

  it('stays when the operation that had held it is undone after it was held otherwise', async () => {
    const { id } = await run(server, person, project, 'HOLD', {
      autoApply: true,
      target: { backerNumbers: [1] },
    });
    await hold(1, { reason: 'Mine' });
    await server.query(OperationUndo, { id }, person);
    await server.runJobs();
    const [found] = await server.asOwner(
      `select h.reason, (select undo_left_alone from operation where id = ${id}) as left from order_hold h where backer_id = ${backers[0]}`,
    );
    expect(found).toEqual({ reason: 'Mine', left: 1 });
  });
});

describe('the tags of one backer', () => {
  it('are put on and taken off without touching the rest', async () => {
    expect((await tag(1, { add: ['c', ' b ', 'c', 'd'], remove: ['a', 'd', 'never'] })).backer?.tags).toEqual(
      ['b', 'c'],
    );
    expect(await told()).toMatchObject([
      { kind: 'UNTAGGED', detail: { tags: ['a'] } },
      { kind: 'TAGGED', detail: { tags: ['c'] } },
    ]);
    expect((await tag(1, { add: ['b'] })).userErrors).toEqual([]);
    expect(await told()).toHaveLength(2);
  });

  it('are refused when nothing is said, or too much', async () => {
    expect((await tag(1, { add: [' '] })).userErrors).toMatchObject([{ code: 'BLANK' }]);
    const many = Array.from({ length: 49 }, (_, at) => `n${at}`);
    expect((await tag(1, { add: many })).userErrors).toMatchObject([
      { code: 'LIMIT_EXCEEDED', field: ['input', 'add'] },
    ]);
  });
});

it('lets who packs hold and release, and only who manages tag; one action or many', async () => {
  const ships = await server.token(person, 'SHIPMENTS_WRITE', 'BACKERS_READ');
  const knows = await server.token(person, 'BACKERS_WRITE', 'BACKERS_READ');
  expect((await hold(1, { reason: 'Wait' }, ships)).userErrors).toEqual([]);
  expect((await tag(1, { add: ['x'] }, knows)).userErrors).toEqual([]);
  await expect(tag(1, { add: ['x'] }, ships)).rejects.toThrow('BACKERS_WRITE');
  await expect(release(1, knows)).rejects.toThrow('SHIPMENTS_WRITE');
  await expect(run(server, ships, project, 'TAG')).rejects.toThrow('BACKERS_WRITE');
  await expect(run(server, knows, project, 'HOLD')).rejects.toThrow('SHIPMENTS_WRITE');
  expect((await run(server, knows, project, 'TAG', { autoApply: true })).made?.status).toBe('COMPLETED');
  expect((await run(server, ships, project, 'RELEASE', { autoApply: true })).made?.status).toBe('COMPLETED');
});

describe('holds whose day has come', () => {
  const makeDue = (n: number, until: string) =>
    server.asOwner(`insert into order_hold (backer_id, creator_id, project_id, reason, until)
      values (${backers[n - 1]}, ${person.creatorId}, ${project}, 'Wait', ${until})`);

  it('end by themselves, and the history says so; others stay', async () => {
    await makeDue(1, `now() - interval '1 second'`);
    await makeDue(2, `now() + interval '1 hour'`);
    await makeDueHolds(server.db)();
    expect(
      await server.asOwner(
        `select backer_id::text as id from order_hold where project_id = ${project} order by 1`,
      ),
    ).toEqual([{ id: backers[1] }, { id: backers[3] }]);
    expect(await told()).toMatchObject([
      { kind: 'RELEASED', detail: { reason: 'Wait' }, actor_name: 'Waybill' },
    ]);
  });

  it('are asked for no more often than it takes', async () => {
    const endDueHolds = makeDueHolds(server.db);
    await endDueHolds();
    await makeDue(1, 'now()');
    await endDueHolds();
    expect(await told()).toEqual([]);
    await makeDueHolds(server.db, 0)();
    expect(await told()).toHaveLength(1);
  });

  it('are left for the next time while somebody has them in hand', async () => {
    await makeDue(1, 'now()');
    await makeDue(2, 'now()');
    const other = new pg.Client({ connectionString: server.db.adminUrl });
    await other.connect();
    try {
      await other.query('begin');
      await other.query(`select from order_hold where backer_id = ${backers[0]} for update`);
      await makeDueHolds(server.db)();
      expect(await told()).toHaveLength(1);
    } finally {
      await other.end();
    }
    await makeDueHolds(server.db)();
    expect(await told()).toHaveLength(2);
  });

  it('end at the beat of the jobs', async () => {
    await using works = await startTestServer({
      works: true,
      databaseAt: async (url) => {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        await client.query(`
          with c as (insert into creator (slug, name) values ('due', 'Due') returning id),
          p as (insert into project (creator_id, slug, title) select id, 'due', 'Due' from c returning id, creator_id)
          insert into backer (creator_id, project_id, number, name) select creator_id, id, 1, 'Ada' from p;
          insert into orders (backer_id, creator_id, project_id, status) select id, creator_id, project_id, 'READY_TO_FULFILL' from backer;
          insert into order_hold (backer_id, creator_id, project_id, reason, until) select id, creator_id, project_id, 'Wait', now() from backer`);
        await client.end();
        return url;
      },
    });
    await expect.poll(() => works.asOwner('select from order_hold')).toEqual([]);
  });
});
