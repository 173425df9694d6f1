import { expect } from 'vitest';
import {
  WebhookDelivery,
  WebhookEndpointCreate,
  WebhookEndpoints,
  WebhookLog,
  type WebhookDeliveryDetail,
  type WebhookDeliveryItem,
  type WebhookEndpointCreateInput,
  type WebhookEndpointItem,
} from '@waybill/schema/webhooks';
import type { Person, TestServer } from '../../test/test-server.ts';
import { lookAfterWebhooks } from './send-webhooks.ts';

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

/** Puts the clock to the moment of the next attempt, as the sweep finds it. */
export async function later(server: TestServer): Promise<void> {
  await server.asOwner(`
    update webhook_endpoint set paused_until = now() where paused_until is not null;
    update webhook_delivery set due_at = now() where status = 'PENDING'`);
  await lookAfterWebhooks(server.db);
  await server.runJobs();
}
