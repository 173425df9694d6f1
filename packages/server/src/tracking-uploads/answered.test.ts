import { afterAll, beforeAll, expect, it } from 'vitest';
import { OperationApply } from '@waybill/schema/operations';
import { ShipmentsRecord, TrackingUploadConfigure } from '@waybill/schema/tracking-uploads';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import {
  addManyBackers,
  csv,
  emptyProject,
  operation,
  upload,
  usps,
} from '../operations/operations.fixture.ts';

let server: TestServer;
let ada: Person;
let project: string;
let id: string;
const file = csv('Pledge ID,Tracking Number', ['P1', usps(1)], ['P2', '']);
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
  project = await emptyProject(server, ada);
  await addManyBackers(server, ada, project, 3);
  id = (await upload(server, ada, project, file)).id;
});
afterAll(() => server[Symbol.asyncDispose]());

async function answer(missingTracking: 'MARK_FULFILLED' | 'SKIP') {
  const input = { missingTracking };
  const { trackingUploadConfigure } = await server.query(TrackingUploadConfigure, { id, input }, ada);
  expect(trackingUploadConfigure.userErrors).toEqual([]);
  return (await operation(server, ada, id)).status;
}

it('remembers that somebody has answered for rows without a number, and plans anew only where the answer differs', async () => {
  const before = await operation(server, ada, id);
  expect(before.options).toMatchObject({ missingTracking: 'MARK_FULFILLED', missingAnswered: false });

  expect(await answer('MARK_FULFILLED')).toBe('PLANNED');
  const agreed = await operation(server, ada, id);
  expect(agreed.options).toMatchObject({ missingTracking: 'MARK_FULFILLED', missingAnswered: true });
  expect(agreed.outcomes).toEqual(before.outcomes);

  expect(await answer('SKIP')).toBe('PLANNING');
  await server.runJobs();
  const skipped = await operation(server, ada, id);
  expect(skipped).toMatchObject({
    status: 'PLANNED',
    options: { missingTracking: 'SKIP', missingAnswered: true },
  });
  expect(skipped.outcomes.map(({ code }) => code)).toContain('NO_TRACKING');
});

it('applies nothing before somebody has answered, whoever asks for it', async () => {
  const { id } = await upload(server, ada, project, file);
  const refused = await server.query(OperationApply, { id }, ada);
  expect(refused.operationApply.userErrors).toMatchObject([
    { code: 'NOT_READY', message: expect.stringContaining('the row without a tracking number') as string },
  ]);
  expect(await operation(server, ada, id)).toMatchObject({ status: 'PLANNED', canApply: false });

  await server.query(TrackingUploadConfigure, { id, input: { missingTracking: 'MARK_FULFILLED' } }, ada);
  expect(await operation(server, ada, id)).toMatchObject({ canApply: true, obstacle: null });
});

it('stops an upload that was to apply by itself at the preview, and does not start it by the answer', async () => {
  const { id } = await upload(server, ada, project, file, { autoApply: true });
  expect(await operation(server, ada, id)).toMatchObject({
    status: 'PLANNED',
    obstacle: expect.stringContaining('missingTracking') as string,
  });
  await server.query(TrackingUploadConfigure, { id, input: { missingTracking: 'SKIP' } }, ada);
  await server.runJobs();
  expect(await operation(server, ada, id)).toMatchObject({ status: 'PLANNED', canApply: true });
});

it('applies at once where the answer came with the upload, and where nothing is missing', async () => {
  const said = await upload(server, ada, project, file, { autoApply: true, missingTracking: 'SKIP' });
  expect((await operation(server, ada, said.id)).status).toBe('COMPLETED');
  const whole = csv('Pledge ID,Tracking Number', ['P3', usps(3)]);
  const { id } = await upload(server, ada, project, whole, { autoApply: true });
  expect((await operation(server, ada, id)).status).toBe('COMPLETED');
});

it('refuses parcels without a number that a script records, until it says what becomes of them', async () => {
  const record = (missingTracking?: 'SKIP') =>
    server.query(
      ShipmentsRecord,
      { projectId: project, input: { rows: [{ pledgeId: 'P2' }], missingTracking } },
      ada,
    );
  expect((await record()).shipmentsRecord.userErrors).toMatchObject([
    { code: 'BLANK', field: ['missingTracking'] },
  ]);
  expect((await record('SKIP')).shipmentsRecord.userErrors).toEqual([]);
});
