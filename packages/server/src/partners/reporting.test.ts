import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FulfillmentRequestAccept, ReportRows } from '@waybill/schema/partners';
import { PartnerRecall, Reconciliation, ReconciliationCountsOf } from '@waybill/schema/reconciliation';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { dump, expectConsistent } from '../operations/invariants.fixture.ts';
import { counts, undo } from '../operations/operations.fixture.ts';
import {
  accept,
  itemsOf,
  partnerProject,
  push,
  reject,
  report,
  requestsOf,
  statusesOf,
} from './partners.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
let partner: { id: string; token: string };
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

beforeEach(async () => {
  ({ project, partner } = await partnerProject(server, person));
});

/** Row number and code of each row, as the partner reads them. */
async function codesOf(id: string): Promise<[number, string][]> {
  const { operation } = await server.query(ReportRows, { id, first: 100 }, partner);
  return (operation?.rows.nodes ?? []).map(({ rowNumber, outcome }) => [rowNumber, outcome]);
}

describe('a report', () => {
  beforeEach(async () => {
    await push(server, person, project, partner.id);
  });

  it('takes any key, whole orders and parts, and settles orders by quantity', async () => {
    const [one, two] = await requestsOf(server, partner);
    await server.query(
      FulfillmentRequestAccept,
      { input: { ids: [two?.id ?? ''], externalId: 'A-2' } },
      partner,
    );
    const done = await report(server, partner, project, [
      { requestId: one?.id, trackingNumber: '1Z999AA10123456784', carrier: 'UPS' },
      { externalId: 'A-2', trackingNumber: 'PART-1', items: [{ sku: 'BOOK', quantity: 1 }] },
      { reference: 'P3', trackingNumber: 'PART-2', items: [{ no: 1, quantity: 2 }] },
      { pledgeId: 'P3', trackingNumber: 'PART-3', items: [{ sku: 'MAP', quantity: 1 }] },
      { backerNumber: 4 },
    ]);
    expect(done).toMatchObject({ status: 'COMPLETED', kind: 'PARTNER_REPORT', totalCount: 5 });
    expect(await codesOf(done.id)).toEqual([
      [1, 'REPORTED'],
      [2, 'REPORTED_PART'],
      [3, 'REPORTED_PART'],
      [4, 'REPORTED_PART'],
      [5, 'UNTRACKED'],
    ]);
    expect(await statusesOf(server, project)).toEqual([
      'FULFILLED',
      'PARTIALLY_FULFILLED',
      'FULFILLED',
      'FULFILLED',
    ]);
    const after = await requestsOf(server, partner);
    expect(after.map(({ status }) => status)).toEqual(['SHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'SHIPPED']);
    expect(after[1]).toMatchObject({
      items: [
        { sku: 'BOOK', quantity: 2, shipped: 1 },
        { sku: 'MAP', quantity: 1, shipped: 0 },
      ],
      parcels: [{ trackingNumber: 'PART-1' }],
    });
    expect(await itemsOf(server, partner, after[1])).toEqual([[{ no: 1, quantity: 1 }]]);
    expect(after[0]?.parcels).toMatchObject([{ carrierName: 'UPS' }]);
    expect(await itemsOf(server, partner, after[0])).toEqual([[]]);
    expect(
      await server.asOwner(
        `select distinct source, partner_id::text as partner from shipment where project_id = ${project}`,
      ),
    ).toEqual([{ source: 'PARTNER', partner: partner.id }]);
    await expectConsistent(server, project);
  });

  it('says of each row that cannot be taken why not, and takes the others', async () => {
    const [one, two, three, four] = await requestsOf(server, partner);
    await reject(server, partner, [three?.id ?? '']);
    await server.query(
      PartnerRecall,
      { projectId: project, input: { requestIds: [four?.id ?? ''] } },
      person,
    );
    const done = await report(server, partner, project, [
      { trackingNumber: 'T-0' },
      { reference: 'P99', trackingNumber: 'T-1' },
      { requestId: one?.id, reference: 'P2', trackingNumber: 'T-2' },
      { requestId: three?.id, trackingNumber: 'T-3' },
      { requestId: four?.id, trackingNumber: 'T-4' },
      { requestId: one?.id, trackingNumber: 'T-5', items: [{ sku: 'CAP', quantity: 1 }] },
      { requestId: one?.id, trackingNumber: 'T-6', items: [{ sku: 'BOOK', quantity: 3 }] },
      { requestId: one?.id, trackingNumber: 'T-7', items: [{ sku: 'BOOK', quantity: 0 }] },
      { requestId: one?.id, trackingNumber: '9.4E+21' },
      { requestId: one?.id, trackingNumber: 'T-8', trackingUrl: 'javascript:alert(1)' },
      { requestId: one?.id, trackingNumber: 'https://example.com/track/1' },
      { requestId: one?.id, trackingNumber: '1'.repeat(81) },
      { requestId: two?.id, trackingNumber: 'T-9' },
      { requestId: two?.id, trackingNumber: 'T-9' },
      { requestId: 'not a key', trackingNumber: 'T-10' },
    ]);
    expect((await codesOf(done.id)).map(([, code]) => code)).toEqual([
      'NO_KEY',
      'NO_REQUEST',
      'KEYS_DISAGREE',
      'REQUEST_REJECTED',
      'REQUEST_CANCELED',
      'ITEM_UNKNOWN',
      'MORE_THAN_OWED',
      'BAD_QUANTITY',
      'EXCEL_SCIENTIFIC',
      'BAD_URL',
      'BAD_TRACKING_NUMBER',
      'BAD_TRACKING_NUMBER',
      'REPORTED',
      'DUPLICATE',
      'NO_REQUEST',
    ]);
    expect((await requestsOf(server, partner)).map(({ status }) => status)).toEqual([
      'SENT',
      'SHIPPED',
      'REJECTED',
      'CANCELED',
    ]);
    const again = await report(server, partner, project, [{ requestId: two?.id, trackingNumber: 'T-9' }]);
    expect(await codesOf(again.id)).toEqual([[1, 'ALREADY_SAME']]);
  });

  it('takes a placeholder for no number, and no number twice for two parcels', async () => {
    const done = await report(server, partner, project, [
      { reference: 'P1', trackingNumber: 'N/A' },
      { reference: 'P2', trackingNumber: 'will follow' },
    ]);
    expect(counts(done)).toEqual({ REPORTED: 2, UNTRACKED: 2 });
    expect((await requestsOf(server, partner)).slice(0, 2)).toMatchObject([
      { status: 'SHIPPED', parcels: [{ trackingNumber: null }] },
      { status: 'SHIPPED', parcels: [{ trackingNumber: null }] },
    ]);
    const skipped = await report(server, partner, project, [{ reference: 'P3', trackingNumber: '-' }], {
      missingTracking: 'SKIP',
    });
    expect(counts(skipped)).toEqual({ NO_TRACKING: 1 });
  });

  it('adds up the rows of one number, and does not let more leave than is owed', async () => {
    const first = await report(server, partner, project, [
      { reference: 'P1', trackingNumber: 'PARCEL-1', items: [{ sku: 'BOOK', quantity: 2 }] },
      { reference: 'P1', trackingNumber: 'PARCEL-1', items: [{ sku: 'MAP', quantity: 1 }] },
      { reference: 'P2', trackingNumber: 'PARCEL-2', items: [{ sku: 'BOOK', quantity: 1 }] },
    ]);
    expect(counts(first)).toMatchObject({ REPORTED_PART: 3 });
    const second = await report(server, partner, project, [
      { reference: 'P2', trackingNumber: 'PARCEL-3', items: [{ sku: 'BOOK', quantity: 2 }] },
      {
        reference: 'P2',
        trackingNumber: 'PARCEL-4',
        items: [
          { sku: 'BOOK', quantity: 1 },
          { sku: 'MAP', quantity: 1 },
        ],
      },
    ]);
    expect(counts(second)).toMatchObject({ MORE_THAN_OWED: 2 });
    const third = await report(server, partner, project, [
      {
        reference: 'P2',
        trackingNumber: 'PARCEL-4',
        items: [
          { sku: 'BOOK', quantity: 1 },
          { sku: 'MAP', quantity: 1 },
        ],
      },
    ]);
    expect(third).toMatchObject({ status: 'COMPLETED' });
    const [one, two] = await requestsOf(server, partner);
    expect(one).toMatchObject({ status: 'SHIPPED', parcels: [{ trackingNumber: 'PARCEL-1' }] });
    expect(await itemsOf(server, partner, one)).toEqual([
      [
        { no: 1, quantity: 2 },
        { no: 2, quantity: 1 },
      ],
    ]);
    expect(two).toMatchObject({ status: 'SHIPPED' });
    expect((await statusesOf(server, project)).slice(0, 2)).toEqual(['FULFILLED', 'FULFILLED']);
  });

  it('is repeated without harm under one key, and undone by the creator alone', async () => {
    const before = await dump(server, project);
    const rows = [
      { reference: 'P1', trackingNumber: 'T-1' },
      { reference: 'P2', trackingNumber: 'T-2', items: [{ no: 2, quantity: 1 }] },
    ];
    const done = await report(server, partner, project, rows, { idempotencyKey: 'k' });
    const again = await report(server, partner, project, rows, { idempotencyKey: 'k' });
    expect(again.id).toBe(done.id);
    const refused = await server.ask(
      'mutation($id: ID!) { operationUndo(id: $id) { userErrors { code } } }',
      { id: done.id },
      partner,
    );
    expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await undo(server, person, done.id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 0 });
    expect(await dump(server, project)).toEqual(before);
    expect((await requestsOf(server, partner)).map(({ status }) => status)).toEqual([
      'SENT',
      'SENT',
      'SENT',
      'SENT',
    ]);
    await expectConsistent(server, project);
  });

  it('leaves parcels alone in an undo that a carrier has scanned, or after which more came', async () => {
    const done = await report(server, partner, project, [
      { reference: 'P1', trackingNumber: 'T-1' },
      { reference: 'P2', trackingNumber: 'T-2', items: [{ no: 2, quantity: 1 }] },
      { reference: 'P3', trackingNumber: 'T-3' },
    ]);
    await server.asOwner(
      `update shipment set accepted_at = now() where project_id = ${project} and tracking_number = 'T-1'`,
    );
    await report(server, partner, project, [
      { reference: 'P2', trackingNumber: 'T-4', items: [{ no: 1, quantity: 2 }] },
    ]);
    expect(await undo(server, person, done.id)).toMatchObject({ undoLeftAlone: 2 });
    expect((await statusesOf(server, project)).slice(0, 3)).toEqual([
      'FULFILLED',
      'FULFILLED',
      'FULFILLMENT_PROCESSING',
    ]);
  });

  it('moves the reconciliation on, stage by stage', async () => {
    const [one, two, three] = await requestsOf(server, partner);
    await accept(server, partner, [one?.id ?? '', two?.id ?? '', three?.id ?? '']);
    await report(server, partner, project, [
      { reference: 'P1', trackingNumber: 'T-1' },
      { reference: 'P2', trackingNumber: 'T-2' },
    ]);
    await server.asOwner(`
      update shipment set accepted_at = now(), delivered_at = now() where project_id = ${project} and tracking_number = 'T-1';
      update fulfillment_request set sent_at = now() - interval '3 days' where project_id = ${project} and reference = 'P4'`);
    const { project: counted } = await server.query(ReconciliationCountsOf, { projectId: project }, person);
    expect(counted?.reconciliationCounts).toMatchObject({
      sent: 1,
      acknowledged: 1,
      shipped: 1,
      scanned: 0,
      delivered: 1,
      rejected: 0,
      still: 1,
    });
    const { project: still } = await server.query(
      Reconciliation,
      { projectId: project, filter: { state: 'STILL' } },
      person,
    );
    expect(still?.reconciliation).toMatchObject({
      totalCount: 1,
      nodes: [{ stage: 'SENT', still: true, request: { reference: 'P4' }, backer: { number: 4 } }],
    });
    const { project: page } = await server.query(Reconciliation, { projectId: project, first: 3 }, person);
    expect(page?.reconciliation.nodes.map(({ stage }) => stage)).toEqual([
      'DELIVERED',
      'SHIPPED',
      'ACKNOWLEDGED',
    ]);
    const { project: rest } = await server.query(
      Reconciliation,
      { projectId: project, first: 3, after: page?.reconciliation.pageInfo.endCursor },
      person,
    );
    expect(rest?.reconciliation.nodes.map(({ stage }) => stage)).toEqual(['SENT']);
  });
});
