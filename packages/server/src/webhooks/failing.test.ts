import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebhookEndpointEnable, WebhookRangeReplay, WebhookTest } from '@waybill/schema/webhooks';
import { startSink } from '../../test/smtp-sink.ts';
import { silentWorkerLog, startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { answering, startWebhookSink, taken, type WebhookSink } from '../../test/webhook-sink.ts';
import { runJobs } from '../lib/jobs.ts';
import { RETRY_AFTER } from './attempt.ts';
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
    const impatient = senderBeside(server, { timeoutMs: 50 });
    const { webhookTest } = await server.query(WebhookTest, { endpointId: endpoint.id }, person);
    await runJobs(server.db.engine, impatient.tasks, silentWorkerLog());
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
