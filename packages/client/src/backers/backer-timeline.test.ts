import type { BackerHistoryEvent, OrderHistoryEvent } from '@waybill/schema/backers';
import { describe, expect, it } from 'vitest';
import { details, headline, stepsOf } from './backer-timeline.ts';

const event: BackerHistoryEvent = {
  id: '1',
  kind: 'HELD',
  reason: null,
  until: null,
  tags: [],
  addressVersion: null,
  trackingNumber: null,
  changes: [],
  at: '2026-11-20T10:00:00Z',
  actor: { name: 'Mara', kind: 'USER' },
  operation: null,
};
const order: OrderHistoryEvent = {
  id: '1',
  from: 'READY_TO_FULFILL',
  to: 'FULFILLED',
  source: 'MANUAL',
  reason: null,
  at: '2026-11-21T10:00:00Z',
  actor: event.actor,
  operation: null,
};

describe('a backer’s history', () => {
  it('is one list, the newest first, whatever it is about', () => {
    const steps = stepsOf({
      history: [order, { ...order, id: '2', at: '2026-11-19T10:00:00Z' }],
      events: [event, { ...event, id: '3', at: order.at }],
    });
    expect(steps.map(({ of, event: { id } }) => `${of} ${id}`)).toEqual([
      'order 1',
      'backer 3',
      'backer 1',
      'order 2',
    ]);
  });

  it.each<[string, Partial<BackerHistoryEvent>, string[]]>([
    ['Put on hold', { reason: 'Address?' }, ['“Address?”']],
    ['Hold ended', { kind: 'RELEASED', reason: 'Address?' }, ['“Address?”']],
    ['Tagged “vip”, “late”', { kind: 'TAGGED', tags: ['vip', 'late'] }, []],
    ['No longer tagged “vip”', { kind: 'UNTAGGED', tags: ['vip'] }, []],
    [
      'Address changed, now version 3',
      {
        kind: 'ADDRESS_CHANGED',
        addressVersion: 3,
        changes: [
          { field: 'city', from: 'Town', to: 'Village' },
          { field: 'country', from: null, to: 'DE' },
        ],
      },
      ['City: Town → Village', 'Country: nothing → Germany'],
    ],
    [
      'Name, email changed',
      {
        kind: 'CONTACT_CHANGED',
        changes: [
          { field: 'name', from: 'A', to: 'B' },
          { field: 'email', from: 'a@b.c', to: null },
        ],
      },
      ['Name: A → B', 'Email: a@b.c → nothing'],
    ],
    [
      'Notes taken away',
      { kind: 'NOTES_CHANGED', changes: [{ field: 'notes', from: 'call', to: null }] },
      ['call → nothing'],
    ],
    [
      'Shipment A1 changed',
      {
        kind: 'SHIPMENT_CHANGED',
        trackingNumber: 'A1',
        changes: [
          { field: 'trackingNumber', from: 'A1', to: 'B2' },
          { field: 'trackingUrl', from: 'https://example.org', to: null },
        ],
      },
      ['Tracking number: A1 → B2', 'Tracking URL: https://example.org → nothing'],
    ],
    ['Shipment B2 added', { kind: 'SHIPMENT_ADDED', trackingNumber: 'B2' }, []],
    [
      'Shipment B2 voided',
      {
        kind: 'SHIPMENT_VOIDED',
        trackingNumber: 'B2',
        changes: [{ field: 'trackingNumber', from: 'B2', to: null }],
      },
      [],
    ],
  ])('says “%s”', (words, part, lines) => {
    expect(headline({ ...event, ...part })).toBe(words);
    expect(details({ ...event, ...part })).toEqual(lines);
  });

  it('cuts what is long', () => {
    const long = 'x'.repeat(500);
    const [line] = details({
      ...event,
      kind: 'NOTES_CHANGED',
      changes: [{ field: 'notes', from: null, to: long }],
    });
    expect(line?.length).toBeLessThan(150);
  });
});
