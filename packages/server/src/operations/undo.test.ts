import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OperationCancel, OperationUndo } from '@waybill/schema/operations';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { dump, expectConsistent, written } from './invariants.fixture.ts';
import { CHUNK_ROWS } from './operation.sql.ts';
import {
  addBackers,
  addManyBackers,
  apply,
  applyErrors,
  cancelErrors,
  counts,
  csv,
  emptyProject,
  importBackers,
  operation,
  rows,
  undo,
  undoErrors,
  upload,
  usps,
  verdicts,
} from './operations.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

const KEY = 'Pledge ID,Tracking Number';
const MIXED = [
  {},
  { status: 'PARTIALLY_FULFILLED', parcels: ['OLD-2'] },
  { status: 'FULFILLED', parcels: ['OLD-3', 'OLD-3b'] },
  { status: 'SURVEY_COMPLETED' },
  { hold: 'Address?' },
  { status: 'FULFILLED' },
  { physical: false },
];
const FILE = csv(
  KEY,
  ['P1', usps(1)],
  ['P1', usps(11)],
  ['P2', usps(2)],
  ['P3', usps(3)],
  ['P4', usps(4)],
  ['P5', ''],
  ['P6', usps(6)],
  ['P7', usps(7)],
);

async function mixed(): Promise<void> {
  project = await emptyProject(server, person);
  await addBackers(server, person, project, MIXED);
}

describe('undo', () => {
  it.each(['REPLACE', 'ADD'] as const)(
    'puts everything back to the byte (%s, forced)',
    async (existingTracking) => {
      await mixed();
      const before = await dump(server, project);
      const planned = await upload(server, person, project, FILE, {
        existingTracking,
        notReady: 'FORCE',
        notReadyReason: 'Fair',
      });
      expect(await dump(server, project)).toEqual(before);
      const done = await apply(server, person, planned.id);
      expect(await written(server, done.id)).toEqual({ changes: 5, parcels: 7 });
      await expectConsistent(server, project);
      const undone = await undo(server, person, done.id);
      expect(undone).toMatchObject({
        status: 'UNDONE',
        undoLeftAlone: 0,
        totalCount: 8,
        processedCount: 8,
        canUndo: false,
        undoneBy: { name: 'Ada' },
      });
      expect(await dump(server, project)).toEqual(before);
      await expectConsistent(server, project);
      const [history] = await server.asOwner(
        `select count(*)::int as n from order_event where operation_id = ${done.id} and source = 'UNDO'`,
      );
      expect(history).toEqual({ n: 5 });
    },
  );

  it('of undo is refused, and so is undo of what was never applied', async () => {
    await mixed();
    const planned = await upload(server, person, project, FILE);
    expect(await undoErrors(server, person, planned.id)).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
    await apply(server, person, planned.id);
    expect(await applyErrors(server, person, planned.id)).toMatchObject([
      { code: 'INVALID_TRANSITION', message: 'This operation is COMPLETED and cannot be applied now.' },
    ]);
    await undo(server, person, planned.id);
    expect(await undoErrors(server, person, planned.id)).toMatchObject([
      { code: 'INVALID_TRANSITION', message: 'This operation is UNDONE and cannot be undone now.' },
    ]);
  });

  it('runs in layers: each gives back what the one before had left', async () => {
    project = await emptyProject(server, person);
    const brought = await importBackers(
      server,
      person,
      project,
      csv(
        'Pledge ID,Name,Email,Status',
        ['A1', 'Ada', 'a@example.org', 'ready to ship'],
        ['A2', 'Bo', 'b@example.org', 'ready to ship'],
      ),
    );
    await apply(server, person, brought.id);
    const empty = await dump(server, project);
    const first = await upload(server, person, project, csv(KEY, ['A1', usps(1)], ['A2', usps(2)]));
    await apply(server, person, first.id);
    const between = await dump(server, project);
    const second = await upload(server, person, project, csv(KEY, ['A1', usps(3)], ['A2', usps(2)]));
    await apply(server, person, second.id);
    await undo(server, person, second.id);
    expect(await dump(server, project)).toEqual(between);
    await undo(server, person, first.id);
    expect(await dump(server, project)).toEqual(empty);
    expect(await undo(server, person, brought.id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 0 });
    expect(await dump(server, project)).toEqual([]);
    await expectConsistent(server, project);
  });

  it('leaves alone what changed since, and lists it', async () => {
    project = await emptyProject(server, person);
    await addBackers(server, person, project, [{}, {}, {}, {}, {}, {}]);
    const done = await upload(
      server,
      person,
      project,
      csv(KEY, ...[1, 2, 3, 4, 5, 6].map((n) => [`P${n}`, usps(n)])),
      { autoApply: true },
    );
    expect(done.status).toBe('COMPLETED');
    const of = (n: number) =>
      `backer_id = (select id from backer where project_id = ${project} and number = ${n})`;
    // 1 reverted by hand, 2 edited, 3 scanned, 4 void, 5 sent a further parcel by another upload
    await server.asOwner(`
      update orders set status = 'READY_TO_FULFILL', fulfilled_at = null, fulfilled_by = null, operation_id = null where ${of(1)};
      insert into order_event (backer_id, creator_id, project_id, from_status, to_status, source)
        select backer_id, creator_id, project_id, 'FULFILLED', 'READY_TO_FULFILL', 'REVERT' from orders where ${of(1)};
      update shipment set tracking_number = 'MINE', edited_at = now() where ${of(2)};
      update shipment set accepted_at = now() where ${of(3)};
      update shipment set voided_at = now() where ${of(4)}`);
    const further = await upload(server, person, project, csv(KEY, ['P5', usps(50)]), {
      existingTracking: 'ADD',
      autoApply: true,
    });
    expect(further.status).toBe('COMPLETED');
    const undone = await undo(server, person, done.id);
    expect(undone).toMatchObject({ status: 'UNDONE', undoLeftAlone: 5 });
    expect(counts(undone)).toEqual({ MATCHED: 1, UNDO_LEFT_ALONE: 5 });
    const listed = await rows(server, person, done.id, { outcome: ['UNDO_LEFT_ALONE'] });
    expect(listed.map((row) => row.backer?.number)).toEqual([1, 2, 3, 4, 5]);
    expect(
      await server.asOwner(
        `select b.number, o.status from orders o join backer b on b.id = o.backer_id where o.project_id = ${project} order by 1`,
      ),
    ).toEqual(
      [1, 6].flatMap((from) =>
        from === 1
          ? [
              { number: 1, status: 'READY_TO_FULFILL' },
              ...[2, 3, 4, 5].map((number) => ({ number, status: 'FULFILLED' })),
            ]
          : [{ number: 6, status: 'READY_TO_FULFILL' }],
      ),
    );
    await expectConsistent(server, project);
  });
});

it('is canceled in the middle, says which rows were not reached, and undoes what was', async () => {
  project = await emptyProject(server, person);
  const total = 3 * CHUNK_ROWS;
  await addManyBackers(server, person, project, total);
  const before = await dump(server, project);
  const file = `${KEY}\n${Array.from({ length: total }, (_, at) => `P${at + 1},TRK${at + 1}`).join('\n')}\n`;
  const planned = await upload(server, person, project, file);
  // A trigger that cancels stands in for the person who does while the second chunk is applied.
  await server.asOwner(`
    create function cancel_now() returns trigger language plpgsql as $$ begin new.status := 'CANCELED'; new.settled_at := now(); new.phase := null; return new; end $$;
    create trigger cancel_now before update on operation for each row
      when (old.id = ${planned.id} and old.status = 'RUNNING' and old.processed_count = 0 and new.processed_count > 0) execute function cancel_now()`);
  const stopped = await apply(server, person, planned.id);
  await server.asOwner('drop trigger cancel_now on operation');
  expect(stopped.status).toBe('CANCELED');
  const reached = stopped.processedCount;
  expect(reached).toBeGreaterThan(0);
  expect(reached).toBeLessThan(total);
  expect(await written(server, planned.id)).toEqual({ changes: reached, parcels: reached });
  expect(counts(stopped)).toEqual({ MATCHED: reached, NOT_APPLIED: total - reached });
  const [marked, open] = [reached, total - reached].map((n) => n.toLocaleString('en-US'));
  expect(stopped.summary).toMatchObject({
    ordersFulfilled: reached,
    shipmentsAdded: reached,
    sentence: `Marked ${marked} orders fulfilled, added ${marked} shipments, did not reach ${open}`,
  });
  expect(await rows(server, person, planned.id, { outcome: ['NOT_APPLIED'] })).toHaveLength(100);
  await expectConsistent(server, project);

  const mend = await (await server.fetch(stopped.failuresUrl, {}, person)).text();
  expect(mend.trimEnd().split('\n')).toHaveLength(1 + total - reached);
  const report = await (await server.fetch(stopped.reportUrl, {}, person)).text();
  expect(report.match(/,not applied,NOT_APPLIED,/g)).toHaveLength(total - reached);
  expect(await cancelErrors(server, person, planned.id)).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
  expect(await undo(server, person, planned.id)).toMatchObject({
    status: 'UNDONE',
    totalCount: reached,
    processedCount: reached,
    undoLeftAlone: 0,
  });
  expect(await dump(server, project)).toEqual(before);
  await expectConsistent(server, project);
});

it('is canceled before anything: nothing was applied, so there is nothing to undo', async () => {
  await mixed();
  const planned = await upload(server, person, project, FILE);
  const { operationCancel } = await server.query(OperationCancel, { id: planned.id }, person);
  expect(operationCancel).toMatchObject({
    userErrors: [],
    operation: { status: 'CANCELED', canApply: false, canUndo: false },
  });
  const { operationUndo } = await server.query(OperationUndo, { id: planned.id }, person);
  expect(operationUndo.userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
  expect((await verdicts(server, person, planned.id)).slice(0, 2)).toEqual([
    [1, 'MATCHED'],
    [2, 'MATCHED'],
  ]);
});

it('crosses the line of the majority once each way', async () => {
  project = await emptyProject(server, person);
  await addBackers(server, person, project, [{}, {}, {}, {}, { physical: false }]);
  const line = async () => {
    const [row] = await server.asOwner(`select status, fulfilled_at is not null as at,
      (select array_agg(to_status::text order by id) from project_status_event e where e.project_id = p.id) as told from project p where id = ${project}`);
    return row;
  };
  const half = await upload(
    server,
    person,
    project,
    csv(KEY, ['P1', usps(1)], ['P2', usps(2)], ['P5', usps(5)]),
    { autoApply: true },
  );
  expect(await line()).toEqual({ status: 'IN_FULFILLMENT', at: false, told: ['IN_FULFILLMENT'] });
  const more = await upload(server, person, project, csv(KEY, ['P3', usps(3)]), { autoApply: true });
  expect(await line()).toEqual({ status: 'FULFILLED', at: true, told: ['IN_FULFILLMENT', 'FULFILLED'] });
  await upload(server, person, project, csv(KEY, ['P4', usps(4)]), { autoApply: true });
  expect(await line()).toEqual({ status: 'FULFILLED', at: true, told: ['IN_FULFILLMENT', 'FULFILLED'] });
  await undo(server, person, half.id);
  expect(await line()).toEqual({
    status: 'IN_FULFILLMENT',
    at: false,
    told: ['IN_FULFILLMENT', 'FULFILLED', 'IN_FULFILLMENT'],
  });
  await undo(server, person, more.id);
  await expectConsistent(server, project);
});

it('refuses to apply another count than was seen', async () => {
  await mixed();
  const planned = await upload(server, person, project, FILE);
  expect(await applyErrors(server, person, planned.id, { expectedCount: 7 })).toHaveLength(1);
  expect((await operation(server, person, planned.id)).status).toBe('PLANNED');
  expect(await applyErrors(server, person, planned.id, { expectedCount: 8 })).toEqual([]);
});
