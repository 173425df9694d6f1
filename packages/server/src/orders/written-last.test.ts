import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { BackerById } from '@waybill/schema/backers';
import { OrderRevert } from '@waybill/schema/shipments';
import type { PoolClient } from 'pg';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import { emptyProject } from '../operations/operations.fixture.ts';
import { makePartner, push, readyBackers } from '../partners/partners.fixture.ts';
import { recordVendorShipments } from '../partners/vendor-shipments.ts';

let server: TestServer;
let person: Person;
let project: string;
let backerId: string;
let request: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

beforeEach(async () => {
  project = await emptyProject(server, person);
  await readyBackers(server, person, project, 1);
  const partner = await makePartner(server, person, project);
  await push(server, person, project, partner.id);
  await server.asOwner(`update partner set vendor = 'SHIPBOB' where id = ${partner.id}`);
  const [row] = await server.asOwner(
    `select id::text, backer_id::text as backer from fulfillment_request where partner_id = ${partner.id}`,
  );
  request = String(row?.['id']);
  backerId = String(row?.['backer']);
});

/** What the vendor's warehouse says: the whole order has left. */
const shipped = (client: PoolClient, trackingNumber: string) =>
  recordVendorShipments(client, person.creatorId, 'SHIPBOB', [
    {
      reference: `WB-${request}`,
      vendorOrderId: null,
      trackingNumber,
      carrier: null,
      carrierName: 'USPS',
      trackingUrl: null,
      shippedAt: '2026-11-20T10:00:00Z',
      items: null,
    },
  ]);
const engine = <T>(work: (client: PoolClient) => Promise<T>) =>
  server.db.engineWrite([person.creatorId], work);
const revert = () => server.query(OrderRevert, { backerId, input: { reason: null } }, person);

async function order() {
  const { backer } = await server.query(BackerById, { id: backerId }, person);
  return {
    status: backer?.order.status,
    way: backer?.history.map(({ source, to }) => `${source} ${to}`),
    parcels: backer?.shipments.map(({ trackingNumber, voidedAt }) => [trackingNumber, voidedAt === null]),
  };
}

it('a revert takes the parcels with it that a vendor’s word had brought', async () => {
  await engine((client) => shipped(client, 'SB-1'));
  expect(await order()).toMatchObject({ status: 'FULFILLED', parcels: [['SB-1', true]] });
  expect((await revert()).orderRevert.userErrors).toEqual([]);
  expect(await order()).toMatchObject({ status: 'FULFILLMENT_PROCESSING', parcels: [['SB-1', false]] });
  await expectConsistent(server, project);
});

it('who began first and writes last is told last', async () => {
  await engine((client) => shipped(client, 'SB-1'));
  await engine(async (client) => {
    await client.query('select now()');
    await revert();
    await shipped(client, 'SB-2');
  });
  const { status, way } = await order();
  expect(status).toBe('FULFILLED');
  expect(way?.slice(0, 2)).toEqual(['PARTNER FULFILLED', 'REVERT FULFILLMENT_PROCESSING']);
});

it('who waits for an order is told after whom it waited for', async () => {
  let reverting: ReturnType<typeof revert> | undefined;
  await engine(async (client) => {
    await client.query('select from orders where backer_id = $1 for update', [backerId]);
    reverting = revert();
    await expect.poll(() => server.asOwner(`select pid from pg_locks where not granted`)).not.toEqual([]);
    await shipped(client, 'SB-1');
  });
  expect((await reverting)?.orderRevert.userErrors).toEqual([]);
  const { status, way, parcels } = await order();
  expect(status).toBe('FULFILLMENT_PROCESSING');
  expect(way?.slice(0, 2)).toEqual(['REVERT FULFILLMENT_PROCESSING', 'PARTNER FULFILLED']);
  expect(parcels).toEqual([['SB-1', false]]);
});
