import { afterAll, beforeAll, expect, it } from 'vitest';
import { OperationApply } from '@waybill/schema/operations';
import { TrackingUploadCreate } from '@waybill/schema/tracking-uploads';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { expectConsistent, written } from './invariants.fixture.ts';
import { addManyBackers, counts, emptyProject, operation } from './operations.fixture.ts';

const BACKERS = 30_000;
let server: TestServer;
let person: Person;
beforeAll(async () => {
  server = await startTestServer({ works: true });
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

async function reach(id: string, status: string): Promise<void> {
  await expect.poll(async () => (await operation(server, person, id)).status, { interval: 20 }).toBe(status);
}

it('two uploads over the same backers in opposite order, at once: each row has one fate, each order one parcel', async () => {
  const project = await emptyProject(server, person);
  await addManyBackers(server, person, project, BACKERS);
  const numbers = Array.from({ length: BACKERS }, (_, at) => at + 1);
  const files = { A: numbers, B: numbers.toReversed() };
  const ids: string[] = [];
  for (const [name, order] of Object.entries(files)) {
    const { trackingUploadCreate } = await server.query(
      TrackingUploadCreate,
      { projectId: project, input: {} },
      person,
    );
    const { id = '', uploadUrl } = trackingUploadCreate.operation ?? {};
    ids.push(id);
    const file = `Pledge ID,Tracking Number\n${order.map((n) => `P${n},${name}${n}`).join('\n')}\n`;
    expect((await server.put(uploadUrl ?? '', file, person)).status).toBe(202);
  }
  for (const id of ids) await reach(id, 'PLANNED');
  await Promise.all(ids.map((id) => server.query(OperationApply, { id }, person)));
  for (const id of ids) await reach(id, 'COMPLETED');

  const ends = await Promise.all(ids.map((id) => operation(server, person, id)));
  const applied = ends.map((end) => counts(end).MATCHED ?? 0);
  expect(applied.reduce((sum, n) => sum + n, 0)).toBe(BACKERS);
  for (const [at, end] of ends.entries()) {
    expect((counts(end).MATCHED ?? 0) + (counts(end).CHANGED_SINCE_PREVIEW ?? 0)).toBe(BACKERS);
    expect(await written(server, end.id)).toEqual({ changes: applied[at], parcels: applied[at] });
  }
  const [parcels] = await server.asOwner(
    `select count(*)::int as n, count(distinct backer_id)::int as backers from shipment where project_id = ${project}`,
  );
  expect(parcels).toEqual({ n: BACKERS, backers: BACKERS });
  expect(server.logs()).not.toContain('deadlock');
  await expectConsistent(server, project);
});
