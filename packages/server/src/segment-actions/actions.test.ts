import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OperationUndo } from '@waybill/schema/operations';
import type { SegmentAction } from '@waybill/schema/segment-actions';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { dump, expectConsistent } from '../operations/invariants.fixture.ts';
import {
  addBackers,
  apply,
  counts,
  emptyProject,
  rows,
  undo,
  verdicts,
} from '../operations/operations.fixture.ts';
import { run } from './segment-actions.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

/** One of each: numbers 1 to 12. */
const MIXED = [
  { status: 'SURVEY_NOT_SENT' },
  { status: 'SURVEY_NOT_COMPLETED', tags: ['old'] },
  { status: 'SURVEY_COMPLETED' },
  { status: 'READY_TO_FULFILL', tags: ['a', 'old', 'b'] },
  { status: 'FULFILLMENT_PROCESSING', tags: ['wave 1', 'eu'] },
  { status: 'FULFILLMENT_ERRORED', tags: ['eu'] },
  { status: 'PARTIALLY_FULFILLED', parcels: ['T-1'] },
  { status: 'FULFILLED', parcels: ['T-2'] },
  { status: 'FULFILLED', tags: Array.from({ length: 49 }, (_, at) => `t${at}`) },
  { status: 'CANCELED' },
  { status: 'SURVEY_COMPLETED', hold: 'Moves' },
  { status: 'READY_TO_FULFILL', hold: 'Address?' },
];

beforeEach(async () => {
  project = await emptyProject(server, person);
  await addBackers(server, person, project, MIXED);
});

const LOCKED = 'ADDRESS_LOCKED_ALREADY';
const EXPECTED: [SegmentAction, string[], sentence: string][] = [
  [
    'REVERT',
    [
      ...Array.from({ length: 7 }, () => 'NOT_FULFILLED'),
      'PARCELS_STAY',
      'REVERTED',
      'NOTHING_OWED',
      'NOT_FULFILLED',
      'NOT_FULFILLED',
    ],
    'Revert 2 orders, skip 10',
  ],
  [
    'LOCK_ADDRESSES',
    [
      'SURVEY_OPEN',
      'SURVEY_OPEN',
      'ADDRESS_EMPTY',
      LOCKED,
      LOCKED,
      LOCKED,
      LOCKED,
      LOCKED,
      LOCKED,
      'NOTHING_OWED',
      'HELD_BACK',
      LOCKED,
    ],
    'Lock the addresses of 1 order, skip 11',
  ],
  [
    'UNLOCK_ADDRESSES',
    [
      'NOT_LOCKED',
      'NOT_LOCKED',
      'NOT_LOCKED',
      'ADDRESS_UNLOCKED',
      ...Array.from({ length: 5 }, () => 'SHIPPING_BEGUN'),
      'NOTHING_OWED',
      'NOT_LOCKED',
      'HELD_BACK',
    ],
    'Unlock the addresses of 1 order, skip 11',
  ],
  [
    'HOLD',
    [
      ...Array.from({ length: 7 }, () => 'HELD'),
      'ALREADY_FULFILLED',
      'ALREADY_FULFILLED',
      'NOTHING_OWED',
      'ALREADY_HELD',
      'ALREADY_HELD',
    ],
    'Put 7 orders on hold, skip 5',
  ],
  [
    'RELEASE',
    [...Array.from({ length: 10 }, () => 'NOT_HELD'), 'RELEASED', 'RELEASED'],
    'Release 2 orders, skip 10',
  ],
  [
    'TAG',
    [
      'TAGGED',
      'TAGGED',
      'TAGGED',
      'TAGGED',
      'ALREADY_TAGGED',
      'TAGGED',
      'TAGGED',
      'TAGGED',
      'TOO_MANY_TAGS',
      'TAGGED',
      'TAGGED',
      'TAGGED',
    ],
    'Tag 10 backers “wave 1”, “eu”, skip 1, leave 1 to mend',
  ],
  [
    'UNTAG',
    ['NOT_TAGGED', 'UNTAGGED', 'NOT_TAGGED', 'UNTAGGED', ...Array.from({ length: 8 }, () => 'NOT_TAGGED')],
    'Take “old” off 2 backers, skip 10',
  ],
];

describe.each(EXPECTED)('%s', (action, codes, sentence) => {
  it('gives each backer an outcome, changes what applies, and is undone to the byte', async () => {
    const before = await dump(server, project);
    const { id, made } = await run(server, person, project, action);
    expect(made).toMatchObject({ status: 'PLANNED', canApply: true, summary: { sentence } });
    expect((await verdicts(server, person, id)).map(([, code]) => code)).toEqual(codes);
    expect(await dump(server, project)).toEqual(before);
    const done = await apply(server, person, id);
    expect(done).toMatchObject({ status: 'COMPLETED', totalCount: 12 });
    expect(counts(done)).not.toHaveProperty('CHANGED_SINCE_PREVIEW');
    expect(await dump(server, project)).not.toEqual(before);
    await expectConsistent(server, project);
    expect(await undo(server, person, id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 0 });
    expect(await dump(server, project)).toEqual(before);
    await expectConsistent(server, project);
  });

  it('reports every backer in words, as CSV too', async () => {
    const { id, made } = await run(server, person, project, action, { autoApply: true });
    const listed = await rows(server, person, id);
    expect(listed).toHaveLength(12);
    for (const row of listed) expect(row.message).toMatch(/\S+\. \S+/);
    // None of these can be forced, so no row may advise it.
    expect(listed.map((row) => row.message).join('\n')).not.toMatch(/choose to force/);
    const report = await (await server.fetch(made?.reportUrl ?? '', {}, person)).text();
    expect(report.trimEnd().split('\n')).toHaveLength(13);
  });
});

/** What somebody does by hand to backers of MIXED that the action changed, and whom undo then leaves alone. */
const BY_HAND: [SegmentAction, statement: (of: (n: number) => string) => string, leftAlone: number[]][] = [
  [
    'REVERT',
    (of) =>
      `update orders set status = 'FULFILLED', fulfilled_at = now(), operation_id = null where backer_id = ${of(8)}`,
    [8],
  ],
  [
    'LOCK_ADDRESSES',
    (of) => `update orders set status = 'CANCELED', operation_id = null where backer_id = ${of(3)}`,
    [3],
  ],
  [
    'UNLOCK_ADDRESSES',
    (of) => `update orders set status = 'READY_TO_FULFILL', operation_id = null where backer_id = ${of(4)}`,
    [4],
  ],
  [
    'HOLD',
    (of) => `delete from order_hold where backer_id = ${of(1)};
      update order_hold set reason = 'Mine', operation_id = null where backer_id = ${of(2)}`,
    [1, 2],
  ],
  [
    'RELEASE',
    (
      of,
    ) => `insert into order_hold (backer_id, creator_id, project_id, reason) select backer_id, creator_id, project_id, 'Again' from orders where backer_id = ${of(11)};
      update orders set status = 'FULFILLED', fulfilled_at = now() where backer_id = ${of(12)}`,
    [11, 12],
  ],
  ['TAG', (of) => `update backer set tags = '{mine}' where id = ${of(1)}`, [1]],
  ['UNTAG', (of) => `update backer set tags = tags || '{old}' where id = ${of(2)}`, [2]],
];

it.each(BY_HAND)(
  '%s leaves alone what was changed by hand, and lists it',
  async (action, statement, left) => {
    const { id } = await run(server, person, project, action, { autoApply: true });
    const of = (n: number) => `(select id from backer where project_id = ${project} and number = ${n})`;
    await server.asOwner(statement(of));
    const byHand = await dump(server, project);
    const undone = await undo(server, person, id);
    expect(undone).toMatchObject({ status: 'UNDONE', undoLeftAlone: left.length });
    const listed = await rows(server, person, id, { outcome: ['UNDO_LEFT_ALONE'] });
    expect(listed.map((row) => row.backer?.number)).toEqual(left);
    const [kept] = await server.asOwner(
      `select array_agg(id::text) as ids from backer where project_id = ${project} and number = any ('{${left.join(',')}}')`,
    );
    const ofThem = (lines: string[]) =>
      lines.filter((line) =>
        (kept?.ids as string[]).some((backer) => new RegExp(`\\b${backer}\\b`).test(line)),
      );
    expect(ofThem(await dump(server, project))).toEqual(ofThem(byHand));
  },
);

it('puts back only the tags it took off, beside those somebody put on since', async () => {
  const { id } = await run(server, person, project, 'UNTAG', { autoApply: true });
  await server.asOwner(
    `update backer set tags = tags || '{new}' where project_id = ${project} and number in (2, 4)`,
  );
  expect(await undo(server, person, id)).toMatchObject({ undoLeftAlone: 0 });
  expect(
    await server.asOwner(
      `select tags from backer where project_id = ${project} and number in (2, 4) order by number`,
    ),
  ).toEqual([{ tags: ['new', 'old'] }, { tags: ['a', 'b', 'new', 'old'] }]);
});

it('reverts to where each order came from, and undo of the mark waits for undo of the revert', async () => {
  const before = await dump(server, project);
  const mark = await run(server, person, project, 'MARK_FULFILLED', { autoApply: true });
  const marked = await dump(server, project);
  const revert = await run(server, person, project, 'REVERT', { autoApply: true, reason: 'Too early' });
  const statuses = await server.asOwner(
    `select b.number, o.status from orders o join backer b on b.id = o.backer_id where o.project_id = ${project} and b.number between 4 and 9 order by 1`,
  );
  expect(statuses.map(({ status }) => status)).toEqual([
    'READY_TO_FULFILL',
    'FULFILLMENT_PROCESSING',
    'FULFILLMENT_ERRORED',
    'PARTIALLY_FULFILLED',
    'READY_TO_FULFILL',
    'READY_TO_FULFILL',
  ]);
  expect(
    await server.asOwner(`select distinct source, reason from order_event where operation_id = ${revert.id}`),
  ).toEqual([{ source: 'REVERT', reason: 'Too early' }]);
  await undo(server, person, revert.id);
  expect(await dump(server, project)).toEqual(marked);
  expect(await undo(server, person, mark.id)).toMatchObject({ undoLeftAlone: 0 });
  expect(await dump(server, project)).toEqual(before);
  await expectConsistent(server, project);
});

it('is for the backers there were when it was planned, whoever joins or leaves the filter meanwhile', async () => {
  const target = { filter: { tag: ['old'] } };
  const { id } = await run(server, person, project, 'HOLD', { target });
  await server.asOwner(`update backer set tags = array_remove(tags, 'old') where project_id = ${project} and number = 2;
    update backer set tags = '{old}' where project_id = ${project} and number = 1`);
  await apply(server, person, id);
  const held = await server.asOwner(
    `select b.number from order_hold h join backer b on b.id = h.backer_id where h.operation_id = ${id} order by 1`,
  );
  expect(held).toEqual([{ number: 2 }, { number: 4 }]);
});

it('tells the history of the backers who was held, released, tagged and untagged, and by whom', async () => {
  const hold = await run(server, person, project, 'HOLD', {
    autoApply: true,
    until: '2099-01-01T00:00:00Z',
    target: { backerNumbers: [1] },
  });
  await server.query(OperationUndo, { id: hold.id }, person);
  await server.runJobs();
  const tag = await run(server, person, project, 'TAG', { autoApply: true, target: { backerNumbers: [6] } });
  expect(
    await server.asOwner(
      `select kind, detail, operation_id as operation, actor_kind, actor_name from backer_event where project_id = ${project} order by at, id`,
    ),
  ).toEqual([
    {
      kind: 'HELD',
      detail: { reason: 'Flood', until: '2099-01-01T00:00:00+00:00' },
      operation: hold.id,
      actor_kind: 'USER',
      actor_name: 'Ada',
    },
    {
      kind: 'RELEASED',
      detail: { reason: 'Flood', until: '2099-01-01T00:00:00+00:00' },
      operation: hold.id,
      actor_kind: 'USER',
      actor_name: 'Ada',
    },
    {
      kind: 'TAGGED',
      detail: { tags: ['wave 1'] },
      operation: tag.id,
      actor_kind: 'USER',
      actor_name: 'Ada',
    },
  ]);
});

describe('what was changed between the preview and now', () => {
  it('is left alone and said', async () => {
    const lock = await run(server, person, project, 'LOCK_ADDRESSES');
    const hold = await run(server, person, project, 'HOLD');
    const release = await run(server, person, project, 'RELEASE');
    await server.asOwner(`
      update order_hold set reason = 'Another' where backer_id = (select id from backer where project_id = ${project} and number = 11);
      insert into order_hold (backer_id, creator_id, project_id, reason) select id, creator_id, project_id, 'Wait' from backer where project_id = ${project} and number = 3`);
    expect(counts(await apply(server, person, lock.id))).toMatchObject({ CHANGED_SINCE_PREVIEW: 1 });
    expect(counts(await apply(server, person, hold.id))).toMatchObject({ HELD: 6, CHANGED_SINCE_PREVIEW: 1 });
    expect(counts(await apply(server, person, release.id))).toMatchObject({
      RELEASED: 1,
      CHANGED_SINCE_PREVIEW: 1,
    });
  });

  it('stops a run at its preview when another count was agreed to, and goes on when asked', async () => {
    const { id, made } = await run(server, person, project, 'LOCK_ADDRESSES', {
      autoApply: true,
      confirmCount: 2,
    });
    expect(made).toMatchObject({ status: 'PLANNED', canApply: true });
    expect(await apply(server, person, id)).toMatchObject({ status: 'COMPLETED', summary: { changed: 1 } });
    const agreed = await run(server, person, project, 'UNLOCK_ADDRESSES', {
      autoApply: true,
      confirmCount: 2,
    });
    expect(agreed.made?.status).toBe('COMPLETED');
  });
});

it.each([
  ['HOLD', { reason: ' ' }, { code: 'BLANK', field: ['reason'] }],
  ['HOLD', { reason: 'x'.repeat(501) }, { code: 'INVALID', field: ['reason'] }],
  ['HOLD', { until: '2020-01-01T00:00:00Z' }, { code: 'INVALID', field: ['until'] }],
  ['TAG', { tags: [' '] }, { code: 'BLANK', field: ['tags'] }],
  ['TAG', { tags: null }, { code: 'BLANK', field: ['tags'] }],
  [
    'TAG',
    { tags: Array.from({ length: 51 }, (_, at) => `n${at}`) },
    { code: 'LIMIT_EXCEEDED', field: ['tags'] },
  ],
  ['UNTAG', { tags: ['x'.repeat(61)] }, { code: 'INVALID', field: ['tags'] }],
  ['TAG', { tags: ['vip', 'late, cross'] }, { code: 'INVALID', field: ['tags'] }],
  ['RELEASE', { target: {} }, { code: 'INVALID', field: ['target'] }],
] as [SegmentAction, object, object][])('%s refuses %j', async (action, input, error) => {
  const { errors, made } = await run(server, person, project, action, { ...input });
  expect(errors).toMatchObject([error]);
  expect(made).toBeNull();
});

it('takes quotes, dollars and backslashes in tags and reasons for what they are', async () => {
  const odd = [`it's`, '$1', 'a\\b', '{"x"}', '“ü”'];
  const target = { backerNumbers: [1] };
  await run(server, person, project, 'TAG', { tags: odd, autoApply: true, target });
  await run(server, person, project, 'HOLD', { reason: `it's $2 \\`, autoApply: true, target });
  const [found] = await server.asOwner(
    `select b.tags, h.reason from backer b join order_hold h on h.backer_id = b.id where b.project_id = ${project} and b.number = 1`,
  );
  expect(found).toEqual({ tags: odd, reason: `it's $2 \\` });
});

it('does not reach the backers of somebody else, whatever ids are given', async () => {
  const eve = await server.signUp('Eve');
  const theirs = await emptyProject(server, eve);
  await addBackers(server, eve, theirs, [{}]);
  const [row] = await server.asOwner(`select id::text from backer where project_id = ${theirs}`);
  const before = await dump(server, theirs);
  for (const action of ['HOLD', 'TAG', 'MARK_FULFILLED'] as const) {
    const { made } = await run(server, person, project, action, {
      target: { backerIds: [row?.id] },
      autoApply: true,
    });
    expect(made).toMatchObject({ status: 'COMPLETED', totalCount: 0 });
  }
  const refused = await run(server, person, theirs, 'HOLD');
  expect(refused.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect(await dump(server, theirs)).toEqual(before);
});
