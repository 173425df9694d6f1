import { describe, expect, it } from 'vitest';
import { STATUS_MAP, type Vocabulary } from './status-map.data.ts';
import { meaningOf } from './status-map.ts';

/** The table of the research, a line each: ours, and what each vendor calls it. */
const ROWS: [string, string | null, Partial<Record<Vocabulary, string[]>>][] = [
  [
    'UNKNOWN',
    null,
    {
      easypost: ['unknown'],
      shippo: ['UNKNOWN'],
      shipengine: ['UN'],
      aftership: ['Pending'],
      mcf: ['UNKNOWN'],
      karrio: ['unknown'],
    },
  ],
  [
    'PRE_TRANSIT',
    null,
    {
      easypost: ['pre_transit'],
      shippo: ['PRE_TRANSIT'],
      shipengine: ['NY'],
      aftership: ['InfoReceived'],
      shopify: ['CONFIRMED', 'LABEL_PURCHASED', 'LABEL_PRINTED'],
      mcf: ['PENDING'],
      karrio: ['pending'],
    },
  ],
  [
    'IN_TRANSIT',
    null,
    {
      easypost: ['in_transit'],
      shippo: ['TRANSIT'],
      shipengine: ['AC', 'IT'],
      aftership: ['InTransit'],
      shopify: ['CARRIER_PICKED_UP', 'IN_TRANSIT'],
      mcf: ['IN_TRANSIT'],
      karrio: ['picked_up', 'in_transit'],
    },
  ],
  ['IN_TRANSIT', 'DELAYED', { shopify: ['DELAYED'], mcf: ['DELAYED'], karrio: ['delivery_delayed'] }],
  [
    'OUT_FOR_DELIVERY',
    null,
    {
      easypost: ['out_for_delivery'],
      shippo: ['TRANSIT/out_for_delivery'],
      shipengine: ['IT/OUT_FOR_DELIVERY'],
      aftership: ['OutForDelivery'],
      shopify: ['OUT_FOR_DELIVERY'],
      mcf: ['OUT_FOR_DELIVERY'],
      karrio: ['out_for_delivery'],
    },
  ],
  [
    'AVAILABLE_FOR_PICKUP',
    null,
    {
      easypost: ['available_for_pickup'],
      shippo: ['TRANSIT/pickup_available'],
      shipengine: ['SP'],
      aftership: ['AvailableForPickup'],
      shopify: ['READY_FOR_PICKUP'],
      mcf: ['AVAILABLE_FOR_PICKUP'],
      karrio: ['ready_for_pickup'],
    },
  ],
  [
    'DELIVERED',
    null,
    {
      easypost: ['delivered'],
      shippo: ['DELIVERED'],
      shipengine: ['DE'],
      aftership: ['Delivered'],
      shopify: ['DELIVERED'],
      mcf: ['DELIVERED'],
      karrio: ['delivered'],
    },
  ],
  [
    'RETURN_TO_SENDER',
    null,
    {
      easypost: ['return_to_sender'],
      shippo: ['RETURNED'],
      shipengine: ['EX/RETURN_TO_SENDER', 'EX/UNDELIVERABLE_RETURNED_TO_SENDER'],
      aftership: ['Exception/Exception_010', 'Exception/Exception_011'],
      shopify: ['RETURNING_TO_SENDER'],
      mcf: ['RETURNING', 'RETURNED'],
      karrio: ['return_to_sender'],
    },
  ],
  [
    'IN_TRANSIT',
    'DELIVERY_ATTEMPTED',
    {
      shippo: ['TRANSIT/delivery_attempted', 'FAILURE/delivery_attempted'],
      shipengine: ['AT'],
      aftership: ['AttemptFail'],
      shopify: ['ATTEMPTED_DELIVERY'],
      mcf: ['DELIVERY_ATTEMPTED'],
      karrio: ['delivery_failed'],
    },
  ],
  [
    'FAILURE',
    null,
    {
      easypost: ['failure'],
      shippo: ['FAILURE'],
      shipengine: ['EX'],
      aftership: ['Exception'],
      shopify: ['FAILURE'],
      mcf: ['UNDELIVERABLE'],
    },
  ],
  [
    'CANCELLED',
    null,
    {
      easypost: ['cancelled'],
      shipengine: ['EX/CANCELLED'],
      shopify: ['LABEL_VOIDED'],
      karrio: ['cancelled'],
    },
  ],
  ['ERROR', null, { easypost: ['error'], shipengine: ['error'], aftership: ['Expired'] }],
];

const CASES = ROWS.flatMap(([status, reason, words]) =>
  Object.entries(words).flatMap(([vocabulary, those]) =>
    those.map((word) => ({ vocabulary: vocabulary as Vocabulary, word, status, reason })),
  ),
);

describe('the words of vendors', () => {
  it.each(CASES)('$vocabulary $word is $status $reason', ({ vocabulary, word, status, reason }) => {
    const [code = '', detail = null] = word.split('/');
    expect(meaningOf(vocabulary, code, detail)).toMatchObject({ status, reason });
  });

  it('stand in the table once each', () => {
    const words = STATUS_MAP.flatMap((row) =>
      Object.entries(row.words).flatMap(([vocabulary, those]) =>
        those.map((word) => `${vocabulary}:${word.toLowerCase()}`),
      ),
    );
    expect(words.filter((word, place) => words.indexOf(word) !== place)).toEqual([]);
  });

  it('with a detail name a code that is known without it', () => {
    const bare = new Set(
      STATUS_MAP.flatMap((row) =>
        Object.entries(row.words).flatMap(([vocabulary, those]) =>
          those.map((word) => `${vocabulary}:${word}`),
        ),
      ),
    );
    const orphans = [...bare].filter((word) => word.includes('/') && !bare.has(word.split('/')[0] ?? ''));
    expect(orphans).toEqual([]);
  });

  it('that a detail does not change mean what they mean bare', () => {
    expect(meaningOf('easypost', 'in_transit', 'arrived_at_facility')).toMatchObject({
      status: 'IN_TRANSIT',
      reason: null,
    });
    expect(meaningOf('shipengine', 'EX', 'PARCEL_LOST')).toMatchObject({ status: 'FAILURE', reason: 'LOST' });
    expect(meaningOf('aftership', 'Exception', 'Exception_004')).toMatchObject({
      status: 'IN_TRANSIT',
      reason: 'CUSTOMS',
    });
  });

  it('that nobody has heard of move nothing', () => {
    for (const code of ['brand_new', '', '__proto__', 'constructor', null])
      expect(meaningOf('easypost', code, 'toString')).toEqual({ status: 'UNKNOWN', reason: null });
  });
});
