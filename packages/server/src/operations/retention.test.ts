import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OperationDismiss } from '@waybill/schema/operations';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import {
  addManyBackers,
  apply,
  csv,
  emptyProject,
  operation,
  rows,
  undo,
  undoErrors,
  upload,
  usps,
} from './operations.fixture.ts';
import { lookAfterRetention } from './retention.task.ts';

let server: TestServer;
let ada: Person;
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
  project = await emptyProject(server, ada);
  await addManyBackers(server, ada, project, 10);
});
afterAll(() => server[Symbol.asyncDispose]());

const FILE = (n: number) => csv('Pledge ID,Tracking Number', [`P${n}`, usps(n)], ['nobody', usps(99)]);

async function applied(n: number): Promise<string> {
  const { id } = await upload(server, ada, project, FILE(n));
  await apply(server, ada, id);
  return id;
}

function settledDaysAgo(id: string, days: number) {
  return server.asOwner(`update operation set settled_at = now() - interval '${days} days' where id = ${id}`);
}

async function workingTables(id: string): Promise<unknown[]> {
  return server.asOwner(
    `select tablename from pg_tables where schemaname = 'staging' and tablename in ('rows_${id}', 'cells_${id}')
     union all select 'chunk' from staging.chunk where operation_id = ${id}`,
  );
}

describe('an operation that was settled long ago', () => {
  it('lets its rows and its file go, says so, and is not undone any more', async () => {
    const old = await applied(1);
    const young = await applied(2);
    const waiting = (await upload(server, ada, project, FILE(3))).id;
    const file = (id: string) => join(server.dataDir, 'files', `operation-${id}`);
    const { settledAt, keptUntil } = await operation(server, ada, old);
    expect(Date.parse(keptUntil ?? '') - Date.parse(settledAt ?? '')).toBe(90 * 86_400_000);
    expect((await operation(server, ada, waiting)).keptUntil).toBeNull();

    await settledDaysAgo(old, 91);
    await settledDaysAgo(young, 89);
    await server.asOwner(
      `update operation set created_at = now() - interval '200 days' where id = ${waiting}`,
    );
    await lookAfterRetention(server.db, 90);
    await server.runJobs();

    const gone = await operation(server, ada, old);
    expect(gone).toMatchObject({ status: 'COMPLETED', keptUntil: null, canUndo: false });
    expect(gone.clearedAt).not.toBeNull();
    expect(gone.file?.sampleRows).toEqual([]);
    expect(gone.summary.ordersFulfilled).toBe(1);
    expect([await workingTables(old), existsSync(file(old))]).toEqual([[], false]);
    expect(await rows(server, ada, old)).toEqual([]);
    for (const url of [gone.reportUrl, gone.failuresUrl]) {
      const response = await server.fetch(url, {}, ada);
      expect([response.status, await response.json()]).toEqual([
        410,
        { code: 'NO_LONGER_KEPT', message: expect.stringContaining('let go on') as string },
      ]);
    }
    expect(await undoErrors(server, ada, old)).toMatchObject([
      { code: 'INVALID_TRANSITION', message: expect.stringMatching(/let go on .*one by one/) as string },
    ]);

    for (const id of [young, waiting]) {
      expect([(await workingTables(id)).length > 1, existsSync(file(id))]).toEqual([true, true]);
    }
    expect((await undo(server, ada, young)).status).toBe('UNDONE');
  });

  it('is looked for once a day', async () => {
    const id = await applied(4);
    await settledDaysAgo(id, 91);
    await lookAfterRetention(server.db, 90);
    await server.runJobs();
    expect((await operation(server, ada, id)).clearedAt).toBeNull();
  });

  it('takes no further file', async () => {
    const { id } = await upload(server, ada, project, FILE(5));
    await server.asOwner(
      `update operation set status = 'FAILED', settled_at = now(), cleared_at = now() where id = ${id}`,
    );
    const response = await server.put(`/api/operations/${id}/file`, FILE(5), ada);
    expect([response.status, await response.json()]).toMatchObject([409, { code: 'HAS_ITS_FILE' }]);
  });
});

describe('a failed operation', () => {
  const failed = async (dismissed: boolean | null) => {
    const answer = await server.ask<{
      project: { operations: { nodes: { id: string }[]; totalCount: number } };
    }>(
      `query($id: ID!, $dismissed: Boolean) { project(id: $id) {
         operations(status: [FAILED], dismissed: $dismissed) { totalCount nodes { id } } } }`,
      { id: project, dismissed },
      ada,
    );
    return answer.data?.project.operations;
  };

  it('is put aside by whoever may decide about it, and asks for nothing more', async () => {
    const { id } = await upload(server, ada, project, FILE(6));
    await server.asOwner(
      `update operation set status = 'FAILED', failure = '{"code": "INTERNAL", "message": "x"}', settled_at = now() where id = ${id}`,
    );
    expect((await failed(false))?.nodes).toContainEqual({ id });
    const { operationDismiss } = await server.query(OperationDismiss, { id }, ada);
    expect(operationDismiss).toMatchObject({ operation: { id, status: 'FAILED' }, userErrors: [] });
    expect(operationDismiss.operation?.dismissedAt).not.toBeNull();
    expect((await failed(false))?.nodes).not.toContainEqual({ id });
    expect((await failed(true))?.nodes).toEqual([{ id }]);
    const again = await server.query(OperationDismiss, { id }, ada);
    expect(again.operationDismiss.operation?.dismissedAt).toBe(operationDismiss.operation?.dismissedAt);
  });

  it('is the only kind that is', async () => {
    const { id } = await upload(server, ada, project, FILE(7));
    const { operationDismiss } = await server.query(OperationDismiss, { id }, ada);
    expect(operationDismiss).toMatchObject({
      operation: null,
      userErrors: [{ code: 'INVALID_TRANSITION', message: expect.stringContaining('PLANNED') as string }],
    });
  });
});
