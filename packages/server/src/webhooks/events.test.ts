import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { startWebhookSink, taken, type WebhookSink } from '../../test/webhook-sink.ts';
import {
  addBackers,
  addManyBackers,
  apply,
  csv,
  emptyProject,
  undo,
  upload,
  usps,
} from '../operations/operations.fixture.ts';
import { tell } from '../notifications/notifications.fixture.ts';
import { EVENT_TYPES } from './webhook-event-types.ts';
import { addEndpoint } from './webhooks.fixture.ts';

let sink: WebhookSink;
let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  sink = await startWebhookSink();
  server = await startTestServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
});
beforeEach(async () => {
  person = await server.signUp();
  project = await emptyProject(server, person);
  sink.received.length = 0;
  sink.answer = taken;
});

const types = () => sink.received.map(({ event }) => event.type).sort();
const data = (type: string) => sink.received.find(({ event }) => event.type === type)?.event.data;
const events = async () =>
  Number(
    (
      await server.asOwner(`select count(*) as n from webhook_event where creator_id = ${person.creatorId}`)
    )[0]?.n,
  );

describe('a tracking upload', () => {
  it('tells of orders, parcels, the project and itself, signed', async () => {
    const { secret } = await addEndpoint(server, person, sink.url, [
      'ORDER_STATUS_CHANGED',
      'ORDER_FULFILLED',
      'SHIPMENT_CREATED',
      'SHIPMENT_SHIPPED',
      'TRACKING_UPLOAD_COMPLETED',
      'OPERATION_COMPLETED',
      'PROJECT_FULFILLED',
    ]);
    await addBackers(server, person, project, [{}, {}, {}]);
    const planned = await upload(
      server,
      person,
      project,
      csv('Backer Number,Tracking Number', ['1', usps(1)], ['2', usps(2)]),
    );
    expect(sink.received).toHaveLength(0);
    const done = await apply(server, person, planned.id);
    expect(types()).toEqual([
      'operation.completed',
      'order.fulfilled',
      'order.status_changed',
      'project.fulfilled',
      'shipment.created',
      'shipment.shipped',
      'tracking_upload.completed',
    ]);
    expect(data('order.fulfilled')).toEqual({
      projectId: project,
      operationId: done.id,
      orders: [1, 2].map((number) => ({
        backerId: expect.stringMatching(/^\d+$/) as string,
        backerNumber: number,
        pledgeId: `P${number}`,
        from: 'READY_TO_FULFILL',
        to: 'FULFILLED',
        source: 'UPLOAD',
        at: expect.stringMatching(/^20\d\d-.*T/) as string,
      })),
    });
    expect(data('shipment.created')?.shipments).toMatchObject([
      { backerNumber: 1, trackingNumber: usps(1), carrier: 'usps', source: 'UPLOAD' },
      { backerNumber: 2, trackingNumber: usps(2) },
    ]);
    expect(data('tracking_upload.completed')).toMatchObject({
      operationId: done.id,
      operation: { kind: 'TRACKING_UPLOAD', status: 'COMPLETED', outcomes: [{ code: 'MATCHED', count: 2 }] },
    });
    expect(data('project.fulfilled')).toMatchObject({
      project: { title: 'Lighthouses', to: 'FULFILLED', eligible: 3, fulfilled: 2 },
    });
    for (const { body, headers } of sink.received)
      expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).not.toThrow();
    expect(new Set(sink.received.map(({ headers }) => headers['webhook-id'])).size).toBe(7);
    expect(JSON.stringify(sink.received.map(({ body }) => body))).not.toContain('example.org');
  });

  it('of 250 rows is three events of at most a hundred, each smaller than 20 kB', async () => {
    await addEndpoint(server, person, sink.url, ['ORDER_FULFILLED', 'SHIPMENT_CREATED']);
    await addManyBackers(server, person, project, 250);
    const rows = Array.from({ length: 250 }, (_, at) => [`P${at + 1}`, usps(at)]);
    await upload(server, person, project, csv('Pledge ID,Tracking Number', ...rows), { autoApply: true });
    const orders = sink.received.filter(({ event }) => event.type === 'order.fulfilled');
    expect(orders.map(({ event }) => (event.data.orders as unknown[]).length).sort()).toEqual([83, 83, 84]);
    const parcels = sink.received.filter(({ event }) => event.type === 'shipment.created');
    expect(parcels.flatMap(({ event }) => event.data.shipments as unknown[])).toHaveLength(250);
    for (const { body } of sink.received) expect(Buffer.byteLength(body)).toBeLessThan(20_000);
  });

  it('that is undone tells that parcels are void and the project is no longer Fulfilled', async () => {
    await addBackers(server, person, project, [{}]);
    const done = await upload(server, person, project, csv('Backer Number,Tracking Number', ['1', usps(1)]), {
      autoApply: true,
    });
    await addEndpoint(server, person, sink.url, [
      'ORDER_STATUS_CHANGED',
      'SHIPMENT_VOIDED',
      'PROJECT_UNFULFILLED',
      'OPERATION_UNDONE',
    ]);
    await undo(server, person, done.id);
    expect(types()).toEqual([
      'operation.undone',
      'order.status_changed',
      'project.unfulfilled',
      'shipment.voided',
    ]);
    expect(data('order.status_changed')?.orders).toMatchObject([
      { from: 'FULFILLED', to: 'READY_TO_FULFILL', source: 'UNDO' },
    ]);
  });
});

describe('an event', () => {
  it('exists exactly if its cause commits', async () => {
    await addEndpoint(server, person, sink.url, ['SHIPMENT_CREATED', 'PACKAGE_DELIVERED']);
    await addBackers(server, person, project, [{}]);
    const insert = `insert into shipment (backer_id, creator_id, project_id, tracking_number, source)
      select backer_id, creator_id, project_id, '1', 'API' from orders where project_id = ${project}`;
    await server.asOwner(`begin; ${insert}; rollback`);
    expect(await events()).toBe(0);
    await server.asOwner(`begin; ${insert}; commit`);
    expect(await events()).toBe(1);
    await server.asOwner(
      `update shipment set tracking_status = 'DELIVERED', delivered_at = now() where project_id = ${project}`,
    );
    await server.runJobs();
    expect(types()).toEqual(['package.delivered', 'shipment.created']);
  });

  it('is not written for nobody: where no enabled endpoint of this creator wants its type', async () => {
    const other = await server.signUp('Eve');
    await addEndpoint(server, other, sink.url, ['SHIPMENT_CREATED', 'ORDER_FULFILLED']);
    await addEndpoint(server, person, sink.url, ['IMPORT_COMPLETED']);
    const off = await addEndpoint(server, person, sink.url, ['SHIPMENT_CREATED']);
    await server.asOwner(`update webhook_endpoint set disabled_at = now() where id = ${off.id}`);
    await addBackers(server, person, project, [{ parcels: [usps(1)] }]);
    await server.runJobs();
    expect(await events()).toBe(0);
    expect(sink.received).toEqual([]);
  });

  it('goes to each endpoint that wants it, under one id and each one’s own signature', async () => {
    const one = await addEndpoint(server, person, `${sink.url}one`, ['SHIPMENT_CREATED']);
    const two = await addEndpoint(server, person, `${sink.url}two`, ['SHIPMENT_CREATED']);
    await addBackers(server, person, project, [{ parcels: [usps(1)] }]);
    await server.runJobs();
    const [first, second] = sink.received.toSorted((a, b) => a.path.localeCompare(b.path));
    expect([first?.path, second?.path]).toEqual(['/one', '/two']);
    expect(first?.headers['webhook-id']).toBe(second?.headers['webhook-id']);
    expect(() =>
      new Webhook(one.secret).verify(first?.body ?? '', first?.headers as Record<string, string>),
    ).not.toThrow();
    expect(() =>
      new Webhook(two.secret).verify(first?.body ?? '', first?.headers as Record<string, string>),
    ).toThrow();
  });

  it('tells of mails that were sent, without whom to', async () => {
    await addEndpoint(server, person, sink.url, ['NOTIFICATION_SENT']);
    await addBackers(server, person, project, [{ parcels: [usps(1)] }]);
    await tell(server, person, project);
    await server.runJobs();
    expect(data('notification.sent')).toMatchObject({
      projectId: project,
      notifications: [{ backerNumber: 1, pledgeId: 'P1', kind: 'TRACKING' }],
    });
    expect(sink.received[0]?.body).not.toContain('@');
  });
});

describe('the catalogue', () => {
  const causes: Record<string, string> = {
    'package.accepted': `update shipment set accepted_at = now()`,
    'package.status_changed': `update shipment set tracking_status = 'IN_TRANSIT'`,
    'package.delivered': `update shipment set delivered_at = now()`,
    'shipment.shipped': `update shipment set shipped_at = now()`,
    'shipment.voided': `update shipment set voided_at = now()`,
    'package.exception': `insert into parcel_exception (creator_id, project_id, backer_id, shipment_id, kind, since)
      select creator_id, project_id, backer_id, id, 'NO_SCAN', now() from shipment`,
    'notification.bounced': `insert into notification (creator_id, project_id, backer_id, kind, email, message_id)
      select creator_id, project_id, backer_id, 'TRACKING', 'x@example.org', 'm' || random() from orders;
      update notification set status = 'FAILED', response_code = 550`,
    'operation.failed': `insert into operation (creator_id, project_id, kind, actor_kind, actor_name)
      select creator_id, project_id, 'BACKER_IMPORT', 'USER', 'Ada' from orders;
      update operation set status = 'FAILED', failure = '{"code": "X", "message": "Broken"}'`,
    'import.completed': `insert into operation (creator_id, project_id, kind, actor_kind, actor_name)
      select creator_id, project_id, 'BACKER_IMPORT', 'USER', 'Ada' from orders;
      update operation set status = 'COMPLETED' where kind = 'BACKER_IMPORT'`,
    'segment_action.completed': `insert into operation (creator_id, project_id, kind, actor_kind, actor_name)
      select creator_id, project_id, 'HOLD', 'USER', 'Ada' from orders;
      update operation set status = 'COMPLETED' where kind = 'HOLD'`,
    'digital_code.assigned': `insert into digital_reward (creator_id, project_id, name, kind)
      select creator_id, project_id, 'Art', 'UNIQUE' from orders;
      insert into digital_code (creator_id, project_id, reward_id, operation_id, position, backer_id, sealed, fingerprint, shared, given_at)
      select r.creator_id, r.project_id, r.id, 1, 1, o.backer_id, 'x', 'y', false, now() from digital_reward r join orders o using (project_id)`,
    'fulfillment_request.created': `insert into partner (creator_id, project_id, name)
      select creator_id, project_id, 'House' from orders;
      insert into fulfillment_request (creator_id, project_id, partner_id, backer_id, reference, address_version, address, items)
      select p.creator_id, p.project_id, p.id, o.backer_id, 'P1', 1, '{}', '[]' from partner p join orders o using (project_id)`,
    'fulfillment_request.changed': `insert into partner (creator_id, project_id, name)
      select creator_id, project_id, 'House' from orders;
      insert into fulfillment_request (creator_id, project_id, partner_id, backer_id, reference, address_version, address, items)
      select p.creator_id, p.project_id, p.id, o.backer_id, 'P1', 1, '{}', '[]' from partner p join orders o using (project_id);
      update fulfillment_request set status = 'ACCEPTED'`,
  };

  it.each(Object.entries(causes))('tells %s, with the data it shows', async (type, cause) => {
    await using alone = await startTestServer();
    const ada = await alone.signUp();
    const game = await emptyProject(alone, ada);
    await addBackers(alone, ada, game, [{ parcels: [usps(1)] }]);
    if (type === 'shipment.shipped') await alone.asOwner('update shipment set shipped_at = null');
    const name = Object.entries(EVENT_TYPES).find(([, facts]) => facts.type === type)?.[0];
    await addEndpoint(alone, ada, sink.url, [name as 'ORDER_FULFILLED']);
    await alone.asOwner(`begin; ${cause}; commit`);
    await alone.runJobs();
    expect(types()).toEqual([type]);
    const told = sink.received[0]?.event.data ?? {};
    const shown = EVENT_TYPES[name as keyof typeof EVENT_TYPES].example as Record<string, unknown>;
    const list = Object.keys(shown).find((key) => Array.isArray(shown[key]));
    const [one] = list ? (told[list] as object[]) : [told.operation as object];
    const [example] = list ? (shown[list] as object[]) : [shown.operation as object];
    // What is not so is left out; nothing is told that the catalogue does not show.
    expect(Object.keys(example ?? {})).toEqual(
      expect.arrayContaining(Object.keys(one ?? {}).filter((key) => key !== 'carrier')),
    );
    expect(told.projectId).toBe(game);
  });
});
