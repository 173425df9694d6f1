import { randomUUID } from 'node:crypto';
import { invalid, notFound } from './api-error.ts';
import { type Body, isBody, text } from './request-body.ts';
import type { WebhookRow } from './simulator-store.ts';
import { stamp, type World } from './world.ts';

/** POST /v2/webhooks: from now on this address hears of the account's parcels. */
export function createWebhook(world: World, account: string, body: Body) {
  const given = isBody(body.webhook) ? body.webhook : {};
  const url = text(given.url);
  if (url === null || !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw invalid('WEBHOOK', { url: 'Required, and must be an address over http or https.' });
  // Not trimmed: it is a secret, and spaces count in what it signs.
  const secret = typeof given.webhook_secret === 'string' ? given.webhook_secret : null;
  const id = `hook_${randomUUID().replaceAll('-', '')}`;
  world.store.addWebhook.run(id, account, url, secret, world.now());
  return writeWebhook(findWebhook(world, account, id));
}

export function findWebhook(world: World, account: string, id: string): WebhookRow {
  const row = world.store.webhook.get(id) as WebhookRow | undefined;
  if (row?.account !== account) throw notFound();
  return row;
}

export function listWebhooks(world: World, account: string) {
  return { webhooks: (world.store.webhooks.all(account) as unknown as WebhookRow[]).map(writeWebhook) };
}

/** DELETE /v2/webhooks/:id: what is still on its way to it is not sent. */
export function deleteWebhook(world: World, account: string, id: string) {
  findWebhook(world, account, id);
  world.store.together(() => {
    world.store.dropOutgoing.run(id);
    world.store.dropWebhook.run(account, id);
  });
  return {};
}

/** The secret is never shown again. */
export function writeWebhook({ id, url, created_at }: WebhookRow) {
  return {
    id,
    object: 'Webhook',
    mode: 'test',
    url,
    created_at: stamp(created_at),
    disabled_at: null,
    custom_headers: [],
  };
}
