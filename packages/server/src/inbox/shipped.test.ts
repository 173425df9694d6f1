import { afterAll, beforeAll, expect, it } from 'vitest';
import { PartnerCreate } from '@waybill/schema/project-partners';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { emptyProject } from '../operations/operations.fixture.ts';
import { push, readyBackers, statusesOf } from '../partners/partners.fixture.ts';
import { startShipBob } from '../partners/vendor-stand.fixture.ts';
import { connect, deliveries, post, work } from './inbox.fixture.ts';
import { signed } from './signing.fixture.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NUMBER = '9261290306529427911297';

let stand: Awaited<ReturnType<typeof startShipBob>>;
let server: TestServer;

beforeAll(async () => {
  stand = await startShipBob();
  server = await startTestServer({ vendorOrigins: [stand.origin] });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await stand[Symbol.asyncDispose]();
});

it('a warehouse’s word that it has shipped makes a parcel, which its scans then move', async () => {
  const person = await server.signUp();
  const project = await emptyProject(server, person);
  await readyBackers(server, person, project, 1);
  const connection = await connect(server, person, { vendor: 'SHIPBOB', secret: SECRET, apiKey: 'pat-1' });
  await server.asOwner(
    `update vendor_connection set options = '{"apiUrl": "${stand.origin}"}' where id = ${connection.id}`,
  );
  const { partnerCreate } = await server.query(
    PartnerCreate,
    { projectId: project, input: { name: 'ShipBob', vendor: 'SHIPBOB', connectionId: connection.id } },
    person,
  );
  await push(server, person, project, partnerCreate.partner?.id ?? '');
  const [request] = await server.asOwner(
    `select id::text from fulfillment_request where project_id = ${project}`,
  );

  const tracking = { carrier: 'USPS', tracking_number: NUMBER, shipping_date: new Date().toISOString() };
  const send = (topic: string, body: object) => {
    const text = JSON.stringify(body);
    return post(server, connection, text, signed.shipbob(text, topic, SECRET));
  };
  const shipped = { order_id: 1, reference_id: `WB-${String(request?.id)}`, tracking };
  // Delivered is heard of first, and has to wait for its parcel.
  await send('order.shipment.delivered', { tracking, delivery_date: new Date().toISOString() });
  await work(server, person);
  expect(await deliveries(server, person)).toMatchObject([{ status: 'UNMATCHED' }]);
  expect((await send('order.shipped', shipped)).status).toBe(200);
  expect((await send('order.shipped', shipped)).status).toBe(200);
  await work(server, person);

  const parcels = await server.asOwner(
    `select tracking_number as number, source, tracking_status as status, delivered_at is not null as delivered
     from shipment where project_id = ${project}`,
  );
  expect(parcels).toEqual([{ number: NUMBER, source: 'PARTNER', status: 'DELIVERED', delivered: true }]);
  expect(await statusesOf(server, project)).toEqual(['FULFILLED']);
  expect((await deliveries(server, person)).map(({ status }) => status)).toEqual(['DONE', 'DONE', 'DONE']);
});
