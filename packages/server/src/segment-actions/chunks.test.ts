import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SegmentAction } from '@waybill/schema/segment-actions';
import { SegmentCreate } from '@waybill/schema/segments';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { dump, expectConsistent } from '../operations/invariants.fixture.ts';
import { CHUNK_ROWS } from '../operations/operation.sql.ts';
import { lookAfterOperations } from '../operations/operation.task.ts';
import {
  addManyBackers,
  apply,
  counts,
  emptyProject,
  operation,
  undo,
} from '../operations/operations.fixture.ts';
import { run } from './segment-actions.fixture.ts';

const TOTAL = 2 * CHUNK_ROWS + 500;
let server: TestServer;
let person: Person;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

/** What brings backers who are ready to ship to where the action applies to all of them, and what it then changes. */
const KINDS: [SegmentAction, code: string, prepare: (project: string) => string, changed: string][] = [
  ['MARK_FULFILLED', 'MARKED', () => 'select', `select 1 from orders where status = 'FULFILLED'`],
  [
    'REVERT',
    'REVERTED',
    (project) =>
      `update orders set status = 'FULFILLED', fulfilled_at = now(), fulfilled_by = 'MANUAL' where project_id = ${project}`,
    `select 1 from orders where status = 'READY_TO_FULFILL' and fulfilled_at is null`,
  ],
  [
    'LOCK_ADDRESSES',
    'ADDRESS_LOCKED',
    (project) => `update orders set status = 'SURVEY_COMPLETED' where project_id = ${project}`,
    `select 1 from orders where status = 'READY_TO_FULFILL'`,
  ],
  [
    'UNLOCK_ADDRESSES',
    'ADDRESS_UNLOCKED',
    () => 'select',
    `select 1 from orders where status = 'SURVEY_COMPLETED'`,
  ],
  ['HOLD', 'HELD', () => 'select', `select 1 from order_hold where reason = 'Flood'`],
  [
    'RELEASE',
    'RELEASED',
    (project) =>
      `insert into order_hold (backer_id, creator_id, project_id, reason) select backer_id, creator_id, project_id, 'Wait' from orders where project_id = ${project}`,
    `select 1 from orders o where not exists (select from order_hold h where h.backer_id = o.backer_id)`,
  ],
  ['TAG', 'TAGGED', () => 'select', `select 1 from backer where tags = '{wave 1,eu}'`],
  [
    'UNTAG',
    'UNTAGGED',
    (project) => `update backer set tags = '{a,old,b}' where project_id = ${project}`,
    `select 1 from backer where tags = '{a,b}'`,
  ],
];

it.each(KINDS)(
  '%s is canceled in the middle, goes on where it stood, and is undone',
  async (action, code, prepare, changed) => {
    const project = await emptyProject(server, person);
    await addManyBackers(server, person, project, TOTAL);
    await server.asOwner(prepare(project));
    const before = await dump(server, project);
    const { id } = await run(server, person, project, action);
    const done = async () => {
      const [row] = await server.asOwner(
        `select count(*)::int as n from (${changed} ${changed.includes(' where ') ? 'and' : 'where'} project_id = ${project}) c`,
      );
      return row?.n;
    };
    // A trigger that cancels stands in for the person who does while the first chunk is applied.
    await server.asOwner(`
    create function cancel_now() returns trigger language plpgsql as $$ begin new.status := 'CANCELED'; new.settled_at := now(); new.phase := null; return new; end $$;
    create trigger cancel_now before update on operation for each row
      when (old.id = ${id} and old.status = 'RUNNING' and old.processed_count = 0 and new.processed_count > 0) execute function cancel_now()`);
    const stopped = await apply(server, person, id);
    await server.asOwner('drop trigger cancel_now on operation; drop function cancel_now');
    const reached = stopped.processedCount;
    expect(stopped.status).toBe('CANCELED');
    expect(reached).toBeGreaterThan(0);
    expect(reached).toBeLessThan(TOTAL);
    expect(counts(stopped)).toMatchObject({ [code]: reached, NOT_APPLIED: TOTAL - reached });
    expect(await done()).toBe(reached);

    // As if the process had died there instead: whoever looks after operations finds one that runs and has no job.
    await server.asOwner(`update operation set status = 'RUNNING', settled_at = null where id = ${id}`);
    // At the beat of the jobs, so more than once: the job that was canceled may not have been put away yet.
    const goOn = async () => {
      await lookAfterOperations(server.db);
      await server.runJobs();
      return (await operation(server, person, id)).status;
    };
    await expect.poll(goOn).not.toBe('RUNNING');
    const whole = await operation(server, person, id);
    expect(whole).toMatchObject({ status: 'COMPLETED', processedCount: TOTAL });
    expect(await done()).toBe(TOTAL);
    await expectConsistent(server, project);

    expect(await undo(server, person, id)).toMatchObject({
      status: 'UNDONE',
      undoLeftAlone: 0,
      processedCount: TOTAL,
    });
    expect(await dump(server, project)).toEqual(before);
    await expectConsistent(server, project);
  },
);

it('takes everyone of a filter that the action itself empties chunk by chunk', async () => {
  const project = await emptyProject(server, person);
  await addManyBackers(server, person, project, TOTAL);
  await server.asOwner(`update backer set tags = '{wave}' where project_id = ${project}`);
  const target = { filter: { tag: ['wave'] } };
  const { made } = await run(server, person, project, 'UNTAG', { tags: ['wave'], target, autoApply: true });
  expect(made).toMatchObject({ status: 'COMPLETED', summary: { changed: TOTAL } });
  const again = await run(server, person, project, 'UNTAG', { tags: ['wave'], target });
  expect(again.made).toMatchObject({ totalCount: 0 });
});

it('is for the frozen list, although the filter of the segment changes while it runs', async () => {
  const project = await emptyProject(server, person);
  await addManyBackers(server, person, project, TOTAL);
  const filter = { field: 'number', operator: 'LTE', value: TOTAL - 1 } as const;
  const { segmentCreate } = await server.query(
    SegmentCreate,
    { projectId: project, input: { name: 'Wave', filter } },
    person,
  );
  const segmentId = segmentCreate.segment?.id ?? '';
  const { id } = await run(server, person, project, 'HOLD', { target: { segmentId } });
  // A trigger that narrows the segment stands in for the person who does while the first chunk is applied.
  await server.asOwner(`
    create function narrow() returns trigger language plpgsql as $$ begin
      update segment set filter = '{"field": "number", "operator": "LTE", "value": 5}' where id = ${segmentId}; return null; end $$;
    create trigger narrow after update on operation for each row
      when (new.id = ${id} and old.processed_count = 0 and new.processed_count > 0) execute function narrow()`);
  const done = await apply(server, person, id);
  await server.asOwner('drop trigger narrow on operation; drop function narrow');
  expect(counts(done)).toEqual({ HELD: TOTAL - 1 });
  const again = await run(server, person, project, 'RELEASE', { target: { segmentId } });
  expect(counts(again.made ?? done)).toEqual({ RELEASED: 5 });
  expect(await undo(server, person, id)).toMatchObject({ status: 'UNDONE', processedCount: TOTAL - 1 });
  const held = await server.asOwner(`select from order_hold where project_id = ${project}`);
  expect(held).toEqual([]);
});
