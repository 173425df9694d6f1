import { afterAll, beforeAll, expect, it } from 'vitest';
import { FulfillmentRequestReject } from '@waybill/schema/partners';
import {
  BackerRequests,
  PartnerRecall,
  Reconciliation,
  ReconciliationCountsOf,
  RequestRetry,
} from '@waybill/schema/reconciliation';
import { OrderMarkFulfilled } from '@waybill/schema/shipments';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { rejectedAddresses } from '../../migrations/partners/rejected-addresses.sql.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import { apply, emptyProject, importBackers, upload } from '../operations/operations.fixture.ts';
import {
  accept,
  makePartner,
  partnerProject,
  push,
  readyBackers,
  reject,
  report,
  requestsOf,
  statusesOf,
} from './partners.fixture.ts';

let server: TestServer;
let person: Person;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

/** The file of the platform, by which these pledges are dropped. */
async function cancel(project: string, ...numbers: number[]): Promise<void> {
  const lines = numbers.map((n) => `P${n},Backer ${n},Dropped`);
  const dropped = await importBackers(
    server,
    person,
    project,
    ['Pledge ID,Name,Status', ...lines, ''].join('\n'),
  );
  await apply(server, person, dropped.id);
}

async function mark(project: string, n: number): Promise<void> {
  const [backer] = await server.asOwner(
    `select id::text from backer where project_id = ${project} and number = ${n}`,
  );
  await server.query(OrderMarkFulfilled, { backerId: String(backer?.id), input: {} }, person);
}

it('an order that was fulfilled or canceled elsewhere is shown while the partner has it, and can be taken back', async () => {
  const { project, partner } = await partnerProject(server, person, 5);
  await push(server, person, project, partner.id);
  const sent = await requestsOf(server, partner);
  const at = (reference: string) => sent.find((one) => one.reference === reference)?.id ?? '';
  await accept(server, partner, [at('P1'), at('P2'), at('P4')]);
  await report(server, partner, project, [
    { reference: 'P4', trackingNumber: 'T4', items: [{ sku: 'MAP', quantity: 1 }] },
    { reference: 'P5', trackingNumber: 'T5', items: [{ sku: 'MAP', quantity: 1 }] },
  ]);
  await upload(server, person, project, 'Pledge ID,Tracking Number\nP1,T1\n', { autoApply: true });
  await cancel(project, 3);
  await mark(project, 4);
  expect(await statusesOf(server, project)).toEqual([
    'FULFILLED',
    'FULFILLMENT_PROCESSING',
    'CANCELED',
    'FULFILLED',
    'PARTIALLY_FULFILLED',
  ]);

  const { project: counted } = await server.query(ReconciliationCountsOf, { projectId: project }, person);
  expect(counted?.reconciliationCounts).toMatchObject({ sent: 1, acknowledged: 2, shipped: 2, still: 3 });
  const { project: still } = await server.query(
    Reconciliation,
    { projectId: project, filter: { state: 'STILL' } },
    person,
  );
  expect(still?.reconciliation.nodes).toMatchObject([
    { stage: 'ACKNOWLEDGED', still: true, endedOtherwise: true, request: { reference: 'P1' } },
    { stage: 'SENT', still: true, endedOtherwise: true, request: { reference: 'P3' } },
    { stage: 'SHIPPED', still: true, endedOtherwise: true, request: { reference: 'P4' } },
  ]);

  const { partnerRecall } = await server.query(
    PartnerRecall,
    { projectId: project, input: { requestIds: sent.map(({ id }) => id) } },
    person,
  );
  expect(partnerRecall).toMatchObject({ changed: 3, leftAlone: 2, userErrors: [] });
  expect(
    (await requestsOf(server, partner)).map(({ reference, status, items }) => [
      reference,
      status,
      ...items.map(({ shipped }) => shipped),
    ]),
  ).toEqual([
    ['P1', 'CANCELED', 0, 0],
    ['P2', 'ACCEPTED', 0, 0],
    ['P3', 'CANCELED', 0, 0],
    ['P4', 'CANCELED', 0, 1],
    ['P5', 'PARTIALLY_SHIPPED', 0, 1],
  ]);
  expect(await statusesOf(server, project)).toEqual([
    'FULFILLED',
    'FULFILLMENT_PROCESSING',
    'CANCELED',
    'FULFILLED',
    'PARTIALLY_FULFILLED',
  ]);
  await expectConsistent(server, project);
});

const unanswered = (project: string) =>
  server.asOwner(
    `select b.number, x.kind from parcel_exception x join backer b on b.id = x.backer_id
     where x.project_id = ${project} and x.resolved_at is null order by 1`,
  );

it.each([
  ['PARTNER_REJECTED', false],
  ['ADDRESS_REFUSED', true],
])('a rejected order that went another way asks nobody any more: %s', async (kind, addressRefused) => {
  const { project, partner } = await partnerProject(server, person);
  await push(server, person, project, partner.id);
  const ids = (await requestsOf(server, partner)).map(({ id }) => id);
  await server.query(
    FulfillmentRequestReject,
    { input: { ids, reason: 'No such street', addressRefused } },
    partner,
  );
  expect(await unanswered(project)).toEqual([1, 2, 3, 4].map((number) => ({ number, kind })));

  await upload(server, person, project, 'Pledge ID,Tracking Number\nP1,T1\n', { autoApply: true });
  await cancel(project, 2);
  const other = await makePartner(server, person, project, 'Others');
  await push(server, person, project, other.id, { target: { backerNumbers: [3] } });

  expect(await unanswered(project)).toEqual([{ number: 4, kind }]);
  const { project: rejected } = await server.query(
    Reconciliation,
    { projectId: project, filter: { state: 'REJECTED' } },
    person,
  );
  expect(rejected?.reconciliation.nodes).toMatchObject([{ request: { reference: 'P4' } }]);
});

it('a rejection of an order that has ended by then asks nobody', async () => {
  const { project, partner } = await partnerProject(server, person, 3);
  await push(server, person, project, partner.id);
  await mark(project, 1);
  await cancel(project, 2);
  const ids = (await requestsOf(server, partner)).map(({ id }) => id);
  await reject(server, partner, ids);
  expect(await unanswered(project)).toEqual([{ number: 3, kind: 'PARTNER_REJECTED' }]);
  expect(await statusesOf(server, project)).toEqual(['FULFILLED', 'CANCELED', 'FULFILLMENT_ERRORED']);
});

it('what asked about such orders from before is closed by the migration', async () => {
  const { project, partner } = await partnerProject(server, person);
  await push(server, person, project, partner.id, { target: { backerNumbers: [3] } });
  await mark(project, 1);
  await cancel(project, 2);
  await server.asOwner(`
    insert into parcel_exception (creator_id, project_id, backer_id, kind, since)
    select b.creator_id, b.project_id, b.id, k.kind::exception_kind, now()
    from backer b, (values ('PARTNER_REJECTED'), ('ADDRESS_REFUSED')) k (kind) where b.project_id = ${project}`);
  expect(await unanswered(project)).toHaveLength(8);
  await server.asOwner(rejectedAddresses);
  expect((await unanswered(project)).map(({ number }) => number)).toEqual([4, 4]);
});

it('of two rejections of an order the later one asks, whatever their ids, and is the one that is sent again', async () => {
  const project = await emptyProject(server, person);
  await readyBackers(server, person, project, 1);
  const [former, later] = [
    await makePartner(server, person, project, 'Former'),
    await makePartner(server, person, project, 'Later'),
  ];
  await push(server, person, project, former.id);
  // Every session of the server draws a hundred ids of its own.
  await server.asOwner(`update fulfillment_request set id = id + 1000000 where project_id = ${project}`);
  const [first] = await requestsOf(server, former);
  await reject(server, former, [first?.id ?? '']);
  await push(server, person, project, later.id);
  const [second] = await requestsOf(server, later);
  await reject(server, later, [second?.id ?? '']);

  const { project: read } = await server.query(
    Reconciliation,
    { projectId: project, filter: { state: 'REJECTED' } },
    person,
  );
  expect(read?.reconciliation.nodes).toMatchObject([{ request: { id: second?.id, partnerName: 'Later' } }]);
  const [backer] = await server.asOwner(`select id::text from backer where project_id = ${project}`);
  const { backer: found } = await server.query(BackerRequests, { backerId: String(backer?.id) }, person);
  expect(found?.fulfillmentRequests.map(({ partnerName }) => partnerName)).toEqual(['Later', 'Former']);
  const ids = [first?.id ?? '', second?.id ?? ''];
  expect((await server.query(RequestRetry, { ids }, person)).requestRetry).toMatchObject({ changed: 1 });
  expect(await requestsOf(server, later)).toMatchObject([{ status: 'SENT', attempt: 2 }]);
  expect(await requestsOf(server, former)).toMatchObject([{ status: 'REJECTED', attempt: 1 }]);
});
