import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TokenRevoke } from '@waybill/schema/access';
import { OperationUndo } from '@waybill/schema/operations';
import { FulfillmentRequestAccept, FulfillmentRequestReject } from '@waybill/schema/partners';
import { PartnerArchive, PartnerById } from '@waybill/schema/project-partners';
import { ProjectUpdate } from '@waybill/schema/projects';
import { BackerRequests, ReconciliationUpdated, RequestRetry } from '@waybill/schema/reconciliation';
import { ShipmentsRecord } from '@waybill/schema/tracking-uploads';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import { counts, upload } from '../operations/operations.fixture.ts';
import { partnerProject, push, report, requestsOf, statusesOf } from './partners.fixture.ts';

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

const backer = (n: number) => `(select id from backer where project_id = ${project} and number = ${n})`;
const accept = (ids: string[]) => server.query(FulfillmentRequestAccept, { input: { ids } }, partner);
const idsOf = async () => (await requestsOf(server, partner)).map(({ id }) => id);

/** How many statements wait for such a lock. */
async function waitingFor(event: string): Promise<unknown> {
  const [row] = await server.asOwner(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event = '${event}'`,
  );
  return row?.n;
}

describe('at once', () => {
  it('an acceptance and an undo share the orders between them, and none is lost', async () => {
    const pushed = await push(server, person, project, partner.id);
    const ids = await idsOf();
    await server.query(OperationUndo, { id: pushed.id }, person);
    await Promise.all([server.runJobs(), ...ids.map((id) => accept([id]))]);
    const pairs = await server.asOwner(
      `select distinct r.status as request, o.status as order from fulfillment_request r join orders o on o.backer_id = r.backer_id
       where r.project_id = ${project}`,
    );
    for (const pair of pairs)
      expect([
        { request: 'ACCEPTED', order: 'FULFILLMENT_PROCESSING' },
        { request: 'CANCELED', order: 'READY_TO_FULFILL' },
      ]).toContainEqual(pair);
    await expectConsistent(server, project);
  });

  it('what a partner accepts while it is archived is not taken back with what it has not answered', async () => {
    await push(server, person, project, partner.id);
    const [one] = await idsOf();
    const gate = Promise.withResolvers<undefined>();
    const written = Promise.withResolvers<undefined>();
    const accepting = server.db.engineWrite([person.creatorId], async (client) => {
      await client.query(
        `select from orders where project_id = ${project} order by backer_id for no key update`,
      );
      await client.query(`update fulfillment_request set status = 'ACCEPTED' where id = ${one}`);
      written.resolve(undefined);
      await gate.promise;
    });
    await written.promise;
    const archiving = server.query(PartnerArchive, { id: partner.id, cancelOpen: true }, person);
    await expect.poll(() => waitingFor('transactionid')).toBe(1);
    gate.resolve(undefined);
    await accepting;
    expect((await archiving).partnerArchive).toMatchObject({
      partner: null,
      userErrors: [{ code: 'CONFLICT', field: ['cancelInHand'] }],
    });
    expect((await requestsOf(server, partner)).map(({ status }) => status)).toEqual([
      'ACCEPTED',
      'SENT',
      'SENT',
      'SENT',
    ]);
    expect(await statusesOf(server, project)).toEqual(
      Array.from({ length: 4 }, () => 'FULFILLMENT_PROCESSING'),
    );
  });

  it('a partner that is archived while orders are pushed to it gets none', async () => {
    const held = Promise.withResolvers<undefined>();
    const gate = Promise.withResolvers<undefined>();
    const archiving = server.db.engineWrite([person.creatorId], async (client) => {
      await client.query(`update partner set archived_at = now() where id = ${partner.id}`);
      held.resolve(undefined);
      await gate.promise;
    });
    await held.promise;
    const pushing = push(server, person, project, partner.id);
    await expect.poll(() => waitingFor('transactionid')).toBe(1);
    gate.resolve(undefined);
    await archiving;
    expect(counts(await pushing)).toEqual({ CHANGED_SINCE_PREVIEW: 4 });
    expect(await server.asOwner(`select from fulfillment_request where partner_id = ${partner.id}`)).toEqual(
      [],
    );
  });

  it('a parcel that is reported while its request is taken back stays a parcel of the request', async () => {
    await push(server, person, project, partner.id, { target: { backerNumbers: [1] } });
    const gate = Promise.withResolvers<undefined>();
    const locked = Promise.withResolvers<undefined>();
    const reporting = server.db.engineWrite([person.creatorId], async (client) => {
      await client.query(`select from orders where backer_id = ${backer(1)} for no key update`);
      locked.resolve(undefined);
      await gate.promise;
      await client.query(
        `insert into shipment (backer_id, creator_id, project_id, tracking_number, source, partner_id, created_at)
         values (${backer(1)}, ${person.creatorId}, ${project}, 'LEFT', 'PARTNER', ${partner.id}, clock_timestamp())`,
      );
    });
    await locked.promise;
    const archiving = server.query(PartnerArchive, { id: partner.id, cancelInHand: true }, person);
    await expect.poll(() => waitingFor('transactionid')).toBe(1);
    gate.resolve(undefined);
    await reporting;
    expect((await archiving).partnerArchive.userErrors).toEqual([]);
    const [row] = await server.asOwner(`select ${backer(1)}::text as id`);
    const { backer: found } = await server.query(BackerRequests, { backerId: String(row?.id) }, person);
    expect(found?.fulfillmentRequests).toMatchObject([
      { status: 'CANCELED', parcels: [{ trackingNumber: 'LEFT' }] },
    ]);
  });

  it('two reports of the two halves of an order make it whole, and one parcel reported twice is one', async () => {
    await push(server, person, project, partner.id);
    const record = (rows: object[]) =>
      server.query(ShipmentsRecord, { projectId: project, input: { rows: rows } }, partner);
    await Promise.all([
      record([{ reference: 'P1', trackingNumber: 'A1', items: [{ sku: 'BOOK', quantity: 2 }] }]),
      record([{ reference: 'P1', trackingNumber: 'B1', items: [{ sku: 'MAP', quantity: 1 }] }]),
      record([{ reference: 'P2', trackingNumber: 'C1' }]),
      record([{ reference: 'P2', trackingNumber: 'C1' }]),
    ]);
    await server.runJobs();
    expect((await statusesOf(server, project)).slice(0, 2)).toEqual(['FULFILLED', 'FULFILLED']);
    expect(
      await server.asOwner(
        `select count(*)::int as n from shipment where project_id = ${project} and tracking_number = 'C1'`,
      ),
    ).toEqual([{ n: 1 }]);
    await expectConsistent(server, project);
  });

  it('a hundred copies of one report are one operation', async () => {
    await push(server, person, project, partner.id);
    const input = { rows: [{ reference: 'P1', trackingNumber: 'A1' }], idempotencyKey: 'morning' };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        server.query(ShipmentsRecord, { projectId: project, input }, partner),
      ),
    );
    expect(new Set(answers.map(({ shipmentsRecord }) => shipmentsRecord.operation?.id)).size).toBe(1);
    await server.runJobs();
    expect(
      await server.asOwner(`select count(*)::int as n from shipment where project_id = ${project}`),
    ).toEqual([{ n: 1 }]);
  });

  it('changes are numbered in the order they commit: who has read one has missed none before it', async () => {
    await push(server, person, project, partner.id);
    const before = await requestsOf(server, partner);
    const last = before.reduce((most, { change }) => (BigInt(change) > BigInt(most) ? change : most), '0');
    const [slow, quick] = before;
    const gate = Promise.withResolvers<undefined>();
    const written = Promise.withResolvers<undefined>();
    const touch = (id: string | undefined) => `update fulfillment_request set note = 'x' where id = ${id}`;
    const first = server.db.engineWrite([person.creatorId], async (client) => {
      await client.query(touch(slow?.id));
      written.resolve(undefined);
      await gate.promise;
    });
    await written.promise;
    let done = false;
    const second = server.db
      .engineWrite([person.creatorId], (client) => client.query(touch(quick?.id)))
      .then(() => (done = true));
    await expect.poll(() => waitingFor('advisory')).toBe(1);
    expect(done).toBe(false);
    expect(await requestsOf(server, partner, { changedAfter: last })).toEqual([]);
    gate.resolve(undefined);
    await Promise.all([first, second]);
    expect((await requestsOf(server, partner, { changedAfter: last })).map(({ id }) => id)).toEqual([
      slow?.id,
      quick?.id,
    ]);
  });
});

it('keeps the way of parcels under way when the project ships another way from now on', async () => {
  await push(server, person, project, partner.id, { target: { backerNumbers: [1, 2] } });
  await report(server, partner, project, [{ reference: 'P1', trackingNumber: 'A1' }]);
  for (const fulfillmentMethod of ['POSTAGE', 'MANUAL_EXPORT'] as const) {
    const { projectUpdate } = await server.query(
      ProjectUpdate,
      { id: project, input: { fulfillmentMethod } },
      person,
    );
    expect(projectUpdate.project).toMatchObject({ fulfillmentMethod });
  }
  const file = await upload(server, person, project, 'Pledge ID,Tracking Number\nP3,C1\n', {
    autoApply: true,
  });
  expect(counts(file)).toMatchObject({ MATCHED: 1 });
  await report(server, partner, project, [{ reference: 'P2', trackingNumber: 'B1' }]);
  expect(
    await server.asOwner(
      `select tracking_number as number, source from shipment where project_id = ${project} order by 1`,
    ),
  ).toEqual([
    { number: 'A1', source: 'PARTNER' },
    { number: 'B1', source: 'PARTNER' },
    { number: 'C1', source: 'UPLOAD' },
  ]);
  expect(await statusesOf(server, project)).toEqual([
    'FULFILLED',
    'FULFILLED',
    'FULFILLED',
    'READY_TO_FULFILL',
  ]);
});

it('lets a partner reject the rest of what it has shipped in part, and ship it after all', async () => {
  await push(server, person, project, partner.id);
  const [one = ''] = await idsOf();
  await report(server, partner, project, [
    { requestId: one, trackingNumber: 'A1', items: [{ sku: 'BOOK', quantity: 2 }] },
  ]);
  await server.query(FulfillmentRequestReject, { input: { ids: [one], reason: 'No map' } }, partner);
  expect((await statusesOf(server, project))[0]).toBe('PARTIALLY_FULFILLED');
  expect((await server.query(RequestRetry, { ids: [one] }, person)).requestRetry).toMatchObject({
    changed: 1,
  });
  expect((await requestsOf(server, partner))[0]).toMatchObject({
    status: 'SENT',
    items: [
      { sku: 'BOOK', shipped: 2 },
      { sku: 'MAP', shipped: 0 },
    ],
  });
  await report(server, partner, project, [
    { requestId: one, trackingNumber: 'B1', items: [{ sku: 'MAP', quantity: 1 }] },
  ]);
  expect((await statusesOf(server, project))[0]).toBe('FULFILLED');
  expect((await requestsOf(server, partner))[0]).toMatchObject({ status: 'SHIPPED' });
});

it('takes what has left for left, on hold or not; of what was canceled it says so', async () => {
  await push(server, person, project, partner.id);
  await server.asOwner(`
    insert into order_hold (backer_id, creator_id, project_id, reason) values (${backer(1)}, ${person.creatorId}, ${project}, 'Wait');
    update orders set status = 'CANCELED' where backer_id = ${backer(2)}`);
  const done = await report(server, partner, project, [
    { reference: 'P1', trackingNumber: 'A1' },
    { reference: 'P2', trackingNumber: 'B1' },
  ]);
  expect(counts(done)).toMatchObject({ REPORTED: 1, CANCELED: 1 });
  expect((await statusesOf(server, project)).slice(0, 2)).toEqual(['FULFILLED', 'CANCELED']);
});

it('tells the creator of labels that have the former address on them', async () => {
  await server.asOwner(`
    with parcel as (
      insert into shipment (backer_id, creator_id, project_id, tracking_number, source)
      values (${backer(1)}, ${person.creatorId}, ${project}, 'L', 'POSTAGE') returning id)
    insert into label (creator_id, project_id, backer_id, operation_id, shipment_id, reference, status, provider, address_version)
    select ${person.creatorId}, ${project}, ${backer(1)}, 1, id, 'label-' || id, 'BOUGHT', 'SIMULATOR', 1 from parcel;
    update backer set line1 = 'Elsewhere', address_version = 2 where id = ${backer(1)}`);
  expect(
    await server.asOwner(
      `select kind, detail, shipment_id is not null as parcel from parcel_exception where project_id = ${project}`,
    ),
  ).toEqual([{ kind: 'ADDRESS_CHANGED', detail: 'The label has the former address', parcel: true }]);
});

it('ends a token with its sockets: nothing more is told and nothing more is taken', async () => {
  await push(server, person, project, partner.id);
  const { project: found } = await server.query(PartnerById, { projectId: project, id: partner.id }, person);
  const [token] = found?.partner?.tokens ?? [];
  const feed = server.subscribe(
    'subscription { fulfillmentRequestsUpdated { requests { id } } }',
    {},
    partner,
  );
  await feed.next();
  const ended = feed.next();
  ended.catch(() => undefined);
  await server.query(TokenRevoke, { id: token?.id ?? '' }, person);
  await expect(ended).rejects.toBeDefined();
  const { errors } = await server.ask('{ fulfillmentRequests { totalCount } }', {}, partner);
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

it('counts live for the creator, scans of carriers included', async () => {
  const seen: string[] = [];
  for await (const { reconciliationUpdated: now } of server.subscribe(
    ReconciliationUpdated,
    { projectId: project },
    person,
  )) {
    seen.push(`${now.sent} ${now.shipped} ${now.scanned}`);
    if (now.sent + now.shipped + now.scanned === 0) await push(server, person, project, partner.id);
    else if (now.sent === 4)
      await report(server, partner, project, [{ reference: 'P1', trackingNumber: 'A1' }]);
    else if (now.shipped === 1)
      await server.asOwner(`update shipment set accepted_at = now() where project_id = ${project}`);
    else if (now.scanned === 1) break;
  }
  expect(seen.at(0)).toBe('0 0 0');
  expect(seen.at(-1)).toBe('3 0 1');
});
