import { expect } from 'vitest';
import {
  WebhookDelivery,
  WebhookEndpointCreate,
  WebhookEndpointDelete,
  WebhookEndpoints,
  WebhookLog,
  WebhookTest,
  type WebhookDeliveryDetail,
  type WebhookDeliveryItem,
  type WebhookEndpointCreateInput,
  type WebhookEndpointItem,
} from '@waybill/schema/webhooks';
import { silentLog, startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { startWebhookSink, taken, type WebhookSink } from '../../test/webhook-sink.ts';
import { loadSecret } from '../lib/secret.ts';
import {
  lookAfterWebhooks,
  makeWebhookSender,
  type WebhookDeps,
  type WebhookSender,
} from './send-webhooks.ts';

/** A server and a sink that it sends to. */
export interface WebhookStand extends AsyncDisposable {
  sink: WebhookSink;
  server: TestServer;
  /** A person with a creator and an endpoint of their own; what others were sent is forgotten. */
  fresh(): Promise<{ person: Person; endpoint: { id: string; secret: string } }>;
}

export async function startWebhookStand(): Promise<WebhookStand> {
  const sink = await startWebhookSink();
  const server = await startTestServer();
  return {
    sink,
    server,
    async fresh() {
      const person = await server.signUp();
      sink.received.length = 0;
      return { person, endpoint: await addEndpoint(server, person, sink.url, ['SHIPMENT_CREATED']) };
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await sink[Symbol.asyncDispose]();
    },
  };
}

/** Ends an endpoint, so that no later test’s jobs send to it; the sink takes what comes again. */
export async function removeEndpoint(
  { sink, server }: Pick<WebhookStand, 'sink' | 'server'>,
  person: Person,
  id: string,
): Promise<void> {
  sink.answer = taken;
  await server.query(WebhookEndpointDelete, { id }, person);
}

/** An endpoint and its secret. */
export async function addEndpoint(
  server: Pick<TestServer, 'query'>,
  person: Person,
  url: string,
  eventTypes: WebhookEndpointCreateInput['eventTypes'],
): Promise<{ id: string; secret: string }> {
  const { webhookEndpointCreate: made } = await server.query(
    WebhookEndpointCreate,
    { creatorId: person.creatorId, input: { url, eventTypes } },
    person,
  );
  expect(made.userErrors).toEqual([]);
  return { id: made.endpoint?.id ?? '', secret: made.secret ?? '' };
}

/** A creator's endpoints as a screen shows them. */
export async function endpoints(
  server: Pick<TestServer, 'query'>,
  person: Person,
): Promise<WebhookEndpointItem[]> {
  const { creator } = await server.query(WebhookEndpoints, { slug: person.creatorSlug }, person);
  return creator?.webhookEndpoints ?? [];
}

/** An endpoint's log, the oldest first. */
export async function log(
  server: Pick<TestServer, 'query'>,
  person: Person,
  endpointId: string,
): Promise<WebhookDeliveryItem[]> {
  const { webhookEndpoint } = await server.query(WebhookLog, { endpointId, first: 100 }, person);
  return (webhookEndpoint?.deliveries.nodes ?? []).toReversed();
}

export async function delivery(
  server: Pick<TestServer, 'query'>,
  person: Person,
  id: string,
): Promise<WebhookDeliveryDetail> {
  const { webhookDelivery } = await server.query(WebhookDelivery, { id }, person);
  if (!webhookDelivery) throw new Error(`no delivery ${id}`);
  return webhookDelivery;
}

/** A test event, sent. */
export async function sendTest(server: TestServer, person: Person, endpointId: string): Promise<string> {
  const { webhookTest } = await server.query(WebhookTest, { endpointId }, person);
  expect(webhookTest.userErrors).toEqual([]);
  await server.runJobs();
  return webhookTest.delivery?.id ?? '';
}

/** A sender beside the server's own, on the same database. */
export function senderBeside(server: TestServer, deps: Partial<WebhookDeps> = {}): WebhookSender {
  return makeWebhookSender({
    db: server.db,
    secret: loadSecret(undefined, server.dataDir),
    log: silentLog(),
    allowPrivate: true,
    stopping: () => false,
    ...deps,
  });
}

/** Puts the clock to the moment of the next attempt, as the sweep finds it. */
export async function later(server: TestServer): Promise<void> {
  await server.asOwner(`
    update webhook_endpoint set paused_until = now() where paused_until is not null;
    update webhook_delivery set due_at = now() where status = 'PENDING'`);
  await lookAfterWebhooks(server.db);
  await server.runJobs();
}
