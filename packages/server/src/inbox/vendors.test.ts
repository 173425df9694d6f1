import { describe, expect, it } from 'vitest';
import { easypostEvent } from './signing.fixture.ts';
import { readDelivery } from './read-delivery.ts';
import type { Reading, VendorName } from './vendors/vendor.ts';

const RECEIVED_AT = '2026-11-20T12:00:00.000Z';

function read(
  vendor: VendorName,
  body: unknown,
  headers: Record<string, string> = {},
  resource?: unknown,
): Reading {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const reading = readDelivery(
    { vendor, headers, body: Buffer.from(text), receivedAt: RECEIVED_AT },
    resource,
  );
  if (typeof reading === 'string') throw new Error(reading);
  return reading;
}

describe('EasyPost', () => {
  it('tells the whole history of a tracker', () => {
    const { reports } = read(
      'EASYPOST',
      easypostEvent('9400 1118 9922 3197 4284 90', [
        { status: 'pre_transit', detail: 'label_created', hours: -9 },
        { status: 'in_transit', detail: 'delayed', hours: -5, message: 'Late' },
      ]),
    );
    expect(reports).toMatchObject([
      {
        trackingNumber: '9400111899223197428490',
        carrier: 'usps',
        events: [
          { status: 'PRE_TRANSIT', reason: null, place: 'ORLANDO, FL, US' },
          { status: 'IN_TRANSIT', reason: 'DELAYED', message: 'Late' },
        ],
      },
    ]);
    expect(reports[0]?.estimatedDeliveryAt).toMatch(/^\d{4}-/);
  });

  it('says where a parcel is, even without a history', () => {
    const { reports } = read('EASYPOST', {
      description: 'tracker.created',
      created_at: '2026-11-19T10:00:00Z',
      result: { tracking_code: 'EZ1000000001', status: 'pre_transit', tracking_details: [] },
    });
    expect(reports[0]?.events).toEqual([
      { at: '2026-11-19T10:00:00.000Z', status: 'PRE_TRANSIT', reason: null, message: null, place: null },
    ]);
  });

  it('says much that is no news of a parcel', () => {
    expect(read('EASYPOST', { description: 'batch.updated', result: {} })).toMatchObject({
      reports: [],
      ignored: 'batch.updated says nothing of where a parcel is.',
    });
  });
});

describe('Shippo', () => {
  it('tells the history, and the last of it by itself', () => {
    const step = (status: string, code: string, hour: number) => ({
      status,
      status_details: `${status} ${code}`,
      status_date: `2026-11-1${hour}T10:00:00Z`,
      substatus: { code, text: '', action_required: false },
      location: { city: 'Reno', state: 'NV', zip: '1', country: 'US' },
    });
    const { reports } = read('SHIPPO', {
      event: 'track_updated',
      test: false,
      data: {
        carrier: 'usps',
        tracking_number: '9205590164917312751089',
        eta: '2026-11-22T00:00:00Z',
        tracking_history: [
          step('PRE_TRANSIT', 'information_received', 1),
          step('TRANSIT', 'out_for_delivery', 2),
        ],
        tracking_status: step('FAILURE', 'delivery_attempted', 3),
      },
    });
    expect(reports).toMatchObject([
      {
        trackingNumber: '9205590164917312751089',
        carrier: 'usps',
        estimatedDeliveryAt: '2026-11-22T00:00:00.000Z',
        events: [
          { at: '2026-11-11T10:00:00.000Z', status: 'PRE_TRANSIT' },
          { status: 'OUT_FOR_DELIVERY', place: 'Reno, NV, US' },
          { status: 'IN_TRANSIT', reason: 'DELIVERY_ATTEMPTED' },
        ],
      },
    ]);
  });

  it('says much that is no news of a parcel', () => {
    expect(read('SHIPPO', { event: 'transaction_created', data: {} }).ignored).toMatch(/transaction_created/);
  });
});

describe('ShipStation v2', () => {
  it.each(['TRACK_EVENT_V2', 'API_TRACK'])('tells a track as %s', (type) => {
    const { reports } = read('SHIPSTATION_V2', {
      resource_type: type,
      resource_url: 'https://api.shipengine.com/v1/tracking?carrier_code=ups&tracking_number=1Z',
      data: {
        tracking_number: '1Z999AA10123456784',
        carrier_code: 'ups',
        status_code: 'EX',
        estimated_delivery_date: '2026-11-25T00:00:00Z',
        events: [
          {
            occurred_at: '2026-11-18T09:00:00Z',
            status_code: 'AC',
            description: 'Origin scan',
            city_locality: 'Bonn',
            country_code: 'DE',
          },
          { occurred_at: '2026-11-19T09:00:00Z', status_code: 'EX', status_detail_code: 'RETURN_TO_SENDER' },
        ],
      },
    });
    expect(reports).toMatchObject([
      {
        trackingNumber: '1Z999AA10123456784',
        carrier: 'ups',
        events: [
          { status: 'IN_TRANSIT', message: 'Origin scan', place: 'Bonn, DE' },
          { status: 'RETURN_TO_SENDER' },
        ],
      },
    ]);
  });

  it('tells of a fulfillment that was shipped', () => {
    const { shipped } = read('SHIPSTATION_V2', {
      resource_type: 'FULFILLMENT_SHIPPED_V2',
      data: {
        shipment_id: 'se-1',
        shipment_number: 'P-7',
        tracking_number: '1Z999AA10123456784',
        carrier_code: 'ups_walleted',
        ship_date: '2026-11-18',
      },
    });
    expect(shipped).toMatchObject([
      {
        reference: 'P-7',
        vendorOrderId: 'se-1',
        carrier: 'ups',
        shippedAt: '2026-11-18T00:00:00.000Z',
        items: null,
      },
    ]);
  });
});

describe('ShipStation v1', () => {
  const pointer = {
    resource_type: 'SHIP_NOTIFY',
    resource_url: 'https://ssapi6.shipstation.com/shipments?batchId=1',
  };

  it('tells what lies where it points to', () => {
    const { shipped } = read(
      'SHIPSTATION_V1',
      pointer,
      {},
      {
        shipments: [
          {
            orderId: 94113592,
            orderKey: '8061c220f0794a9b92460b8bae6837e4',
            orderNumber: '100038-1',
            shipDate: '2026-11-18',
            trackingNumber: '9400111899223197428490',
            carrierCode: 'stamps_com',
            voided: false,
            shipmentItems: [
              { sku: 'GAME', quantity: 2 },
              { sku: null, quantity: 1 },
            ],
          },
          { trackingNumber: '1Z999AA10123456784', carrierCode: 'ups', voided: true },
          { trackingNumber: null, carrierCode: 'ups' },
        ],
      },
    );
    expect(shipped).toEqual([
      {
        reference: '8061c220f0794a9b92460b8bae6837e4',
        vendorOrderId: '94113592',
        trackingNumber: '9400111899223197428490',
        carrier: 'usps',
        carrierName: 'stamps_com',
        trackingUrl: null,
        shippedAt: '2026-11-18T00:00:00.000Z',
        items: [{ sku: 'GAME', quantity: 2 }],
      },
    ]);
  });

  it('is not understood before that was fetched, and ignored where it points to orders', () => {
    expect(() => read('SHIPSTATION_V1', pointer)).toThrow(/not been fetched/);
    expect(read('SHIPSTATION_V1', { ...pointer, resource_type: 'ORDER_NOTIFY' }).ignored).toMatch(
      /ORDER_NOTIFY/,
    );
  });
});

describe('AfterShip', () => {
  it('tells checkpoints, the carrier’s clock taken as it is', () => {
    const { reports } = read('AFTERSHIP', {
      event: 'tracking_update',
      event_id: '1',
      msg: {
        tracking_number: '1Z999AA10123456784',
        slug: 'ups',
        tag: 'Exception',
        expected_delivery: '2026-11-25',
        checkpoints: [
          { tag: 'InfoReceived', checkpoint_time: '2026-11-17T08:00:00', message: 'Ready' },
          {
            tag: 'InTransit',
            subtag: 'InTransit_002',
            checkpoint_time: '2026-11-18T08:00:00+01:00',
            city: 'Bonn',
            country_name: 'Germany',
          },
          { tag: 'Exception', subtag: 'Exception_010', checkpoint_time: '2026-11-19T08:00:00Z' },
        ],
      },
    });
    expect(reports).toMatchObject([
      {
        carrier: 'ups',
        estimatedDeliveryAt: '2026-11-25T00:00:00.000Z',
        events: [
          { at: '2026-11-17T08:00:00.000Z', status: 'PRE_TRANSIT', message: 'Ready' },
          { at: '2026-11-18T07:00:00.000Z', status: 'IN_TRANSIT', place: 'Bonn, Germany' },
          { status: 'RETURN_TO_SENDER' },
        ],
      },
    ]);
  });
});

describe('ShipBob', () => {
  const tracking = {
    carrier: 'USPS',
    tracking_number: '9261290306529427911297',
    tracking_url: 'https://tools.usps.com/go/x',
    shipping_date: '2026-11-18T15:55:09.3614767Z',
  };

  it('says shipped when the label is printed: a parcel, and no scan', () => {
    const reading = read(
      'SHIPBOB',
      { id: 5, order_id: 100000001, reference_id: 'P-1', tracking, products: [{ sku: 'GAME', quantity: 1 }] },
      { 'x-webhook-topic': 'order.shipped' },
    );
    expect(reading).toMatchObject({
      reports: [],
      shipped: [
        {
          reference: 'P-1',
          vendorOrderId: '100000001',
          trackingNumber: '9261290306529427911297',
          carrier: 'usps',
          shippedAt: '2026-11-18T15:55:09.361Z',
          items: [{ sku: 'GAME', quantity: 1 }],
        },
      ],
    });
  });

  it('says delivered', () => {
    const { reports } = read(
      'SHIPBOB',
      { tracking, delivery_date: '2026-11-19T10:00:00Z' },
      { 'x-webhook-topic': 'order.shipment.delivered' },
    );
    expect(reports[0]?.events).toMatchObject([{ at: '2026-11-19T10:00:00.000Z', status: 'DELIVERED' }]);
  });

  it('has topics without a number', () => {
    expect(read('SHIPBOB', { id: 1 }, { 'shipbob-topic': 'shipment_onhold' }).ignored).toMatch(
      /no tracking number/,
    );
    expect(() => read('SHIPBOB', { id: 1 })).toThrow(/topic/);
  });
});

describe('Shopify', () => {
  const fulfillment = {
    id: 255858046,
    order_id: 450789469,
    name: '#1001.1',
    status: 'success',
    created_at: '2026-11-18T10:00:00-05:00',
    updated_at: '2026-11-19T10:00:00-05:00',
    tracking_company: 'UPS',
    tracking_number: '1Z999AA10123456784',
    tracking_numbers: ['1Z999AA10123456784', '1Z999AA10123456785'],
    shipment_status: null as string | null,
    line_items: [{ sku: 'GAME', quantity: 1 }],
  };

  it('says what was shipped, each number a parcel', () => {
    const { shipped } = read('SHOPIFY', fulfillment, { 'x-shopify-topic': 'fulfillments/create' });
    expect(shipped).toMatchObject([
      {
        reference: '#1001.1',
        vendorOrderId: '450789469',
        trackingNumber: '1Z999AA10123456784',
        carrier: 'ups',
        items: null,
      },
      { trackingNumber: '1Z999AA10123456785', shippedAt: '2026-11-18T15:00:00.000Z' },
    ]);
  });

  it('says where parcels are', () => {
    const told = (change: object) =>
      read(
        'SHOPIFY',
        { ...fulfillment, ...change },
        { 'x-shopify-topic': 'fulfillments/update' },
      ).reports.map(({ events }) => events[0]);
    expect(told({ shipment_status: 'out_for_delivery' })).toMatchObject([
      { at: '2026-11-19T15:00:00.000Z', status: 'OUT_FOR_DELIVERY' },
      { status: 'OUT_FOR_DELIVERY' },
    ]);
    expect(told({ status: 'cancelled' })).toMatchObject([{ status: 'CANCELLED' }, { status: 'CANCELLED' }]);
  });

  it('has topics that name no number', () => {
    expect(read('SHOPIFY', {}, { 'x-shopify-topic': 'orders/updated' }).ignored).toMatch(/orders\/updated/);
    expect(
      read('SHOPIFY', { tracking_numbers: [] }, { 'x-shopify-topic': 'fulfillments/create' }).ignored,
    ).toMatch(/no tracking number yet/);
  });
});

describe('any of them', () => {
  it('is not let claim a million events', () => {
    const events = Array.from({ length: 1001 }, () => ({ occurred_at: RECEIVED_AT, status_code: 'IT' }));
    const body = { resource_type: 'API_TRACK', data: { tracking_number: '1Z999AA10123456784', events } };
    expect(() => read('SHIPSTATION_V2', body)).toThrow(/1001 events/);
  });
});
