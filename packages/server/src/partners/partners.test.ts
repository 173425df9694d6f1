import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  FulfillmentRequestAccept,
  FulfillmentRequestAddressConfirm,
  FulfillmentRequestById,
  FulfillmentRequestReject,
  FulfillmentRequestsUpdated,
  PartnerViewer,
  ReportRows,
} from '@waybill/schema/partners';
import { PartnerArchive, PartnerCreate, PartnerUpdate } from '@waybill/schema/project-partners';
import {
  PartnerRecall,
  Reconciliation,
  ReconciliationCountsOf,
  RequestRetry,
} from '@waybill/schema/reconciliation';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { dump, expectConsistent } from '../operations/invariants.fixture.ts';
import { apply, counts, emptyProject, undo } from '../operations/operations.fixture.ts';
import {
  itemsOf,
  makePartner,
  push,
  readyBackers,
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
  project = await emptyProject(server, person);
  await readyBackers(server, person, project, 4);
  partner = await makePartner(server, person, project);
});

const backer = (n: number) => `(select id from backer where project_id = ${project} and number = ${n})`;

const accept = (ids: string[]) => server.query(FulfillmentRequestAccept, { input: { ids } }, partner);
const reject = (ids: string[], reason = 'Out of stock') =>
  server.query(FulfillmentRequestReject, { input: { ids, reason } }, partner);

/** Row number and code of each row, as the partner reads them. */
async function codesOf(id: string): Promise<[number, string][]> {
  const { operation } = await server.query(ReportRows, { id, first: 100 }, partner);
  return (operation?.rows.nodes ?? []).map(({ rowNumber, outcome }) => [rowNumber, outcome]);
}

async function exceptions(kind: string) {
  return server.asOwner(
    `select b.number, x.detail, x.resolved_at is not null as resolved from parcel_exception x join backer b on b.id = x.backer_id
     where x.project_id = ${project} and x.kind = '${kind}' order by x.id`,
  );
}

describe('a push', () => {
  it('hands over what is ready, as it is, and says of the rest why not', async () => {
    await readyBackersOfAllKinds();
    const done = await push(server, person, project, partner.id, { note: 'Careful' });
    expect(done).toMatchObject({
      status: 'COMPLETED',
      kind: 'PARTNER_PUSH',
      summary: { sentence: 'Sent 2 orders to Packers, skipped 6, left 2 to mend' },
    });
    expect(counts(done)).toEqual({
      PUSHED: 2,
      ALREADY_FULFILLED: 1,
      CANCELED: 1,
      NOT_READY: 1,
      HELD_BACK: 1,
      DIGITAL_ONLY: 1,
      NO_ADDRESS: 1,
      SHIPPING_BEGUN: 2,
    });
    const sent = await requestsOf(server, partner);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toMatchObject({
      reference: 'P1',
      status: 'SENT',
      note: 'Careful',
      partnerName: 'Packers',
      address: {
        name: 'Backer 1',
        line1: '1 Quay Street',
        city: 'Galway',
        country: 'IE',
        email: 'b1@example.org',
      },
      items: [
        { no: 1, sku: 'BOOK', quantity: 2, shipped: 0 },
        { no: 2, sku: 'MAP', quantity: 1, shipped: 0 },
      ],
      parcels: [],
      addressChanged: false,
      currentAddress: null,
    });
    await expectConsistent(server, project);
    const again = await push(server, person, project, partner.id);
    expect(counts(again)).toMatchObject({ ALREADY_WITH_PARTNER: 2 });
  });

  async function readyBackersOfAllKinds() {
    await server.asOwner(`
      insert into backer (creator_id, project_id, number, name) select ${person.creatorId}, ${project}, n, 'More ' || n from generate_series(5, 10) n;
      insert into orders (backer_id, creator_id, project_id, status, physical)
        select id, creator_id, project_id, case number when 5 then 'FULFILLED' when 6 then 'CANCELED' when 7 then 'SURVEY_COMPLETED'
          when 9 then 'FULFILLMENT_PROCESSING' when 10 then 'PARTIALLY_FULFILLED' else 'READY_TO_FULFILL' end::order_status, number <> 8
        from backer where project_id = ${project} and number > 4;
      insert into order_hold (backer_id, creator_id, project_id, reason) values (${backer(3)}, ${person.creatorId}, ${project}, 'Wait');
      update backer set line1 = ' ' where id = ${backer(4)}`);
  }

  it('is undone where the partner has not answered, and only there', async () => {
    const before = await dump(server, project);
    const all = await push(server, person, project, partner.id);
    expect(await undo(server, person, all.id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 0 });
    expect(await dump(server, project)).toEqual(before);
    expect(await requestsOf(server, partner)).toMatchObject(
      Array.from({ length: 4 }, () => ({ status: 'CANCELED' })),
    );

    const second = await push(server, person, project, partner.id);
    const sent = await requestsOf(server, partner, { status: ['SENT'] });
    await accept([sent[1]?.id ?? '']);
    expect(await undo(server, person, second.id)).toMatchObject({ undoLeftAlone: 1 });
    expect(await statusesOf(server, project)).toEqual([
      'READY_TO_FULFILL',
      'FULFILLMENT_PROCESSING',
      'READY_TO_FULFILL',
      'READY_TO_FULFILL',
    ]);
    await expectConsistent(server, project);
  });

  it('leaves out what moved between preview and apply', async () => {
    const planned = await push(server, person, project, partner.id, { autoApply: false });
    expect(planned).toMatchObject({ status: 'PLANNED', summary: { sentence: 'Send 4 orders to Packers' } });
    await server.asOwner(
      `update orders set status = 'FULFILLED', fulfilled_at = now() where backer_id = ${backer(1)};
       insert into order_hold (backer_id, creator_id, project_id, reason) values (${backer(2)}, ${person.creatorId}, ${project}, 'Wait')`,
    );
    expect(counts(await apply(server, person, planned.id))).toEqual({ PUSHED: 2, CHANGED_SINCE_PREVIEW: 2 });
    expect((await requestsOf(server, partner)).map(({ reference }) => reference)).toEqual(['P3', 'P4']);
  });

  it('can be taken back request by request while nobody has answered', async () => {
    await push(server, person, project, partner.id);
    const [one, two] = await requestsOf(server, partner);
    await accept([two?.id ?? '']);
    const recalled = await server.query(
      PartnerRecall,
      { projectId: project, input: { requestIds: [one?.id ?? '', two?.id ?? ''] } },
      person,
    );
    expect(recalled.partnerRecall).toMatchObject({ changed: 1, leftAlone: 1, userErrors: [] });
    const rest = await server.query(
      PartnerRecall,
      { projectId: project, input: { target: { everyone: true } } },
      person,
    );
    expect(rest.partnerRecall).toMatchObject({ changed: 2, leftAlone: 1 });
    expect(await statusesOf(server, project)).toEqual([
      'READY_TO_FULFILL',
      'FULFILLMENT_PROCESSING',
      'READY_TO_FULFILL',
      'READY_TO_FULFILL',
    ]);
  });
});

describe('a partner', () => {
  it('is told who it is', async () => {
    const { viewer } = await server.query(PartnerViewer, {}, partner);
    expect(viewer).toMatchObject({
      partner: {
        id: partner.id,
        name: 'Packers',
        projectId: project,
        projectTitle: 'Lighthouses',
        creatorName: 'Ada Games',
      },
    });
  });

  it('accepts by key or reference, twice without harm, and hears of each that it cannot', async () => {
    await push(server, person, project, partner.id);
    const [one, two] = await requestsOf(server, partner);
    const { fulfillmentRequestAccept: first } = await server.query(
      FulfillmentRequestAccept,
      { input: { references: ['P1', 'P2', 'nobody'], externalIds: ['A-1', 'A-2', 'A-3'] } },
      partner,
    );
    expect(first.requests.map(({ id, status, externalId }) => [id, status, externalId])).toEqual([
      [one?.id, 'ACCEPTED', 'A-1'],
      [two?.id, 'ACCEPTED', 'A-2'],
    ]);
    expect(first.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'references', '2'] }]);
    const { fulfillmentRequestAccept: again } = await accept([one?.id ?? '', '999', 'x']);
    expect(again).toMatchObject({
      requests: [{ id: one?.id, change: first.requests[0]?.change }],
      userErrors: [
        { code: 'NOT_FOUND', field: ['input', 'ids', '1'] },
        { code: 'NOT_FOUND', field: ['input', 'ids', '2'] },
      ],
    });
  });

  it('rejects with a reason: errored, a task for the creator, and sent again with what holds then', async () => {
    await push(server, person, project, partner.id);
    const [one] = await requestsOf(server, partner);
    const id = one?.id ?? '';
    const { fulfillmentRequestReject: rejected } = await reject([id]);
    expect(rejected.requests).toMatchObject([{ status: 'REJECTED', rejection: 'Out of stock' }]);
    expect((await statusesOf(server, project))[0]).toBe('FULFILLMENT_ERRORED');
    expect(await exceptions('PARTNER_REJECTED')).toEqual([
      { number: 1, detail: 'Out of stock', resolved: false },
    ]);
    expect((await accept([id])).fulfillmentRequestAccept.userErrors).toMatchObject([
      { code: 'INVALID_TRANSITION' },
    ]);
    await server.asOwner(
      `update backer set line1 = 'Elsewhere', address_version = 2 where id = ${backer(1)}`,
    );
    const { requestRetry } = await server.query(RequestRetry, { ids: [id] }, person);
    expect(requestRetry).toMatchObject({ changed: 1, leftAlone: 0, userErrors: [] });
    expect((await requestsOf(server, partner))[0]).toMatchObject({
      id,
      status: 'SENT',
      attempt: 2,
      rejection: null,
      addressVersion: 2,
      address: { line1: 'Elsewhere' },
      addressChanged: false,
    });
    expect((await statusesOf(server, project))[0]).toBe('FULFILLMENT_PROCESSING');
    expect(await exceptions('PARTNER_REJECTED')).toMatchObject([{ resolved: true }]);
    expect((await server.query(RequestRetry, { ids: [id] }, person)).requestRetry).toMatchObject({
      changed: 0,
      leftAlone: 1,
    });
  });

  it('polls what has changed, each change once and in order', async () => {
    await push(server, person, project, partner.id);
    const all = await requestsOf(server, partner, { changedAfter: '0' });
    expect(all.map(({ reference }) => reference)).toEqual(['P1', 'P2', 'P3', 'P4']);
    const last = all.at(-1)?.change ?? '';
    expect(await requestsOf(server, partner, { changedAfter: last })).toEqual([]);
    await accept([all[2]?.id ?? '', all[0]?.id ?? '']);
    const changed = await requestsOf(server, partner, { changedAfter: last });
    expect(changed.map(({ reference, status }) => `${reference} ${status}`).sort()).toEqual([
      'P1 ACCEPTED',
      'P3 ACCEPTED',
    ]);
  });

  it('is told live of what is new and what has changed', async () => {
    let pushed = false;
    for await (const { fulfillmentRequestsUpdated: seen } of server.subscribe(
      FulfillmentRequestsUpdated,
      {},
      partner,
    )) {
      if (!pushed) {
        expect(seen).toMatchObject({ requests: [], lastChange: '0', hasMore: false });
        await push(server, person, project, partner.id);
        pushed = true;
      } else if (seen.requests.length === 4) {
        expect(seen.requests.map(({ status }) => status)).toEqual(['SENT', 'SENT', 'SENT', 'SENT']);
        break;
      }
    }
  });
});

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
    await reject([three?.id ?? '']);
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

  it('adds up the rows of one number, and does not let more leave than is owed', async () => {
    const first = await report(server, partner, project, [
      { reference: 'P1', trackingNumber: 'ONE', items: [{ sku: 'BOOK', quantity: 2 }] },
      { reference: 'P1', trackingNumber: 'ONE', items: [{ sku: 'MAP', quantity: 1 }] },
      { reference: 'P2', trackingNumber: 'TWO', items: [{ sku: 'BOOK', quantity: 1 }] },
    ]);
    expect(counts(first)).toMatchObject({ REPORTED_PART: 3 });
    const second = await report(server, partner, project, [
      { reference: 'P2', trackingNumber: 'THREE', items: [{ sku: 'BOOK', quantity: 2 }] },
      {
        reference: 'P2',
        trackingNumber: 'FOUR',
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
        trackingNumber: 'FOUR',
        items: [
          { sku: 'BOOK', quantity: 1 },
          { sku: 'MAP', quantity: 1 },
        ],
      },
    ]);
    expect(third).toMatchObject({ status: 'COMPLETED' });
    const [one, two] = await requestsOf(server, partner);
    expect(one).toMatchObject({ status: 'SHIPPED', parcels: [{ trackingNumber: 'ONE' }] });
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
    await accept([one?.id ?? '', two?.id ?? '', three?.id ?? '']);
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

describe('an address that changes after it was sent', () => {
  const CHANGE = `mutation($id: ID!, $line1: String) { backerUpdate(id: $id, input: { address: { line1: $line1 } }) { userErrors { message } } }`;
  const move = async (n: number, line1: string) => {
    const [row] = await server.asOwner(`select ${backer(n)}::text as id`);
    expect((await server.ask(CHANGE, { id: row?.id, line1 }, person)).errors).toBeUndefined();
  };

  it('is offered to the partner until it confirms it, and is a task for the creator', async () => {
    await push(server, person, project, partner.id);
    const [one] = await requestsOf(server, partner);
    await accept([one?.id ?? '']);
    await move(1, '9 New Road');
    expect((await requestsOf(server, partner))[0]).toMatchObject({
      addressChanged: true,
      address: { line1: '1 Quay Street' },
      addressVersion: 1,
      currentAddress: { line1: '9 New Road', name: 'Backer 1' },
    });
    expect(await exceptions('ADDRESS_CHANGED')).toEqual([
      { number: 1, detail: 'Sent to Packers with the former address', resolved: false },
    ]);
    const confirmed = await server.query(
      FulfillmentRequestAddressConfirm,
      { input: { ids: [one?.id ?? ''] } },
      partner,
    );
    expect(confirmed.fulfillmentRequestAddressConfirm.userErrors).toEqual([]);
    const { fulfillmentRequest } = await server.query(FulfillmentRequestById, { id: one?.id ?? '' }, partner);
    expect(fulfillmentRequest).toMatchObject({
      addressChanged: false,
      address: { line1: '9 New Road' },
      addressVersion: 2,
      currentAddress: null,
    });
    expect(await exceptions('ADDRESS_CHANGED')).toMatchObject([{ resolved: true }]);
  });

  it('is nothing to tell once it is changed back, or after it has shipped', async () => {
    await push(server, person, project, partner.id);
    await move(1, '9 New Road');
    await move(1, '1 Quay Street');
    await report(server, partner, project, [{ reference: 'P2', trackingNumber: 'T-2' }]);
    await move(2, '9 New Road');
    await move(3, '9 New Road');
    await report(server, partner, project, [{ reference: 'P3', trackingNumber: 'T-3' }]);
    expect((await requestsOf(server, partner)).map(({ addressChanged }) => addressChanged)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(await exceptions('ADDRESS_CHANGED')).toMatchObject([
      { number: 1, resolved: true },
      { number: 3, resolved: false },
    ]);
  });
});

it('is archived with what it has in hand taken back, and its tokens end', async () => {
  await push(server, person, project, partner.id);
  const [one] = await requestsOf(server, partner);
  await accept([one?.id ?? '']);
  const refused = await server.query(PartnerArchive, { id: partner.id }, person);
  expect(refused.partnerArchive.userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  const done = await server.query(PartnerArchive, { id: partner.id, cancelOpen: true }, person);
  expect(done.partnerArchive.partner?.archivedAt).not.toBeNull();
  expect(await statusesOf(server, project)).toEqual(Array.from({ length: 4 }, () => 'READY_TO_FULFILL'));
  const after = await server.ask('{ fulfillmentRequests { totalCount } }', {}, partner);
  expect(after.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

it('has a name of its own in the project, and no vendor without a connection', async () => {
  const create = (input: object) =>
    server.query(PartnerCreate, { projectId: project, input: input as never }, person);
  expect((await create({ name: ' packers ' })).partnerCreate.userErrors).toMatchObject([
    { code: 'TAKEN', field: ['input', 'name'] },
  ]);
  expect((await create({ name: ' ' })).partnerCreate.userErrors).toMatchObject([{ code: 'BLANK' }]);
  expect((await create({ name: 'ShipBob', vendor: 'SHIPBOB' })).partnerCreate.userErrors).toMatchObject([
    { code: 'INVALID', field: ['input', 'connectionId'] },
  ]);
  const other = (await create({ name: 'Others' })).partnerCreate.partner?.id ?? '';
  const rename = (name: string) => server.query(PartnerUpdate, { id: other, input: { name } }, person);
  expect((await rename('Packers')).partnerUpdate.userErrors).toMatchObject([{ code: 'TAKEN' }]);
  expect((await rename('Second wave')).partnerUpdate).toMatchObject({
    partner: { id: other, name: 'Second wave', projectId: project },
    userErrors: [],
  });
});
