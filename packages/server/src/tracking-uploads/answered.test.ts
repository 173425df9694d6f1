import { afterAll, beforeAll, expect, it } from 'vitest';
import { TrackingUploadConfigure } from '@waybill/schema/tracking-uploads';
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
let id: string;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
  const project = await emptyProject(server, ada);
  await addManyBackers(server, ada, project, 3);
  const file = csv('Pledge ID,Tracking Number', ['P1', usps(1)], ['P2', '']);
  id = (await upload(server, ada, project, file)).id;
});
afterAll(() => server[Symbol.asyncDispose]());

async function answer(missingTracking: 'MARK_FULFILLED' | 'SKIP') {
  const input = { missingTracking, missingAnswered: true };
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
