import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '../../test/test-server.ts';
import { startWebhookSink, taken, type WebhookSink } from '../../test/webhook-sink.ts';
import { makeKillable, type Killable } from '../operations/killed.harness.ts';
import { addManyBackers, emptyProject } from '../operations/operations.fixture.ts';
import { addEndpoint } from './webhooks.fixture.ts';

let sink: WebhookSink;
let waybill: Killable;
let person: Person;
beforeAll(async () => {
  sink = await startWebhookSink();
  waybill = makeKillable({ WEBHOOKS_ALLOW_PRIVATE: 'true' });
  await waybill.start();
  person = await waybill.signUp();
}, 120_000);
afterAll(async () => {
  await waybill[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
}, 60_000);

it('killed between request and answer, sends every event, and twice only those under way, under the same ids', async () => {
  const EVENTS = 40;
  const TAKEN = 12;
  const project = await emptyProject(waybill, person);
  await addManyBackers(waybill, person, project, EVENTS);
  await addEndpoint(waybill, person, sink.url, ['SHIPMENT_CREATED']);
  // The endpoint takes some, then hears and says nothing.
  sink.answer = (response) => {
    if (sink.received.length <= TAKEN) taken(response);
  };
  await waybill.asOwner(
    Array.from(
      { length: EVENTS },
      (_, at) => `insert into shipment (backer_id, creator_id, project_id, tracking_number, source)
        select id, creator_id, project_id, 'T${at}', 'API' from backer where project_id = ${project} and number = ${at + 1}`,
    ).join(';'),
  );
  await sink.reached(TAKEN + 1);
  await waybill.until(`select count(*) = ${TAKEN} from webhook_delivery where status = 'DELIVERED'`);
  await waybill.kill();
  const heard = sink.received.map(({ headers }) => headers['webhook-id']);
  expect(new Set(heard).size).toBe(heard.length);

  // Of what was under way, some may not have reached the endpoint.
  const [sending] = await waybill.asOwner(
    `select count(*)::int as under_way from webhook_delivery where status = 'SENDING'`,
  );

  sink.answer = taken;
  // The clock moves on to the end of the dead one's leases.
  await waybill.asOwner(`update webhook_delivery set lease_until = now() where status = 'SENDING'`);
  await waybill.start();
  await waybill.until(`select not exists (select from webhook_delivery where status <> 'DELIVERED')`);
  const ids = sink.received.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(EVENTS);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  expect(twice.toSorted()).toEqual(heard.slice(TAKEN).toSorted());
  const [row] = await waybill.asOwner(
    `select count(*)::int as cut from webhook_attempt where problem like 'Waybill was cut off%'`,
  );
  expect(row?.cut).toBe(sending?.under_way);
  expect(twice.length).toBeLessThanOrEqual(Number(row?.cut));
}, 120_000);
