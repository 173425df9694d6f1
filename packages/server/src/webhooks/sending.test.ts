import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  WebhookEndpointDelete,
  WebhookEndpointDisable,
  WebhookEndpointUpdate,
  WebhookSecretRotate,
  WebhookTest,
  WebhooksUpdated,
} from '@waybill/schema/webhooks';
import type { ResultOf } from '@waybill/schema/graphql';
import { silentWorkerLog, type Person, type TestServer } from '../../test/test-server.ts';
import { answering, taken, type WebhookSink } from '../../test/webhook-sink.ts';
import { runJobs } from '../lib/jobs.ts';
import { connectDatabase } from '../lib/database.ts';
import { addBackers, emptyProject, usps } from '../operations/operations.fixture.ts';
import { lookAfterWebhooks } from './send-webhooks.ts';
import {
  addEndpoint,
  delivery,
  endpoints,
  later,
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

const ping = () => sendTest(server, person, endpoint.id);
const health = async () => (await endpoints(server, person))[0];

describe('an endpoint that works', () => {
  it('gets a test event like any other, once', async () => {
    const id = await ping();
    expect(sink.received).toHaveLength(1);
    const [got] = sink.received;
    expect(got?.event).toMatchObject({ type: 'ping', data: { endpointId: endpoint.id } });
    expect(got?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(() =>
      new Webhook(endpoint.secret).verify(got?.body ?? '', got?.headers as Record<string, string>),
    ).not.toThrow();
    const shown = await delivery(server, person, id);
    expect(shown).toMatchObject({
      messageId: got?.headers['webhook-id'],
      type: 'PING',
      status: 'DELIVERED',
      attempts: 1,
      responseCode: 204,
      byHand: true,
      body: got?.body,
      attemptLog: [{ no: 1, responseCode: 204, problem: null, excerpt: null }],
    });
    expect(await health()).toMatchObject({ health: 'WORKING', waiting: 0, lastDeliveredAt: shown.settledAt });
  });

  it('is seen live, by those who manage it and by nobody else', async () => {
    const values = server.subscribe(WebhooksUpdated, { creatorId: person.creatorId }, person);
    const { value: first } = (await values.next()) as IteratorYieldResult<ResultOf<typeof WebhooksUpdated>>;
    expect(first.webhooksUpdated.endpoints).toMatchObject([{ id: endpoint.id, lastDeliveredAt: null }]);
    const sent = ping();
    for await (const { webhooksUpdated } of values)
      if (webhooksUpdated.endpoints[0]?.lastDeliveredAt && webhooksUpdated.endpoints[0].waiting === 0) break;
    await sent;
    const other = await server.signUp('Eve');
    const stranger = server.subscribe(WebhooksUpdated, { creatorId: person.creatorId }, other);
    const seen = await stranger.next().then(
      () => 'seen',
      (refusal: unknown) => JSON.stringify(refusal),
    );
    expect(seen).toContain('There is no such creator');
  });

  it('is sent to by two processes at once without getting anything twice', async () => {
    const { adminUrl, secrets } = inject('cluster');
    const project = await emptyProject(server, person);
    const url = new URL(adminUrl);
    const [{ name } = { name: '' }] = (await server.asOwner('select current_database() as name')) as {
      name: string;
    }[];
    url.pathname = `/${name}`;
    const db = await connectDatabase(url.href, secrets, { app: 1, engine: 4 });
    try {
      for (let round = 0; round < 30; round += 1)
        await addBackers(server, person, project, [
          { number: round + 1, pledgeId: `R${round}`, parcels: [usps(round)] },
        ]);
      const [one, two] = [senderBeside(server), senderBeside(server, { db })];
      await Promise.all([
        one.tasks['webhooks-send']?.({ creatorId: person.creatorId }, {} as never),
        two.tasks['webhooks-send']?.({ creatorId: person.creatorId }, {} as never),
      ]);
      await Promise.all([one.idle(), two.idle()]);
      expect(sink.received).toHaveLength(30);
      expect(new Set(sink.received.map(({ headers }) => headers['webhook-id'])).size).toBe(30);
      expect(
        (await log(server, person, endpoint.id)).every(
          ({ status, attempts }) => status === 'DELIVERED' && attempts === 1,
        ),
      ).toBe(true);
    } finally {
      await db.close();
    }
  });
});

describe('an endpoint that was changed', () => {
  it('is sent what waits at its new address, its failures forgotten', async () => {
    sink.answer = answering(500);
    const id = await ping();
    sink.answer = taken;
    await server.query(
      WebhookEndpointUpdate,
      { id: endpoint.id, input: { url: `${sink.url}moved` } },
      person,
    );
    expect(await health()).toMatchObject({ health: 'WORKING', failures: 0 });
    await later(server);
    expect(sink.received[1]?.path).toBe('/moved');
    expect(await delivery(server, person, id)).toMatchObject({ status: 'DELIVERED' });
  });

  it('by turning it off keeps what waits from being sent', async () => {
    sink.answer = answering(500);
    const id = await ping();
    await server.query(WebhookEndpointDisable, { id: endpoint.id }, person);
    await later(server);
    expect(sink.received).toHaveLength(1);
    expect(await delivery(server, person, id)).toMatchObject({ status: 'CANCELED' });
    expect(await health()).toMatchObject({ health: 'OFF', disabledReason: 'BY_HAND' });
  });
});

describe('a rotation', () => {
  it('signs with both secrets for a day, then with the new one alone', async () => {
    const { webhookSecretRotate: rotated } = await server.query(
      WebhookSecretRotate,
      { id: endpoint.id },
      person,
    );
    const fresh = rotated.secret ?? '';
    expect(rotated.endpoint?.oldSecretUntil).not.toBeNull();
    await ping();
    const [both] = sink.received;
    const checks = (secret: string, got = both) =>
      new Webhook(secret).verify(got?.body ?? '', got?.headers as Record<string, string>);
    expect(String(both?.headers['webhook-signature']).split(' ')).toHaveLength(2);
    expect(() => checks(fresh)).not.toThrow();
    expect(() => checks(endpoint.secret)).not.toThrow();
    await server.asOwner(`update webhook_endpoint set old_secret_until = now() where id = ${endpoint.id}`);
    await ping();
    const after = sink.received[1];
    expect(() => checks(fresh, after)).not.toThrow();
    expect(() => checks(endpoint.secret, after)).toThrow('No matching signature');
    expect((await health())?.oldSecretUntil).toBeNull();
  });

  it('without overlap makes the old secret void at once', async () => {
    await server.query(WebhookSecretRotate, { id: endpoint.id, overlapHours: 0 }, person);
    await ping();
    expect(String(sink.received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(1);
    expect(() =>
      new Webhook(endpoint.secret).verify(
        sink.received[0]?.body ?? '',
        sink.received[0]?.headers as Record<string, string>,
      ),
    ).toThrow();
  });
});

describe('a sender', () => {
  it('that was killed between request and answer sends again, under the same id', async () => {
    const id = await ping();
    await server.asOwner(
      `update webhook_delivery set status = 'SENDING', settled_at = null, lease_until = now() + interval '1 minute' where id = ${id};
       delete from webhook_attempt where delivery_id = ${id}`,
    );
    await lookAfterWebhooks(server.db);
    await server.runJobs();
    expect(sink.received).toHaveLength(1);
    await server.asOwner(
      `update webhook_delivery set lease_until = now() - interval '1 second' where id = ${id}`,
    );
    await lookAfterWebhooks(server.db);
    await server.runJobs();
    expect(sink.received).toHaveLength(2);
    expect(sink.received[1]?.headers['webhook-id']).toBe(sink.received[0]?.headers['webhook-id']);
    expect(sink.received[1]?.body).toBe(sink.received[0]?.body);
    expect((await delivery(server, person, id)).attemptLog).toMatchObject([
      { no: 1, responseCode: null, problem: expect.stringContaining('cut off') as string },
      { no: 2, responseCode: 204 },
    ]);
  });

  it('that is stopped cuts off what hangs, and gives it back', async () => {
    sink.answer = () => undefined;
    const stopped = senderBeside(server);
    const { webhookTest } = await server.query(WebhookTest, { endpointId: endpoint.id }, person);
    await runJobs(server.db.engine, stopped.tasks, silentWorkerLog());
    await sink.reached(1);
    await stopped.stop();
    expect(await delivery(server, person, webhookTest.delivery?.id ?? '')).toMatchObject({
      status: 'PENDING',
      problem: expect.stringContaining('stopped') as string,
    });
    expect(await health()).toMatchObject({ health: 'WORKING', failures: 0 });
  });

  it('does not let an endpoint that hangs hold up another', async () => {
    const other = await addEndpoint(server, person, `${sink.url}other`, ['SHIPMENT_CREATED']);
    sink.answer = (response, { path }) => {
      if (path === '/other') taken(response);
    };
    const patient = senderBeside(server);
    for (const endpointId of [endpoint.id, other.id]) await server.query(WebhookTest, { endpointId }, person);
    await runJobs(server.db.engine, patient.tasks, silentWorkerLog());
    await sink.reached(2);
    await expect.poll(async () => (await log(server, person, other.id))[0]?.status).toBe('DELIVERED');
    expect((await log(server, person, endpoint.id))[0]?.status).toBe('SENDING');
    await patient.stop();
    await server.query(WebhookEndpointDelete, { id: other.id }, person);
  });
});

describe('a name that points inward', () => {
  it('says nothing of it when the endpoint is set, and is refused when the connection is made', async () => {
    const asked: string[] = [];
    const guarded = senderBeside(server, {
      allowPrivate: false,
      timeoutMs: 300,
      resolve: (name) => {
        asked.push(name);
        return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
      },
    });
    const url = `https://hooks.example.org:${sink.port}/`;
    const { webhookEndpointUpdate: set } = await server.query(
      WebhookEndpointUpdate,
      { id: endpoint.id, input: { url } },
      person,
    );
    expect(set).toMatchObject({ endpoint: { url }, userErrors: [] });
    const { webhookTest } = await server.query(WebhookTest, { endpointId: endpoint.id }, person);
    await runJobs(server.db.engine, guarded.tasks, silentWorkerLog());
    await guarded.idle();
    expect(asked).toEqual(['hooks.example.org']);
    expect(sink.received).toEqual([]);
    expect((await delivery(server, person, webhookTest.delivery?.id ?? '')).problem).toContain(
      'not an address on the open internet',
    );
  });
});
