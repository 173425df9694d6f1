import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebhookDeliveriesReplay, WebhookEndpointDelete, WebhookRangeReplay } from '@waybill/schema/webhooks';
import type { Person, TestServer } from '../../test/test-server.ts';
import { answering, taken, type WebhookSink } from '../../test/webhook-sink.ts';
import { addBackers, emptyProject, usps } from '../operations/operations.fixture.ts';
import {
  addEndpoint,
  delivery,
  log,
  removeEndpoint,
  senderBeside,
  sendTest,
  startWebhookStand,
  type WebhookStand,
} from './webhooks.fixture.ts';

let stand: WebhookStand;
let sink: WebhookSink;
let server: TestServer;
let person: Person;
let endpoint: { id: string; secret: string };
beforeAll(async () => {
  ({ sink, server } = stand = await startWebhookStand());
});
afterAll(() => stand[Symbol.asyncDispose]());
beforeEach(async () => {
  ({ person, endpoint } = await stand.fresh());
});
afterEach(() => removeEndpoint(stand, person, endpoint.id));

describe('a replay', () => {
  const parcels = async (count: number) => {
    const project = await emptyProject(server, person);
    for (let at = 0; at < count; at += 1)
      await addBackers(server, person, project, [
        { number: at + 1, pledgeId: `R${at}`, parcels: [usps(at)] },
      ]);
    await server.runJobs();
  };
  const range = (variables: { from?: string; to?: string; failedOnly?: boolean } = {}) =>
    server.query(
      WebhookRangeReplay,
      { endpointId: endpoint.id, from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z', ...variables },
      person,
    );

  it('of one sends the same again, under the same id; what waits is tried at once', async () => {
    await parcels(1);
    const [first] = await log(server, person, endpoint.id);
    await server.query(WebhookDeliveriesReplay, { ids: [first?.id ?? ''] }, person);
    await server.runJobs();
    expect(sink.received).toHaveLength(2);
    expect(sink.received[1]?.headers['webhook-id']).toBe(sink.received[0]?.headers['webhook-id']);
    expect(sink.received[1]?.body).toBe(sink.received[0]?.body);
    sink.answer = answering(500);
    const waiting = await sendTest(server, person, endpoint.id);
    sink.answer = taken;
    const { webhookDeliveriesReplay } = await server.query(
      WebhookDeliveriesReplay,
      { ids: [waiting] },
      person,
    );
    expect(webhookDeliveriesReplay).toMatchObject({ queued: 1, userErrors: [] });
    await server.runJobs();
    expect(await delivery(server, person, waiting)).toMatchObject({ status: 'DELIVERED', attempts: 2 });
  });

  it('of a range sends all of it, or what was never taken', async () => {
    await parcels(3);
    const [first] = await log(server, person, endpoint.id);
    await server.asOwner(`update webhook_delivery set status = 'FAILED' where id = ${first?.id ?? ''}`);
    expect((await range({ failedOnly: true })).webhookRangeReplay.queued).toBe(1);
    await server.runJobs();
    expect(sink.received).toHaveLength(4);
    expect((await range({ failedOnly: true })).webhookRangeReplay.queued).toBe(0);
    expect((await range()).webhookRangeReplay.queued).toBe(3);
    // What is on its way is not sent twice.
    expect((await range()).webhookRangeReplay.queued).toBe(0);
    await server.runJobs();
    expect(sink.received).toHaveLength(7);
    expect(
      (await range({ from: '2100-01-01T00:00:00Z', to: '2000-01-01T00:00:00Z' })).webhookRangeReplay
        .userErrors,
    ).toMatchObject([{ code: 'INVALID', field: ['to'] }]);
  });

  it('tells a new endpoint what happened before it was made', async () => {
    await parcels(2);
    const fresh = await addEndpoint(server, person, `${sink.url}fresh`, ['SHIPMENT_CREATED']);
    const { webhookRangeReplay } = await server.query(
      WebhookRangeReplay,
      { endpointId: fresh.id, from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' },
      person,
    );
    expect(webhookRangeReplay.queued).toBe(2);
    await server.runJobs();
    expect(sink.received.filter(({ path }) => path === '/fresh')).toHaveLength(2);
    await server.query(WebhookEndpointDelete, { id: fresh.id }, person);
  });

  it('is possible for thirty days; then events, deliveries and attempts are gone', async () => {
    await parcels(2);
    await server.asOwner(
      `update webhook_event set at = now() - interval '31 days' where id = (select min(id) from webhook_event where creator_id = ${person.creatorId})`,
    );
    const keeper = senderBeside(server);
    await keeper.tasks['webhooks-clear']?.({}, {} as never);
    expect(await log(server, person, endpoint.id)).toHaveLength(1);
    const left = await server.asOwner(
      `select (select count(*)::int from webhook_event where creator_id = ${person.creatorId}) as events,
         (select count(*)::int from webhook_attempt where creator_id = ${person.creatorId}) as attempts`,
    );
    expect(left).toEqual([{ events: 1, attempts: 1 }]);
    expect((await range()).webhookRangeReplay.queued).toBe(1);
  });
});
