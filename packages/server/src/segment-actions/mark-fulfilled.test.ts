import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SegmentActionRun } from '@waybill/schema/backers';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { dump, expectConsistent, written } from '../operations/invariants.fixture.ts';
import {
  addBackers,
  apply,
  applyErrors,
  counts,
  emptyProject,
  operation,
  undo,
  verdicts,
} from '../operations/operations.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  project = await emptyProject(server, person);
  await addBackers(server, person, project, [
    {},
    { status: 'PARTIALLY_FULFILLED', parcels: ['OLD'] },
    { status: 'SURVEY_COMPLETED' },
    { hold: 'Address?' },
    { status: 'CANCELED' },
    { status: 'FULFILLED' },
  ]);
});

const EVERYONE = { everyone: true };

async function run(input: Record<string, unknown>) {
  const variables = { projectId: project, input: { target: EVERYONE, ...input } as never };
  const { segmentActionRun } = await server.query(SegmentActionRun, variables, person);
  await server.runJobs();
  const id = segmentActionRun.operation?.id ?? '';
  return {
    errors: segmentActionRun.userErrors,
    made: id === '' ? null : await operation(server, person, id),
    id,
  };
}

describe('Mark as Fulfilled', () => {
  it('moves what is in Start Shipping, tells of the rest, and is undone to the byte', async () => {
    const before = await dump(server, project);
    const { id, made } = await run({ action: 'MARK_FULFILLED' });
    expect(made).toMatchObject({
      status: 'PLANNED',
      canApply: true,
      uploadUrl: null,
      summary: { sentence: 'Mark 2 orders fulfilled, skip 3, leave 1 to mend' },
    });
    expect((await verdicts(server, person, id)).map(([, code]) => code)).toEqual([
      'MARKED',
      'MARKED',
      'NOT_READY',
      'ON_HOLD',
      'CANCELED',
      'ALREADY_FULFILLED',
    ]);
    expect(await dump(server, project)).toEqual(before);
    await apply(server, person, id);
    expect(await written(server, id)).toEqual({ changes: 2, parcels: 0 });
    await expectConsistent(server, project);
    expect(await undo(server, person, id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 0 });
    expect(await dump(server, project)).toEqual(before);
    await expectConsistent(server, project);
  });

  it('is for the backers there were when it was planned', async () => {
    const { id } = await run({ action: 'MARK_FULFILLED', target: { backerNumbers: [1, 2, 3], except: [] } });
    await server.asOwner(`insert into order_hold (backer_id, creator_id, project_id, reason)
      select id, creator_id, project_id, 'Wait' from backer where project_id = ${project} and number = 1`);
    const done = await apply(server, person, id);
    expect(counts(done)).toEqual({ MARKED: 1, NOT_READY: 1, CHANGED_SINCE_PREVIEW: 1 });
    expect(done.summary).toMatchObject({ ordersFulfilled: 1 });
    await expectConsistent(server, project);
  });

  it('without the stop at the preview is one call', async () => {
    const { made } = await run({ action: 'MARK_FULFILLED', autoApply: true });
    expect(made).toMatchObject({ status: 'COMPLETED', summary: { ordersFulfilled: 2 } });
  });
});

describe('Force Mark as Fulfilled', () => {
  it('wants a reason, and the count of who is forced', async () => {
    expect((await run({ action: 'FORCE_MARK_FULFILLED' })).errors).toMatchObject([
      { code: 'BLANK', field: ['reason'] },
    ]);
    expect(
      (await run({ action: 'FORCE_MARK_FULFILLED', reason: 'Fair', autoApply: true })).errors,
    ).toMatchObject([{ code: 'BLANK', field: ['confirmCount'] }]);
    const wrong = await run({
      action: 'FORCE_MARK_FULFILLED',
      reason: 'Fair',
      autoApply: true,
      confirmCount: 3,
    });
    expect(wrong.made).toMatchObject({ status: 'PLANNED', canApply: false });
    const { id } = await run({ action: 'FORCE_MARK_FULFILLED', reason: 'Fair' });
    expect(await applyErrors(server, person, id)).toMatchObject([
      { code: 'BLANK', field: ['expectedCount'] },
    ]);
    expect(await applyErrors(server, person, id, { expectedCount: 3 })).toMatchObject([{ code: 'CONFLICT' }]);
    expect(await applyErrors(server, person, id, { expectedCount: 4 })).toEqual([]);
  });

  it('moves everything that is not canceled, is loud where it forced, and is undone to the byte', async () => {
    const before = await dump(server, project);
    const { id, made } = await run({
      action: 'FORCE_MARK_FULFILLED',
      reason: 'Handed out at the fair',
      autoApply: true,
      confirmCount: 4,
    });
    expect(made?.status).toBe('COMPLETED');
    expect((await verdicts(server, person, id)).map(([, code]) => code)).toEqual([
      'MARKED',
      'MARKED',
      'FORCED',
      'FORCED',
      'CANCELED',
      'ALREADY_FULFILLED',
    ]);
    expect(
      await server.asOwner(`select b.number, e.source, e.reason from order_event e join backer b on b.id = e.backer_id
        where e.operation_id = ${id} order by b.number`),
    ).toEqual([
      { number: 1, source: 'SEGMENT_ACTION', reason: null },
      { number: 2, source: 'SEGMENT_ACTION', reason: null },
      { number: 3, source: 'FORCE', reason: 'Handed out at the fair' },
      { number: 4, source: 'FORCE', reason: 'Handed out at the fair' },
    ]);
    await expectConsistent(server, project);
    await undo(server, person, id);
    expect(await dump(server, project)).toEqual(before);
  });
});
