import { eventBody, signature } from './events.ts';
import type { OutgoingRow, WebhookRow } from './simulator-store.ts';
import type { World } from './world.ts';

/** Pauses before a webhook is tried again; after the last the event is given up, as EasyPost does after some hours. */
const PAUSES_S = [5, 15, 60, 300, 1200, 3600, 7200];

/** What EasyPost waits for an answer. */
const TIMEOUT_MS = 7_000;
const AT_ONCE = 8;

export interface DeliverOptions {
  log: { warn(fields: object, message: string): void };
  /** The address an event goes to, given the one that was registered. */
  route(url: string): string;
  /** Breaks off what is under way; it is sent again after the next start. */
  stopping: AbortSignal;
}

/** Sends what is due, some at once. @returns how many were tried */
export async function sendDue(world: World, options: DeliverOptions): Promise<number> {
  const rows = world.store.dueOutgoing.all(world.now()) as unknown as OutgoingRow[];
  const queue = rows.values();
  const work = async () => {
    for (const row of queue) {
      if (options.stopping.aborted) return;
      await sendOne(world, row, options);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return rows.length;
}

async function sendOne(
  world: World,
  row: OutgoingRow,
  { log, route, stopping }: DeliverOptions,
): Promise<void> {
  const { store } = world;
  const webhook = store.webhook.get(row.webhook_id) as WebhookRow | undefined;
  const body = webhook && eventBody(world, row);
  if (!webhook || !body) {
    store.sent.run(row.n);
    return;
  }
  const problem = await post(route(webhook.url), body, webhook.secret, stopping);
  if (problem === null) {
    store.sent.run(row.n);
    return;
  }
  if (stopping.aborted) return;
  const pause = PAUSES_S[row.attempts];
  if (pause === undefined) {
    log.warn({ problem, attempts: row.attempts + 1 }, 'The simulator gave up an event');
    store.sent.run(row.n);
  } else {
    store.sendAgain.run(world.now() + pause * 1000, row.n);
  }
}

/** @returns null when it was taken, else why not */
async function post(
  url: string,
  body: string,
  secret: string | null,
  stopping: AbortSignal,
): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), stopping]),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'EasyPost Webhook (Waybill simulator)',
        ...(secret !== null && { 'x-hmac-signature': signature(secret, body) }),
      },
      body,
    });
    await response.body?.cancel();
    return response.ok ? null : `answered ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
