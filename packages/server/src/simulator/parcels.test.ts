import { createHmac } from 'node:crypto';
import EasyPost from '@easypost/api';
import { describe, expect, it } from 'vitest';
import type { EasyPostTracker } from './easypost.types.ts';
import { type Fate, fateOf, journey } from './journey.ts';
import {
  ADA,
  BOX,
  CUSTOMS,
  GRACE,
  JONAS,
  type Listener,
  type Stand,
  startListener,
  startStand,
} from './simulator.fixture.ts';

const MINUTE = 60_000;
const SECRET = 'sécret';

interface Event {
  id: string;
  object: string;
  description: string;
  previous_attributes: { status?: string };
  result: EasyPostTracker & { refund?: string };
}

async function buy(stand: Stand, reference: string, to: object = GRACE): Promise<string> {
  const shipment = {
    reference,
    to_address: to,
    from_address: ADA,
    parcel: BOX,
    ...(to === JONAS && { customs_info: CUSTOMS }),
  };
  const made = await stand.call('POST', '/v2/shipments', { shipment });
  const { id, rates } = made.body as unknown as { id: string; rates: { id: string }[] };
  await stand.call('POST', `/v2/shipments/${id}/buy`, { rate: { id: rates[0]?.id } });
  return id;
}

async function hook(stand: Stand, listener: Listener, key?: string): Promise<void> {
  await stand.call('POST', '/v2/webhooks', { webhook: { url: listener.url, webhook_secret: SECRET } }, key);
}

const eventsOf = (listener: Listener) => listener.received.map(({ body }) => JSON.parse(body) as Event);

describe('a parcel', () => {
  it('moves by itself, and whoever asked is told of every scan with all before it', async () => {
    await using stand = await startStand();
    await using listener = await startListener();
    await hook(stand, listener);
    stand.simulator.decide('A', 'DELIVERED');
    const id = await buy(stand, 'A');
    await stand.simulator.deliverDue();
    expect(listener.received).toEqual([]);

    await stand.simulator.advance(30 * MINUTE);
    const events = eventsOf(listener).sort(
      (a, b) => a.result.tracking_details.length - b.result.tracking_details.length,
    );
    expect(events.map(({ result }) => result.status)).toEqual([
      'pre_transit',
      'in_transit',
      'in_transit',
      'in_transit',
      'in_transit',
      'out_for_delivery',
      'delivered',
    ]);
    events.forEach(({ object, description, result, previous_attributes: before }, index) => {
      expect({ object, description }).toEqual({ object: 'Event', description: 'tracker.updated' });
      expect(result.tracking_details).toHaveLength(index + 1);
      expect(before.status).toBe(events[index - 1]?.result.status ?? 'unknown');
    });
    const last = events.at(-1)?.result;
    const times = last?.tracking_details.map(({ datetime }) => Date.parse(datetime)) ?? [];
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(15 * MINUTE);
    expect(new Set(events.map(({ id: event }) => event)).size).toBe(events.length);
    expect(last?.tracking_details.at(-1)?.tracking_location).toMatchObject({ city: 'NEW YORK', state: 'NY' });

    const shipment = await stand.call('GET', `/v2/shipments/${id}`);
    expect(shipment.body).toMatchObject({ status: 'delivered', tracker: { ...last } });
  });

  it.each<[Fate, string, string]>([
    ['NEVER_ACCEPTED', 'pre_transit', 'label_created'],
    ['LOST', 'in_transit', ''],
    ['RETURNED', 'return_to_sender', 'return'],
    ['ATTEMPTED', 'delivered', 'arrived_at_destination'],
  ])('that is %s ends as %s', async (fate, status, detail) => {
    await using stand = await startStand();
    stand.simulator.decide('A', fate);
    await buy(stand, 'A', JONAS);
    await stand.simulator.advance(60 * MINUTE);
    const { body } = await stand.call('GET', '/v2/shipments/A');
    const { tracker } = body as unknown as { tracker: EasyPostTracker };
    expect(tracker.status).toBe(status);
    if (detail) expect(tracker.status_detail).toBe(detail);
    const attempts = tracker.tracking_details.filter((scan) => scan.status_detail === 'delivery_exception');
    expect(attempts).toHaveLength(fate === 'ATTEMPTED' || fate === 'RETURNED' ? 1 : 0);
    // Abroad, and so far at least that it met the officers.
    if (attempts.length > 0)
      expect(tracker.tracking_details.map(({ message }) => message)).toContain('Inbound into customs');
  });

  it('goes on where it was after a restart', async () => {
    const from = Date.parse('2026-11-02T10:00:00Z');
    await using whole = await startStand({ now: () => from });
    await buy(whole, 'A');
    await whole.simulator.advance(2 * MINUTE);
    const before = (await whole.call('GET', '/v2/shipments/A')).body as unknown as {
      tracker: EasyPostTracker;
    };
    await whole.restart();
    await whole.simulator.advance(40 * MINUTE);
    const after = (await whole.call('GET', '/v2/shipments/A')).body as unknown as {
      tracker: EasyPostTracker;
    };
    const had = before.tracker.tracking_details;
    expect(after.tracker.tracking_details.slice(0, had.length)).toEqual(had);
    expect(after.tracker.tracking_details.length).toBeGreaterThanOrEqual(had.length);
  });

  it('fares as its id says: some of a thousand badly, always the same', () => {
    const ids = Array.from({ length: 1000 }, (_, n) => `trk_${n}`);
    const fates = ids.map(fateOf);
    expect(ids.map(fateOf)).toEqual(fates);
    const share = (fate: Fate) => fates.filter((one) => one === fate).length;
    expect(share('DELIVERED')).toBeGreaterThan(880);
    for (const fate of ['NEVER_ACCEPTED', 'LOST', 'RETURNED', 'ATTEMPTED'] as const)
      expect(share(fate)).toBeGreaterThan(0);
    const traveller = { id: 'trk_1', carrier: 'USPS', from: ADA, to: GRACE };
    expect(journey(traveller, 'DELIVERED')).toEqual(journey(traveller, 'DELIVERED'));
  });

  it('moves as much faster as it is told', async () => {
    await using stand = await startStand({ speed: 60 });
    stand.simulator.decide('A', 'DELIVERED');
    await buy(stand, 'A');
    await stand.simulator.advance(20_000);
    expect(await stand.call('GET', '/v2/shipments/A')).toMatchObject({ body: { status: 'delivered' } });
  });
});

describe('a webhook', () => {
  it('is signed over the bytes that come, with the secret in form NFKD', async () => {
    await using stand = await startStand();
    await using listener = await startListener();
    await hook(stand, listener);
    await buy(stand, 'A');
    await stand.simulator.advance(10_000);
    const [first] = listener.received;
    const expected = createHmac('sha256', SECRET.normalize('NFKD'))
      .update(first?.body ?? '')
      .digest('hex');
    expect(first?.headers['x-hmac-signature']).toBe(`hmac-sha256-hex=${expected}`);

    // And EasyPost's own client takes it for EasyPost's.
    const { Utils } = new EasyPost('EZTKtest');
    const validate = (secret: string) =>
      Utils.validateWebhook(Buffer.from(first?.body ?? ''), first?.headers ?? {}, secret);
    expect(validate(SECRET)).toMatchObject({ object: 'Event', description: 'tracker.updated' });
    expect(() => validate('another')).toThrow();
  });

  it('is tried again until it is taken, with the same bytes', async () => {
    await using stand = await startStand();
    await using listener = await startListener();
    await hook(stand, listener);
    listener.status = 503;
    stand.simulator.decide('A', 'NEVER_ACCEPTED');
    await buy(stand, 'A');
    await stand.simulator.advance(10_000);
    expect(listener.received).toHaveLength(1);
    await stand.simulator.deliverDue();
    expect(listener.received).toHaveLength(1);
    await stand.restart();
    await stand.simulator.advance(30_000);
    expect(listener.received).toHaveLength(2);
    listener.status = 200;
    await stand.simulator.advance(5 * MINUTE);
    expect(listener.received).toHaveLength(3);
    expect(new Set(listener.received.map(({ body }) => body)).size).toBe(1);
    expect(stand.simulator.waiting()).toBe(0);
  });

  it('comes twice, and behind a later one, where there is disorder', async () => {
    await using stand = await startStand({ disorder: 1 });
    await using listener = await startListener();
    await hook(stand, listener);
    stand.simulator.decide('A', 'NEVER_ACCEPTED');
    await buy(stand, 'A');
    await stand.simulator.advance(MINUTE);
    expect(listener.received).toHaveLength(2);
    expect(new Set(eventsOf(listener).map(({ id }) => id)).size).toBe(1);
  });

  it('tells of parcels of its own key only, and of nothing once it is taken away', async () => {
    await using stand = await startStand();
    await using mine = await startListener();
    await using others = await startListener();
    await hook(stand, mine);
    await hook(stand, others, 'EZTKother');
    await buy(stand, 'A');
    await stand.simulator.advance(10_000);
    expect(mine.received).toHaveLength(1);
    expect(others.received).toEqual([]);
    const { body } = await stand.call('GET', '/v2/webhooks');
    const [known] = (body as unknown as { webhooks: { id: string }[] }).webhooks;
    await stand.call('DELETE', `/v2/webhooks/${known?.id}`);
    await stand.simulator.advance(30 * MINUTE);
    expect(mine.received).toHaveLength(1);
  });

  it('tells when a refund is granted, and goes where the origin is found', async () => {
    await using stand = await startStand();
    await using listener = await startListener();
    const origin = new URL(listener.url).origin;
    stand.simulator.redirect('https://waybill.example.org', origin);
    await hook(stand, { ...listener, url: listener.url.replace(origin, 'https://waybill.example.org') });
    const id = await buy(stand, 'A');
    await stand.call('POST', `/v2/shipments/${id}/refund`);
    await stand.simulator.advance(5 * MINUTE);
    expect(eventsOf(listener)).toMatchObject([
      {
        description: 'refund.successful',
        result: { object: 'Refund', status: 'refunded', shipment_id: id, carrier: 'USPS' },
      },
    ]);
  });

  it('finds whoever it belongs to under every name that it had', async () => {
    await using stand = await startStand();
    await using listener = await startListener();
    const origin = new URL(listener.url).origin;
    stand.simulator.belongsTo('http://old.example.org:4600', origin);
    await hook(stand, { ...listener, url: listener.url.replace(origin, 'http://old.example.org:4600') });
    await buy(stand, 'A');
    await stand.restart();
    stand.simulator.belongsTo('https://new.example.org', origin);
    await stand.simulator.advance(10_000);
    expect(listener.received).toHaveLength(1);
  });
});
