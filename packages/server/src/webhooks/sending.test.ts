import { Logger as WorkerLogger } from 'graphile-worker';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  WebhookDeliveriesReplay,
  WebhookEndpointDelete,
  WebhookEndpointDisable,
  WebhookEndpointEnable,
  WebhookEndpointUpdate,
  WebhookRangeReplay,
  WebhookSecretRotate,
  WebhookTest,
  WebhooksUpdated,
} from '@waybill/schema/webhooks';
import type { ResultOf } from '@waybill/schema/graphql';
import { startSink } from '../../test/smtp-sink.ts';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { answering, startWebhookSink, taken, type WebhookSink } from '../../test/webhook-sink.ts';
import { makeLogger } from '../http/logger.ts';
import { runJobs } from '../lib/jobs.ts';
import { connectDatabase } from '../lib/database.ts';
import { loadSecret } from '../lib/secret.ts';
import { addBackers, emptyProject, usps } from '../operations/operations.fixture.ts';
import { RETRY_AFTER } from './attempt.ts';
import { lookAfterWebhooks, makeWebhookSender, type WebhookDeps } from './send-webhooks.ts';
import { addEndpoint, delivery, endpoints, later, log } from './webhooks.fixture.ts';

let sink: WebhookSink;
let server: TestServer;
let person: Person;
let endpoint: { id: string; secret: string };
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
  sink.received.length = 0;
  endpoint = await addEndpoint(server, person, sink.url, ['SHIPMENT_CREATED']);
});
afterEach(async () => {
  sink.answer = taken;
  await server.query(WebhookEndpointDelete, { id: endpoint.id }, person);
});

/** A test event, sent. */
const ping = async () => {
  const { webhookTest } = await server.query(WebhookTest, { endpointId: endpoint.id }, person);
  expect(webhookTest.userErrors).toEqual([]);
  await server.runJobs();
  return webhookTest.delivery?.id ?? '';
};
const health = async () => (await endpoints(server, person))[0];
/** A sender beside the server's own, on the same database. */
const sender = (deps: Partial<WebhookDeps> = {}) =>
  makeWebhookSender({
    db: server.db,
    secret: loadSecret(undefined, server.dataDir),
    log: makeLogger('silent', { write: () => undefined }),
    allowPrivate: true,
    stopping: () => false,
    ...deps,
  });
const silent = () => new WorkerLogger(() => () => undefined);

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
      const [one, two] = [sender(), sender({ db })];
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

describe('an endpoint that fails', () => {
  it('with 500 is tried ten times by the schedule, under one id and body, then turned off', async () => {
    sink.answer = answering(500, {}, 'Oh\u0000 no \u001b[31mred');
    const id = await ping();
    expect(await health()).toMatchObject({ health: 'FAILING', failures: 1, waiting: 1 });
    for (const [index, pause] of RETRY_AFTER.entries()) {
      const waiting = await delivery(server, person, id);
      expect(waiting).toMatchObject({ status: 'PENDING', attempts: index + 1, responseCode: 500 });
      const last = waiting.attemptLog.at(-1);
      const due = Date.parse(waiting.dueAt) - Date.parse(last?.at ?? '');
      expect(due / 1000).toBeGreaterThan(pause * 0.89);
      expect(due / 1000).toBeLessThan(pause * 1.11 + 60);
      // Not before its time.
      await lookAfterWebhooks(server.db);
      if (pause > 60) {
        await server.runJobs();
        expect(sink.received).toHaveLength(index + 1);
      }
      await later(server);
    }
    expect(sink.received).toHaveLength(10);
    expect(new Set(sink.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(sink.received.map(({ body }) => body)).size).toBe(1);
    const end = await delivery(server, person, id);
    expect(end).toMatchObject({ status: 'FAILED', attempts: 10, problem: 'It answered 500.' });
    expect(end.attemptLog[0]?.excerpt).toBe('Oh\ufffd no \ufffd[31mred');
    expect(await health()).toMatchObject({ health: 'OFF', disabledReason: 'FAILING' });
  });

  it('with one event only is not turned off for it: the others are taken', async () => {
    const id = await (async () => {
      sink.answer = answering(422);
      return ping();
    })();
    // Another event gets through now and then, and proves that the endpoint lives.
    const healthy = async () => {
      await server.asOwner(
        `update webhook_endpoint set failing_since = null, failures = 0 where id = ${endpoint.id}`,
      );
    };
    for (let attempt = 2; attempt <= 10; attempt += 1) {
      await healthy();
      // The clock moves on between the attempts.
      await server.asOwner(`update webhook_attempt set at = at - interval '1 hour'`);
      await later(server);
    }
    expect(await delivery(server, person, id)).toMatchObject({ status: 'FAILED', attempts: 10 });
    expect(await health()).toMatchObject({ health: 'FAILING', disabledAt: null });
  });

  it('for five days is turned off, and what waited is canceled', async () => {
    sink.answer = answering(500);
    await ping();
    await ping();
    await server.asOwner(
      `update webhook_endpoint set failing_since = now() - interval '5 days 1 minute' where id = ${endpoint.id};
       update webhook_delivery set due_at = now() + interval '1 hour' where id = (select max(id) from webhook_delivery)`,
    );
    await server.asOwner(
      `update webhook_delivery set due_at = now() where id = (select min(id) from webhook_delivery where status = 'PENDING')`,
    );
    await lookAfterWebhooks(server.db);
    await server.runJobs();
    expect(await health()).toMatchObject({ health: 'OFF', disabledReason: 'FAILING', waiting: 0 });
    expect((await log(server, person, endpoint.id)).map(({ status }) => status)).toEqual([
      'CANCELED',
      'CANCELED',
    ]);
    const refused = await server.query(WebhookTest, { endpointId: endpoint.id }, person);
    expect(refused.webhookTest.userErrors).toMatchObject([{ code: 'NOT_READY' }]);
    sink.answer = taken;
    await server.query(WebhookEndpointEnable, { id: endpoint.id }, person);
    const { webhookRangeReplay } = await server.query(
      WebhookRangeReplay,
      { endpointId: endpoint.id, from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z', failedOnly: true },
      person,
    );
    // Tests are of no type an endpoint asks for: no range brings them back.
    expect(webhookRangeReplay).toMatchObject({ queued: 0, userErrors: [] });
  });

  it('with 410 is gone: turned off at once', async () => {
    sink.answer = answering(410);
    const id = await ping();
    expect(await delivery(server, person, id)).toMatchObject({
      status: 'CANCELED',
      attempts: 1,
      responseCode: 410,
    });
    expect(await health()).toMatchObject({ health: 'OFF', disabledReason: 'GONE' });
    await later(server);
    expect(sink.received).toHaveLength(1);
  });

  it('that was turned off is told to the owners by mail, where there is a mail server', async () => {
    await using mails = await startSink();
    await using mailing = await startTestServer({ smtpUrl: mails.url });
    const olga = await mailing.signUp('Olga');
    const { id } = await addEndpoint(mailing, olga, sink.url, ['SHIPMENT_CREATED']);
    sink.answer = answering(410);
    await mailing.query(WebhookTest, { endpointId: id }, olga);
    await mailing.runJobs();
    expect(mails.taken.map(({ to }) => to)).toEqual([[olga.email]]);
    expect(mails.taken[0]?.raw).toContain(`/settings/webhooks/${id}`);
  });

  it('with 301 to an inner address is not followed', async () => {
    await using inner = await startWebhookSink();
    sink.answer = answering(301, { location: inner.url });
    const id = await ping();
    expect(inner.received).toEqual([]);
    expect(await delivery(server, person, id)).toMatchObject({
      status: 'PENDING',
      responseCode: 301,
      problem: expect.stringContaining('Redirects are not followed') as string,
    });
  });

  it.each([
    ['429', { 'retry-after': '120' }, 120],
    ['503', { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }, 3600],
  ])('with %s and a retry-after is left alone until then, with everything', async (status, headers, rest) => {
    sink.answer = answering(Number(status), headers);
    await ping();
    const { pausedUntil } = (await health()) ?? {};
    const seconds = (Date.parse(pausedUntil ?? '') - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(rest - 60);
    expect(seconds).toBeLessThanOrEqual(rest + 5);
    sink.answer = taken;
    await ping();
    await server.asOwner(`update webhook_delivery set due_at = now() where status = 'PENDING'`);
    await lookAfterWebhooks(server.db);
    await server.runJobs();
    expect(sink.received).toHaveLength(1);
    await later(server);
    expect(sink.received).toHaveLength(3);
    expect(await health()).toMatchObject({ health: 'WORKING', failures: 0, pausedUntil: null });
  });

  it('by answering nothing is cut off in time', async () => {
    sink.answer = () => undefined;
    const impatient = sender({ timeoutMs: 50 });
    const { webhookTest } = await server.query(WebhookTest, { endpointId: endpoint.id }, person);
    await runJobs(server.db.engine, impatient.tasks, silent());
    await impatient.idle();
    expect(await delivery(server, person, webhookTest.delivery?.id ?? '')).toMatchObject({
      status: 'PENDING',
      responseCode: null,
      problem: 'No answer came in time.',
    });
  });

  it('by never ending its answer costs sixteen kilobytes', async () => {
    const chunk = Buffer.alloc(65_536, 'x');
    let written = 0;
    let closed: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (closed = resolve));
    sink.answer = (response) => {
      response.writeHead(500);
      response.on('close', closed);
      const more = () => {
        while (!response.destroyed && response.write(chunk)) written += chunk.length;
        response.once('drain', more);
      };
      more();
    };
    const before = process.memoryUsage().rss;
    const id = await ping();
    await ended;
    expect(written).toBeLessThan(64 * 1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
    const shown = await delivery(server, person, id);
    expect(shown.status).toBe('PENDING');
    expect(shown.attemptLog[0]?.excerpt).toHaveLength(2000);
  });

  it('by hanging up is told so', async () => {
    sink.answer = (response) => void response.socket?.destroy();
    const id = await ping();
    expect((await delivery(server, person, id)).problem).toBe(
      'The connection was cut before an answer came.',
    );
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
    const stopped = sender();
    const { webhookTest } = await server.query(WebhookTest, { endpointId: endpoint.id }, person);
    await runJobs(server.db.engine, stopped.tasks, silent());
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
    const patient = sender();
    for (const endpointId of [endpoint.id, other.id]) await server.query(WebhookTest, { endpointId }, person);
    await runJobs(server.db.engine, patient.tasks, silent());
    await sink.reached(2);
    await expect.poll(async () => (await log(server, person, other.id))[0]?.status).toBe('DELIVERED');
    expect((await log(server, person, endpoint.id))[0]?.status).toBe('SENDING');
    await patient.stop();
    await server.query(WebhookEndpointDelete, { id: other.id }, person);
  });
});

describe('a name that turns inward', () => {
  it('between the making of the endpoint and the sending is refused when the connection is made', async () => {
    const asked: string[] = [];
    let address = '93.184.216.34';
    const guarded = sender({
      allowPrivate: false,
      timeoutMs: 300,
      resolve: (name) => {
        asked.push(name);
        return Promise.resolve([{ address, family: 4 }]);
      },
    });
    await server.asOwner(
      `update webhook_endpoint set url = 'https://hooks.example.org:${sink.port}/' where id = ${endpoint.id}`,
    );
    address = '127.0.0.1';
    const { webhookTest } = await server.query(WebhookTest, { endpointId: endpoint.id }, person);
    await runJobs(server.db.engine, guarded.tasks, silent());
    await guarded.idle();
    expect(asked).toEqual(['hooks.example.org']);
    expect(sink.received).toEqual([]);
    expect((await delivery(server, person, webhookTest.delivery?.id ?? '')).problem).toContain(
      'not an address on the open internet',
    );
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
    const waiting = await ping();
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
    const keeper = sender();
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
