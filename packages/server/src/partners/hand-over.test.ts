import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PartnerCreate } from '@waybill/schema/project-partners';
import { PartnerRecall, RequestRetry } from '@waybill/schema/reconciliation';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import { emptyProject, undo, upload } from '../operations/operations.fixture.ts';
import { push, readyBackers, statusesOf } from './partners.fixture.ts';
import { lookAfterPartners } from './hand-over.task.ts';
import { recordVendorShipments } from './vendor-shipments.ts';
import { startShipBob } from './vendor-stand.fixture.ts';

let stand: Awaited<ReturnType<typeof startShipBob>>;
let server: TestServer;
let person: Person;
let project: string;
let partner: string;
beforeAll(async () => {
  stand = await startShipBob();
  server = await startTestServer({ vendorOrigins: [stand.origin] });
  person = await server.signUp();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await stand[Symbol.asyncDispose]();
});

beforeEach(async () => {
  project = await emptyProject(server, person);
  await readyBackers(server, person, project, 2);
  partner = await vendorPartner('pat-1');
  stand.calls.length = 0;
});

/** A partner behind ShipBob, by a connection of the creator's. */
async function vendorPartner(apiKey: string, name = 'ShipBob'): Promise<string> {
  const made = await server.ask<{
    vendorConnectionCreate: { connection: { id: string } | null; userErrors: unknown[] };
  }>(
    `mutation($creator: ID!, $key: String!) {
      vendorConnectionCreate(creatorId: $creator, input: { vendor: SHIPBOB, name: "ShipBob", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", apiKey: $key }) {
        connection { id } userErrors { message } } }`,
    { creator: person.creatorId, key: apiKey },
    person,
  );
  const connectionId = made.data?.vendorConnectionCreate.connection?.id;
  if (connectionId === undefined) throw new Error(JSON.stringify(made));
  await server.asOwner(
    `update vendor_connection set options = '{"apiUrl": "${stand.origin}"}' where id = ${connectionId}`,
  );
  const { partnerCreate } = await server.query(
    PartnerCreate,
    { projectId: project, input: { name, vendor: 'SHIPBOB', connectionId } },
    person,
  );
  if (!partnerCreate.partner) throw new Error(JSON.stringify(partnerCreate.userErrors));
  return partnerCreate.partner.id;
}

async function requests() {
  return server.asOwner(
    `select id::text, reference, status, external_id, rejection, trouble, tries, attempt, address ->> 'line1' as line1
     from fulfillment_request where partner_id = ${partner} order by reference`,
  );
}

/** Brings everything forward that waits for its time, and works it off. */
async function later(): Promise<void> {
  await server.asOwner(
    `update fulfillment_request set due_at = null, lease_until = null where partner_id = ${partner}`,
  );
  await lookAfterPartners(server.db);
  await server.runJobs();
}

it('sends each order in ShipBob’s words, and keeps the key it gets', async () => {
  await push(server, person, project, partner, { note: 'Careful' });
  const [one, two] = await requests();
  expect(stand.posts()).toHaveLength(2);
  expect(stand.posts()).toContainEqual({
    shipping_method: 'Standard',
    type: 'DTC',
    reference_id: `WB-${String(one?.id)}`,
    order_number: 'P1',
    recipient: {
      name: 'Backer 1',
      email: 'b1@example.org',
      address: { address1: '1 Quay Street', city: 'Galway', zip_code: 'H91', country: 'IE' },
    },
    products: [
      { reference_id: 'BOOK', name: 'The book', quantity: 2 },
      { reference_id: 'MAP', name: 'A map', quantity: 1 },
    ],
    tags: [{ name: 'Note', value: 'Careful' }],
  });
  for (const request of [one, two])
    expect(request).toMatchObject({
      status: 'ACCEPTED',
      external_id: String(stand.orders.get(`WB-${String(request?.id)}`)),
      trouble: null,
    });
});

describe('a bad day', () => {
  it('an answer that is lost: the order is found by its reference, and not made twice', async () => {
    stand.next((_, usual) => {
      usual();
      return { status: 0, hangUp: true };
    });
    await push(server, person, project, partner, { target: { backerNumbers: [1] } });
    const [lost] = await requests();
    expect(lost).toMatchObject({ status: 'SENT', external_id: null, tries: 1 });
    expect(lost?.trouble).toMatch(/did not answer/);
    const made = stand.orders.size;
    await later();
    expect(stand.orders.size).toBe(made);
    expect((await requests())[0]).toMatchObject({
      status: 'ACCEPTED',
      external_id: String(stand.orders.get(`WB-${String(lost?.id)}`)),
      trouble: null,
    });
  });

  it.each([500, 503, 429, 408])('%i is tried again under the same reference', async (status) => {
    stand.next(() => ({ status, ...(status === 429 && { headers: { 'retry-after': '600' } }) }));
    await push(server, person, project, partner, { target: { backerNumbers: [1] } });
    expect((await requests())[0]).toMatchObject({
      status: 'SENT',
      tries: 1,
      trouble: `ShipBob answered ${status}.`,
    });
    const [wait] = await server.asOwner(
      `select extract(epoch from due_at - now()) as seconds from fulfillment_request where partner_id = ${partner}`,
    );
    expect(Number(wait?.seconds)).toBeGreaterThan(status === 429 ? 500 : 5);
    await later();
    const references = stand.posts().map((body) => body?.reference_id);
    expect(new Set(references).size).toBe(1);
    expect((await requests())[0]).toMatchObject({ status: 'ACCEPTED', tries: 2 });
  });

  it('4xx is a rejection in ShipBob’s words: errored, a task, and sent again under another reference', async () => {
    stand.next(() => ({
      status: 400,
      json: {
        type: 'x',
        title: 'One or more errors',
        errors: { 'Recipient.Address.City': ['The City field is required.'] },
      },
    }));
    await push(server, person, project, partner, { target: { backerNumbers: [1] } });
    const [refused] = await requests();
    expect(refused).toMatchObject({
      status: 'REJECTED',
      rejection: 'ShipBob refused it (400): One or more errors The City field is required.',
    });
    expect((await statusesOf(server, project))[0]).toBe('FULFILLMENT_ERRORED');
    expect(
      await server.asOwner(`select kind, resolved_at from parcel_exception where project_id = ${project}`),
    ).toEqual([{ kind: 'ADDRESS_REFUSED', resolved_at: null }]);
    await server.query(RequestRetry, { ids: [String(refused?.id)] }, person);
    await server.runJobs();
    expect((await requests())[0]).toMatchObject({ status: 'ACCEPTED', attempt: 2, rejection: null });
    expect(stand.posts().at(-1)?.reference_id).toBe(`WB-${String(refused?.id)}-2`);
    await expectConsistent(server, project);
  });

  it('a key that is refused is no fault of the orders: they wait, and say so', async () => {
    partner = await vendorPartner('stale', 'Other');
    await push(server, person, project, partner);
    const trouble = 'ShipBob refused our key (401). Give the connection a token that may write orders.';
    expect(await requests()).toMatchObject([
      { status: 'SENT', trouble },
      { status: 'SENT', trouble },
    ]);
  });

  it('an address that changes before it could be handed over goes out as it is by then', async () => {
    stand.next(() => ({ status: 500 }));
    await push(server, person, project, partner, { target: { backerNumbers: [1] } });
    await server.asOwner(
      `update backer set line1 = '9 New Road', address_version = 2 where project_id = ${project} and number = 1`,
    );
    await later();
    expect(stand.posts().at(-1)).toMatchObject({ recipient: { address: { address1: '9 New Road' } } });
    expect((await requests())[0]).toMatchObject({ status: 'ACCEPTED', line1: '9 New Road' });
    expect(
      await server.asOwner(
        `select resolved_at is not null as resolved from parcel_exception where project_id = ${project} and kind = 'ADDRESS_CHANGED'`,
      ),
    ).toEqual([{ resolved: true }]);
  });

  it('nothing is taken back that ShipBob may have', async () => {
    stand.next(() => ({ status: 500 }));
    const pushed = await push(server, person, project, partner, { target: { backerNumbers: [1] } });
    const [one] = await requests();
    const { partnerRecall } = await server.query(
      PartnerRecall,
      { projectId: project, input: { requestIds: [String(one?.id)] } },
      person,
    );
    expect(partnerRecall).toMatchObject({ changed: 0, leftAlone: 1 });
    expect(await undo(server, person, pushed.id)).toMatchObject({ undoLeftAlone: 1 });
    expect((await requests())[0]).toMatchObject({ status: 'SENT' });
  });

  it('what ShipBob has is taken back once its order has ended otherwise, and what it may have once that is known', async () => {
    await push(server, person, project, partner, { target: { backerNumbers: [1] } });
    stand.next(() => ({ status: 500 }));
    await push(server, person, project, partner, { target: { backerNumbers: [2] } });
    expect(await requests()).toMatchObject([
      { status: 'ACCEPTED', tries: 1 },
      { status: 'SENT', tries: 1 },
    ]);
    const requestIds = (await requests()).map(({ id }) => String(id));
    const recall = async () =>
      (await server.query(PartnerRecall, { projectId: project, input: { requestIds } }, person))
        .partnerRecall;
    expect(await recall()).toMatchObject({ changed: 0, leftAlone: 2 });

    await upload(server, person, project, 'Pledge ID,Tracking Number\nP1,T1\nP2,T2\n', { autoApply: true });
    expect(await recall()).toMatchObject({ changed: 1, leftAlone: 1 });
    expect((await requests()).map(({ status }) => status)).toEqual(['CANCELED', 'SENT']);
    await later();
    expect(await recall()).toMatchObject({ changed: 1, leftAlone: 1 });
    expect((await requests()).map(({ status }) => status)).toEqual(['CANCELED', 'CANCELED']);
    expect(await statusesOf(server, project)).toEqual(['FULFILLED', 'FULFILLED']);
  });

  it('what ended before it could be handed over is not, and where an answer was lost ShipBob is asked', async () => {
    const statuses = async () => (await requests()).map(({ status, tries }) => [status, tries]);
    stand.next(() => ({ status: 500 }));
    await push(server, person, project, partner, { target: { backerNumbers: [1] } });
    stand.next((_, usual) => {
      usual();
      return { status: 0, hangUp: true };
    });
    await push(server, person, project, partner, { target: { backerNumbers: [2] } });
    expect(await statuses()).toEqual([
      ['SENT', 1],
      ['SENT', 1],
    ]);
    await upload(server, person, project, 'Pledge ID,Tracking Number\nP1,T1\nP2,T2\n', { autoApply: true });
    stand.calls.length = 0;
    await later();
    expect(stand.posts(), 'nothing is made there').toEqual([]);
    expect(await statuses()).toEqual([
      ['SENT', 0],
      ['ACCEPTED', 2],
    ]);
    stand.calls.length = 0;
    await later();
    expect(stand.calls, 'what it is known not to have is not asked about again').toEqual([]);
    const requestIds = (await requests()).map(({ id }) => String(id));
    const { partnerRecall } = await server.query(
      PartnerRecall,
      { projectId: project, input: { requestIds } },
      person,
    );
    expect(partnerRecall).toMatchObject({ changed: 2, leftAlone: 0 });
  });

  it('no address that is not ShipBob’s is called', async () => {
    await server.asOwner(`update vendor_connection set options = '{"apiUrl": "http://127.0.0.1:1"}'`);
    await push(server, person, project, partner, { target: { backerNumbers: [1] } });
    expect((await requests())[0]).toMatchObject({
      status: 'SENT',
      trouble: 'http://127.0.0.1:1 is not ShipBob’s; nothing is sent there.',
    });
  });
});

describe('what ShipBob says it has shipped', () => {
  const told = (reports: Parameters<typeof recordVendorShipments>[3]) =>
    server.db.engineWrite([person.creatorId], (client) =>
      recordVendorShipments(client, person.creatorId, 'SHIPBOB', reports),
    );
  const parcel = (changes: object) => ({
    reference: null,
    vendorOrderId: null,
    trackingNumber: 'SB-1',
    carrier: null,
    carrierName: 'USPS',
    trackingUrl: null,
    shippedAt: '2026-11-20T10:00:00Z',
    items: null,
    ...changes,
  });

  it('is found by our reference or its key, in parts and as a whole, and once however often it is said', async () => {
    await push(server, person, project, partner);
    await server.asOwner(
      `insert into mail_settings (project_id, creator_id, policy) values (${project}, ${person.creatorId}, 'ALWAYS')`,
    );
    const [one, two] = await requests();
    const reports = [
      parcel({ reference: `WB-${String(one?.id)}`, items: [{ sku: 'BOOK', quantity: 2 }] }),
      parcel({ vendorOrderId: String(two?.external_id), trackingNumber: 'SB-2' }),
      parcel({ vendorOrderId: '77', trackingNumber: 'SB-3' }),
    ];
    expect(await told(reports)).toEqual([1, 1, 0]);
    expect(await statusesOf(server, project)).toEqual(['PARTIALLY_FULFILLED', 'FULFILLED']);
    expect(
      await server.asOwner(`select count(*)::int as mails from notification where project_id = ${project}`),
    ).toEqual([{ mails: 2 }]);
    expect(await told(reports)).toEqual([1, 1, 0]);
    expect(
      await told([
        parcel({
          reference: `WB-${String(one?.id)}`,
          trackingNumber: 'SB-4',
          items: [{ sku: 'MAP', quantity: 1 }],
        }),
      ]),
    ).toEqual([1]);
    expect(await statusesOf(server, project)).toEqual(['FULFILLED', 'FULFILLED']);
    expect((await requests()).map(({ status }) => status)).toEqual(['SHIPPED', 'SHIPPED']);
    expect(
      await server.asOwner(
        `select tracking_number as number, carrier, source from shipment where project_id = ${project} order by tracking_number`,
      ),
    ).toEqual([
      { number: 'SB-1', carrier: 'usps', source: 'PARTNER' },
      { number: 'SB-2', carrier: 'usps', source: 'PARTNER' },
      { number: 'SB-4', carrier: 'usps', source: 'PARTNER' },
    ]);
    await expectConsistent(server, project);
  });

  it('does not reach the orders of another creator', async () => {
    await push(server, person, project, partner);
    const [one] = await requests();
    const eve = await server.signUp('Eve');
    const met = await server.db.engineWrite([eve.creatorId], (client) =>
      recordVendorShipments(client, eve.creatorId, 'SHIPBOB', [
        parcel({ reference: `WB-${String(one?.id)}` }),
      ]),
    );
    expect(met).toEqual([0]);
    expect((await requests())[0]).toMatchObject({ status: 'ACCEPTED' });
  });
});
