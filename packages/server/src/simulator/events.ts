import { createHmac } from 'node:crypto';
import { writeRefund } from './purchases.ts';
import { hexOf, seeded } from './seeded.ts';
import type { OutgoingRow, ShipmentRow, TrackerRow, WebhookRow } from './simulator-store.ts';
import { scansOf, scanTime, writeTracker } from './trackers.ts';
import { stamp, type World } from './world.ts';

const SECOND = 1000;

/**
 * Lets every scan happen whose time has come, and puts what is to be told of it in the queue, in one transaction.
 *
 * @param disorder share of events that come late, so that a later one may overtake them, and of those that come twice:
 * as with the real one, whose promise is "at least once" and no order
 * @returns how many trackers moved
 */
export function emitDue(world: World, disorder: number): number {
  const { store } = world;
  return store.together(() => {
    const now = world.now();
    const rows = store.dueTrackers.all(now) as unknown as TrackerRow[];
    for (const row of rows) {
      const scans = scansOf(row);
      const webhooks = store.webhooks.all(row.account) as unknown as WebhookRow[];
      let { scans: count } = row;
      let due = row.due_at;
      while (due !== null && due <= now) {
        count += 1;
        for (const webhook of webhooks) {
          const random = seeded(`${row.id} ${count} ${webhook.id}`);
          const late = random() < disorder ? (5 + 15 * random()) * SECOND : 0;
          const twice = random() < disorder;
          const send = (at: number) =>
            store.send.run('tracker.updated', row.id, count, webhook.id, due, Math.round(at));
          send(due + late);
          if (twice) send(due + late + (1 + 4 * random()) * SECOND);
        }
        due = scanTime(row, scans[count]);
      }
      store.moveTracker.run(count, due, row.id);
    }
    return rows.length;
  });
}

/** The body of an event: the same bytes each time it is sent. Null when what it tells of is gone. */
export function eventBody(world: World, outgoing: OutgoingRow): string | null {
  const event = {
    id: `evt_${hexOf(`${outgoing.kind} ${outgoing.subject} ${outgoing.scans}`)}`,
    object: 'Event',
    description: outgoing.kind,
    mode: 'test',
    previous_attributes: {},
    created_at: stamp(outgoing.at),
    updated_at: stamp(outgoing.at),
    pending_urls: [],
    completed_urls: [],
    status: 'pending',
    user_id: `user_${hexOf('simulator')}`,
  };
  if (outgoing.kind === 'refund.successful') {
    const shipment = world.store.shipment.get(outgoing.subject) as ShipmentRow | undefined;
    return shipment ? JSON.stringify({ ...event, result: writeRefund(shipment) }) : null;
  }
  const row = world.store.tracker.get(outgoing.subject) as TrackerRow | undefined;
  if (!row) return null;
  const before = writeTracker(row, outgoing.scans - 1);
  return JSON.stringify({
    ...event,
    previous_attributes: { status: before.status, status_detail: before.status_detail },
    result: writeTracker(row, outgoing.scans),
  });
}

/** `X-Hmac-Signature`: HMAC-SHA256 over the body, keyed with the secret in Unicode form NFKD. */
export function signature(secret: string, body: string): string {
  return `hmac-sha256-hex=${createHmac('sha256', secret.normalize('NFKD')).update(body).digest('hex')}`;
}
