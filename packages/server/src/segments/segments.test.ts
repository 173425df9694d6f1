import type { FilterTree } from '@waybill/schema/filter-tree';
import {
  SegmentById,
  SegmentCreate,
  SegmentDelete,
  SegmentFreeze,
  SegmentRefresh,
  SegmentThaw,
  SegmentUpdate,
  ProjectSegments,
  type SegmentItem,
} from '@waybill/schema/segments';
import { SegmentActionRun } from '@waybill/schema/backers';
import { OperationApply } from '@waybill/schema/operations';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type As, type Person, type TestServer } from '../../test/test-server.ts';
import { addBackers, emptyProject, operation } from '../operations/operations.fixture.ts';

let server: TestServer;
let ada: Person;
let project: string;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Numbers 1 to 6: 1 and 2 ready, 3 and 4 surveyed, 5 fulfilled, the last one without a number. */
beforeEach(async () => {
  project = await emptyProject(server, ada, 'Segments');
  await addBackers(server, ada, project, [
    {},
    {},
    { status: 'SURVEY_COMPLETED' },
    { status: 'SURVEY_COMPLETED' },
    { status: 'FULFILLED' },
    { number: null, hold: 'why' },
  ]);
});

const READY: FilterTree = { field: 'status', operator: 'IS', value: 'READY_TO_FULFILL' };
const FEW: FilterTree = { field: 'number', operator: 'LTE', value: 3 };

type CreateInput = Parameters<typeof create>[0];

async function create(
  input: { name: string; filter?: FilterTree; kind?: 'DYNAMIC' | 'SNAPSHOT'; target?: object },
  as: As = ada,
) {
  const { segmentCreate } = await server.query(SegmentCreate, { projectId: project, input }, as);
  return segmentCreate;
}

async function made(input: CreateInput): Promise<SegmentItem> {
  const { segment, userErrors } = await create(input);
  if (!segment) throw new Error(JSON.stringify(userErrors));
  return segment;
}

async function read(id: string): Promise<SegmentItem> {
  const { project: found } = await server.query(SegmentById, { projectId: project, id }, ada);
  if (!found?.segment) throw new Error(`no segment ${id}`);
  return found.segment;
}

/** Pledge IDs of who is in it. */
async function members(id: string): Promise<string[]> {
  const { data, errors } = await server.ask<{
    project: { segment: { backers: { nodes: { pledgeId: string }[] } } };
  }>(
    'query($p: ID!, $id: ID!) { project(id: $p) { segment(id: $id) { backers { nodes { pledgeId } } } } }',
    { p: project, id },
    ada,
  );
  if (!data) throw new Error(JSON.stringify(errors));
  return data.project.segment.backers.nodes.map(({ pledgeId }) => pledgeId).sort();
}

describe('a segment', () => {
  it('is made, named, counted, told as a sentence, changed and deleted', async () => {
    const segment = await made({ name: ' First ', filter: FEW });
    expect(segment).toMatchObject({
      name: 'First',
      kind: 'DYNAMIC',
      filter: FEW,
      sentence: 'Backer number is at most 3',
      backerCount: 3,
      frozenAt: null,
    });
    expect(segment.createdBy).not.toBe('');
    expect(await members(segment.id)).toEqual(['P1', 'P2', 'P3']);

    const { segmentUpdate } = await server.query(
      SegmentUpdate,
      { id: segment.id, input: { name: 'Ready', filter: READY } },
      ada,
    );
    expect(segmentUpdate.segment).toMatchObject({ name: 'Ready', filter: READY, backerCount: 3 });
    const { project: listed } = await server.query(ProjectSegments, { projectId: project }, ada);
    expect(listed?.segments.map(({ name }) => name)).toEqual(['Ready']);

    const { segmentDelete } = await server.query(SegmentDelete, { id: segment.id }, ada);
    expect(segmentDelete.deletedId).toBe(segment.id);
    expect((await server.query(ProjectSegments, { projectId: project }, ada)).project?.segments).toEqual([]);
  });

  it('is not changed by who read it before somebody else changed it', async () => {
    const { id, updatedAt } = await made({ name: 'Few', filter: FEW });
    const update = async (input: { name?: string; filter?: FilterTree; expectedUpdatedAt?: string }) =>
      (await server.query(SegmentUpdate, { id, input }, ada)).segmentUpdate;
    const theirs = await update({ name: 'Theirs', filter: READY, expectedUpdatedAt: updatedAt });
    expect(theirs.userErrors).toEqual([]);

    const mine = await update({ filter: FEW, expectedUpdatedAt: updatedAt });
    expect(mine).toMatchObject({
      segment: null,
      userErrors: [{ code: 'CONFLICT', field: ['input', 'expectedUpdatedAt'] }],
    });
    expect(mine.userErrors[0]?.message).toContain('“Theirs”');
    expect(await read(id)).toMatchObject({ name: 'Theirs', filter: READY });

    const decided = await update({ filter: FEW, expectedUpdatedAt: theirs.segment?.updatedAt ?? '' });
    expect(decided.segment).toMatchObject({ name: 'Theirs', filter: FEW });
  });

  it('says what it cannot be', async () => {
    await made({ name: 'Taken', filter: FEW });
    const refused = async (input: CreateInput) => {
      const { segment, userErrors } = await create(input);
      expect(segment).toBeNull();
      return userErrors.map(({ code, field }) => [code, field?.join('.')]);
    };
    expect(await refused({ name: 'TAKEN', filter: FEW })).toEqual([['TAKEN', 'input.name']]);
    for (const nothing of ['  ', '\u200b', '\u00ad\u2060', '\u3164', '\u2800'])
      expect(await refused({ name: nothing, filter: FEW })).toEqual([['BLANK', 'input.name']]);
    expect(await refused({ name: 'x' })).toEqual([['INVALID', 'input']]);
    expect(await refused({ name: 'x', filter: FEW, target: { everyone: true } })).toEqual([
      ['INVALID', 'input'],
    ]);
    const broken = {
      op: 'AND',
      nodes: [FEW, { field: 'country', operator: 'LT', value: 'DE' }, { op: 'OR', nodes: [] }],
    } as unknown as FilterTree;
    expect(await refused({ name: 'x', filter: broken })).toEqual([
      ['INVALID', 'input.filter.nodes[1].operator'],
      ['INVALID', 'input.filter.nodes[2].nodes'],
    ]);
    expect(await refused({ name: 'x', kind: 'DYNAMIC', target: { backerIds: ['1'] } })).toEqual([
      ['INVALID', 'input.kind'],
    ]);
  });

  it('is another creator’s to neither see nor change, and a viewer’s to see only', async () => {
    const segment = await made({ name: 'Mine', filter: FEW });
    const eve = await server.signUp('Eve');
    for (const id of [segment.id, '999999999']) {
      const answer = await server.query(SegmentDelete, { id }, eve);
      expect(answer.segmentDelete.userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
    }
    const token = await server.token(ada, 'BACKERS_READ');
    const refused = await server.ask(
      'mutation($id: ID!) { segmentDelete(id: $id) { deletedId } }',
      { id: segment.id },
      token,
    );
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(
      (await server.query(SegmentById, { projectId: project, id: segment.id }, token)).project?.segment,
    ).not.toBeNull();
  });
});

describe('a snapshot', () => {
  it('stays as it was frozen, is refreshed when told, and thaws to its filter', async () => {
    const { id } = await made({ name: 'Ready', filter: READY });
    const { segmentFreeze } = await server.query(SegmentFreeze, { id }, ada);
    expect(segmentFreeze.segment).toMatchObject({ kind: 'SNAPSHOT', backerCount: 3, filter: READY });
    expect(segmentFreeze.segment?.frozenAt).not.toBeNull();
    await server.asOwner(
      `update orders set status = 'FULFILLED' where backer_id = (select id from backer where project_id = ${project} and number = 1)`,
    );
    expect(await members(id)).toEqual(['P1', 'P2', 'P6']);
    expect((await read(id)).backerCount).toBe(3);

    const { segmentRefresh } = await server.query(SegmentRefresh, { id }, ada);
    expect(segmentRefresh.segment?.backerCount).toBe(2);
    expect(await members(id)).toEqual(['P2', 'P6']);

    const again = await server.query(SegmentFreeze, { id }, ada);
    expect(again.segmentFreeze.userErrors.map(({ code }) => code)).toEqual(['INVALID_TRANSITION']);
    const changed = await server.query(SegmentUpdate, { id, input: { filter: FEW } }, ada);
    expect(changed.segmentUpdate.userErrors.map(({ code }) => code)).toEqual(['CONFLICT']);

    const { segmentThaw } = await server.query(SegmentThaw, { id }, ada);
    expect(segmentThaw.segment).toMatchObject({ kind: 'DYNAMIC', frozenAt: null, backerCount: 2 });
    expect(await server.asOwner(`select from segment_member where segment_id = ${id}`)).toEqual([]);
    const refreshed = await server.query(SegmentRefresh, { id }, ada);
    expect(refreshed.segmentRefresh.userErrors.map(({ code }) => code)).toEqual(['INVALID_TRANSITION']);
  });

  it('of a selection has no filter: thawed, it goes by numbers, where everybody has one', async () => {
    const ids = async (where: string) =>
      (await server.asOwner(`select id::text from backer where project_id = ${project} and ${where}`)).map(
        ({ id }) => String(id),
      );
    const numbered = await made({ name: 'Picked', target: { backerIds: await ids('number in (2, 4)') } });
    expect(numbered).toMatchObject({
      kind: 'SNAPSHOT',
      filter: null,
      backerCount: 2,
      sentence: 'A list of backers',
    });
    const refresh = await server.query(SegmentRefresh, { id: numbered.id }, ada);
    expect(refresh.segmentRefresh.userErrors.map(({ code }) => code)).toEqual(['INVALID_TRANSITION']);
    const { segmentThaw } = await server.query(SegmentThaw, { id: numbered.id }, ada);
    expect(segmentThaw.segment?.filter).toEqual({ field: 'number', operator: 'ANY_OF', value: [2, 4] });

    const nameless = await made({ name: 'Nameless', target: { backerIds: await ids('number is null') } });
    const refused = await server.query(SegmentThaw, { id: nameless.id }, ada);
    expect(refused.segmentThaw.userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
    expect(refused.segmentThaw.userErrors[0]?.message).toContain('nobody in it has a backer number');
  });

  it('of a target keeps its filter where a tree can say it', async () => {
    const frozen = await made({
      name: 'Ready by target',
      target: { filter: { bucket: ['START_SHIPPING'], country: ['', 'DE'] } },
    });
    expect(frozen).toMatchObject({
      kind: 'SNAPSHOT',
      backerCount: 3,
      filter: {
        op: 'AND',
        nodes: [
          { field: 'bucket', operator: 'ANY_OF', value: ['START_SHIPPING'] },
          {
            op: 'OR',
            nodes: [
              { field: 'country', operator: 'ANY_OF', value: ['DE'] },
              { field: 'country', operator: 'IS_EMPTY' },
            ],
          },
        ],
      },
    });
    const everyone = await made({ name: 'All', kind: 'DYNAMIC', target: { everyone: true } });
    expect(everyone).toMatchObject({ sentence: 'Everyone', backerCount: 6 });
  });

  it('loses whoever leaves the project, and says so in its count', async () => {
    const { id } = await made({ name: 'All', kind: 'SNAPSHOT', target: { everyone: true } });
    await server.asOwner(`
      delete from order_hold where project_id = ${project};
      delete from orders where project_id = ${project} and backer_id in (select id from backer where project_id = ${project} and number is null);
      delete from backer where project_id = ${project} and number is null`);
    expect((await read(id)).backerCount).toBe(5);
    expect(await members(id)).toHaveLength(5);
  });

  it('cannot be given members of another project, by psql neither', async () => {
    const { id } = await made({ name: 'All', kind: 'SNAPSHOT', target: { everyone: true } });
    const other = await emptyProject(server, ada, 'Other');
    await addBackers(server, ada, other, [{ number: 900, pledgeId: 'X900' }]);
    await expect(
      server.asOwner(`insert into segment_member (segment_id, backer_id, creator_id, project_id)
        select ${id}, id, creator_id, project_id from backer where project_id = ${other}`),
    ).rejects.toThrow(/not of their project/);
  });
});

describe('segments of segments', () => {
  it('nest, and never in a circle', async () => {
    const inner = await made({ name: 'Inner', filter: FEW });
    const outer = await made({
      name: 'Outer',
      filter: { op: 'NOT', nodes: [{ field: 'segment', operator: 'IS', value: inner.id }] },
    });
    expect(outer.sentence).toBe('Not (in “Inner”)');
    expect(await members(outer.id)).toEqual(['P4', 'P5', 'P6']);

    const speaksOf = (id: string): FilterTree => ({ field: 'segment', operator: 'IS_NOT', value: id });
    for (const filter of [speaksOf(inner.id), speaksOf(outer.id)]) {
      const { segmentUpdate } = await server.query(SegmentUpdate, { id: inner.id, input: { filter } }, ada);
      expect(segmentUpdate.userErrors).toMatchObject([{ code: 'INVALID' }]);
      expect(segmentUpdate.userErrors[0]?.message).toContain('comes back to itself');
    }
    // A frozen list leads nowhere: it may stand in the circle as long as it is frozen.
    await server.query(SegmentFreeze, { id: outer.id }, ada);
    const { segmentUpdate } = await server.query(
      SegmentUpdate,
      { id: inner.id, input: { filter: speaksOf(outer.id) } },
      ada,
    );
    expect(segmentUpdate.segment?.backerCount).toBe(3);
    const { segmentRefresh } = await server.query(SegmentRefresh, { id: outer.id }, ada);
    expect(segmentRefresh.segment?.backerCount).toBe(3);
    const thawed = await server.query(SegmentThaw, { id: outer.id }, ada);
    expect(thawed.segmentThaw.userErrors.map(({ code }) => code)).toEqual(['INVALID']);
  });

  it('two changes at once close no circle either', async () => {
    const [a, b] = [await made({ name: 'A', filter: FEW }), await made({ name: 'B', filter: FEW })];
    const point = (id: string, at: string) =>
      server.query(
        SegmentUpdate,
        { id, input: { filter: { field: 'segment', operator: 'IS', value: at } } },
        ada,
      );
    const answers = await Promise.all([point(a.id, b.id), point(b.id, a.id)]);
    expect(answers.filter(({ segmentUpdate }) => segmentUpdate.segment)).toHaveLength(1);
  });

  it('one that another speaks of is not deleted', async () => {
    const inner = await made({ name: 'Inner', filter: FEW });
    await made({ name: 'Outer', filter: { field: 'segment', operator: 'IS', value: inner.id } });
    const { segmentDelete } = await server.query(SegmentDelete, { id: inner.id }, ada);
    expect(segmentDelete.userErrors).toMatchObject([{ code: 'CONFLICT' }]);
    expect(segmentDelete.userErrors[0]?.message).toContain('“Outer”');
  });

  it('one that only a snapshot was once taken by is deleted, and the snapshot keeps its list', async () => {
    const inner = await made({ name: 'Inner', filter: FEW });
    const outer = await made({
      name: 'Outer',
      kind: 'SNAPSHOT',
      filter: { op: 'NOT', nodes: [{ field: 'segment', operator: 'IS', value: inner.id }] },
    });
    const { segmentDelete } = await server.query(SegmentDelete, { id: inner.id }, ada);
    expect(segmentDelete.deletedId).toBe(inner.id);
    expect(await read(outer.id)).toMatchObject({ kind: 'SNAPSHOT', filter: null, backerCount: 3 });
    expect(await members(outer.id)).toEqual(['P4', 'P5', 'P6']);

    const { segmentRefresh } = await server.query(SegmentRefresh, { id: outer.id }, ada);
    const { segmentThaw } = await server.query(SegmentThaw, { id: outer.id }, ada);
    for (const { userErrors } of [segmentRefresh, segmentThaw]) {
      expect(userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
      expect(userErrors[0]?.message).toContain('spoke of a segment that is deleted');
    }
  });

  it('doublings are stopped before they fill the memory', async () => {
    let last = (await made({ name: 'S0', filter: FEW })).id;
    let refused: string[] = [];
    for (let level = 1; level <= 12 && refused.length === 0; level += 1) {
      const leaf: FilterTree = { field: 'segment', operator: 'IS', value: last };
      const { segment, userErrors } = await create({
        name: `S${level}`,
        filter: { op: 'OR', nodes: [leaf, leaf] },
      });
      refused = userErrors.map(({ code }) => code);
      last = segment?.id ?? last;
    }
    expect(refused).toEqual(['LIMIT_EXCEEDED']);
  });
});

describe('a bulk call on a segment', () => {
  const run = async (target: object, autoApply = true) => {
    const { segmentActionRun } = await server.query(
      SegmentActionRun,
      { projectId: project, input: { target, action: 'MARK_FULFILLED', autoApply } },
      ada,
    );
    if (!segmentActionRun.operation) return segmentActionRun.userErrors;
    await server.runJobs();
    return operation(server, ada, segmentActionRun.operation.id);
  };

  it('acts on those of the moment it was planned, whatever becomes of the filter', async () => {
    const { id } = await made({ name: 'Few', filter: FEW });
    const planned = await run({ segmentId: id }, false);
    expect(planned).toMatchObject({ status: 'PLANNED', summary: { ordersFulfilled: 2 } });
    await server.query(SegmentUpdate, { id, input: { filter: { op: 'AND', nodes: [] } } }, ada);
    const operationId = 'id' in planned ? planned.id : '';
    await server.query(OperationApply, { id: operationId }, ada);
    await server.runJobs();
    const done = await server.asOwner(
      `select b.number from orders o join backer b on b.id = o.backer_id where o.project_id = ${project}
       and o.status = 'FULFILLED' order by 1`,
    );
    expect(done.map(({ number }) => number)).toEqual([1, 2, 5]);

    // Its backers are a segment: the operation touched them.
    const touched = await made({
      name: 'Result',
      filter: { field: 'operation', operator: 'IS', value: operationId },
    });
    expect(await members(touched.id)).toEqual(['P1', 'P2']);
    expect(touched.sentence).toMatch(/^Touched by “mark fulfilled of \d+ \w+ \d{4}”$/);
  });

  it('takes a tree, narrows a segment by a filter, and names nobody in two ways', async () => {
    expect(await run({ tree: FEW })).toMatchObject({ summary: { ordersFulfilled: 2 } });
    const { id } = await made({ name: 'All', kind: 'DYNAMIC', target: { everyone: true } });
    expect(await run({ segmentId: id, filter: { numberFrom: 3 }, search: 'backer' })).toMatchObject({
      totalCount: 3,
    });
    expect(await run({ segmentId: id, tree: FEW })).toMatchObject([{ code: 'INVALID' }]);
    expect(await run({ segmentId: id, everyone: true })).toMatchObject([{ code: 'INVALID' }]);
    expect(await run({ segmentId: '999999999' })).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await run({ tree: { field: 'x' } })).toMatchObject([{ field: ['target', 'tree', 'field'] }]);
  });

  it('exports them', async () => {
    const { id } = await made({ name: 'Few', filter: FEW });
    const target = Buffer.from(JSON.stringify({ segmentId: id })).toString('base64url');
    const response = await server.fetch(`/api/projects/${project}/template?target=${target}`, {}, ada);
    const lines = (await response.text()).trim().split('\n');
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(['P1', 'P2', 'P3']);
    const gone = Buffer.from(JSON.stringify({ segmentId: '999999999' })).toString('base64url');
    expect((await server.fetch(`/api/projects/${project}/template?target=${gone}`, {}, ada)).status).toBe(
      404,
    );
  });
});

it('an action whose segment is gone by the time it is planned says so', async () => {
  const { id } = await made({ name: 'Few', filter: FEW });
  const { segmentActionRun } = await server.query(
    SegmentActionRun,
    { projectId: project, input: { target: { segmentId: id }, action: 'MARK_FULFILLED', autoApply: true } },
    ada,
  );
  await server.query(SegmentDelete, { id }, ada);
  await server.runJobs();
  expect(await operation(server, ada, segmentActionRun.operation?.id ?? '')).toMatchObject({
    status: 'FAILED',
    failure: { code: 'NOT_FOUND' },
  });
});
