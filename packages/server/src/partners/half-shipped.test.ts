import { afterAll, beforeAll, expect, test } from 'vitest';
import { RequestRetry } from '@waybill/schema/reconciliation';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import { addParcels, said, tell } from '../shipments/absorb.fixture.ts';
import { partnerProject, push, reject, report, requestsOf, statusesOf } from './partners.fixture.ts';

let server: TestServer;
let person: Person;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

test('a partner is not asked again for what another parcel holds', async () => {
  const { project, partner } = await partnerProject(server, person, 1);
  await push(server, person, project, partner.id);
  const [sent] = await requestsOf(server, partner);
  const part = (trackingNumber: string, items: { sku: string; quantity: number }[]) =>
    report(server, partner, project, [{ reference: 'P1', trackingNumber, items }]);
  await part('PART-1', [{ sku: 'MAP', quantity: 1 }]);
  await reject(server, partner, [sent?.id ?? '']);
  await addParcels(server, person, project, [{ pledgeId: 'P1', number: 'OURS', items: { 1: 1 } }]);
  await tell(server, person.creatorId, 'OURS', [said('IN_TRANSIT', -1)]);

  const { requestRetry } = await server.query(RequestRetry, { ids: [sent?.id ?? ''] }, person);
  expect(requestRetry).toMatchObject({ changed: 1, userErrors: [] });
  expect((await requestsOf(server, partner))[0]).toMatchObject({
    status: 'SENT',
    attempt: 2,
    items: [
      { sku: 'BOOK', quantity: 1, shipped: 0 },
      { sku: 'MAP', quantity: 1, shipped: 1 },
    ],
  });
  await part('PART-2', [{ sku: 'BOOK', quantity: 1 }]);
  expect((await requestsOf(server, partner))[0]).toMatchObject({ status: 'SHIPPED' });
  expect(await statusesOf(server, project)).toEqual(['FULFILLED']);
  await expectConsistent(server, project);
});
