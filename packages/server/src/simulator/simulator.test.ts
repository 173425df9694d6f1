import EasyPost from '@easypost/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADA, BOX, CUSTOMS, GRACE, JONAS, KEY, type Stand, startStand } from './simulator.fixture.ts';

let stand: Stand;
let client: InstanceType<typeof EasyPost>;
beforeAll(async () => {
  stand = await startStand();
  client = new EasyPost(KEY, { baseUrl: `${stand.simulator.url}/v2/` });
});
afterAll(() => stand[Symbol.asyncDispose]());

const domestic = (reference: string) => ({
  reference,
  to_address: GRACE,
  from_address: ADA,
  parcel: BOX,
  options: { label_format: 'PDF' },
});

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { statusCode: number; code: string; message: string; errors: unknown[] }) => ({
      status: error.statusCode,
      code: error.code,
    }),
  );

describe('by EasyPost’s own client', () => {
  it('a shipment is priced when it is made, and paid once', async () => {
    const shipment = await client.Shipment.create(domestic('ORDER-1'));
    expect(shipment).toMatchObject({
      object: 'Shipment',
      mode: 'test',
      reference: 'ORDER-1',
      status: 'unknown',
      tracking_code: null,
      postage_label: null,
      selected_rate: null,
      usps_zone: 8,
      to_address: { object: 'Address', zip: '10005' },
      parcel: { object: 'Parcel', weight: 35.2 },
    });
    const rates = shipment.rates.map(({ carrier, service }) => `${carrier} ${service}`);
    expect(rates).toEqual(
      expect.arrayContaining(['USPS GroundAdvantage', 'USPS Priority', 'UPS Ground', 'FedEx FEDEX_GROUND']),
    );
    for (const rate of shipment.rates) expect(rate.rate).toMatch(/^\d+\.\d\d$/);

    const rate = shipment.lowestRate(['USPS']);
    const bought = await client.Shipment.buy(shipment.id, rate);
    expect(bought).toMatchObject({
      id: shipment.id,
      selected_rate: { id: rate.id, carrier: 'USPS' },
      tracking_code: expect.stringMatching(/^94\d{20}$/) as string,
      tracker: { object: 'Tracker', carrier: 'USPS', shipment_id: shipment.id, status: 'unknown' },
      postage_label: { object: 'PostageLabel', label_file_type: 'application/pdf', label_size: '4x6' },
    });
    expect(await refusal(client.Shipment.buy(shipment.id, rate))).toEqual({
      status: 422,
      code: 'SHIPMENT.POSTAGE.EXISTS',
    });
    expect(stand.simulator.boughtFor('ORDER-1')).toEqual([bought.tracking_code]);

    const again = await client.Shipment.retrieve(shipment.id);
    expect(again.tracking_code).toBe(bought.tracking_code);
  });

  it('a reference stands for an id, the one that was paid first', async () => {
    const [one, two] = [
      await client.Shipment.create(domestic('ORDER-2')),
      await client.Shipment.create(domestic('ORDER-2')),
    ];
    expect((await client.Shipment.retrieve('ORDER-2')).id).toBe(two.id);
    await client.Shipment.buy(one.id, one.rates[0]?.id ?? '');
    expect((await client.Shipment.retrieve('ORDER-2')).id).toBe(one.id);
  });

  it('prices rise with weight and distance, and are new when asked for again', async () => {
    const price = async (changes: object) => {
      const shipment = await client.Shipment.create({ ...domestic('PRICE'), ...changes });
      return Number(shipment.lowestRate(['USPS'], ['Priority']).rate);
    };
    const usual = await price({});
    expect(await price({ parcel: { ...BOX, weight: 160 } })).toBeGreaterThan(usual);
    expect(
      await price({ to_address: { ...GRACE, city: 'Los Angeles', state: 'CA', zip: '90012' } }),
    ).toBeLessThan(usual);
    const made = await client.Shipment.create(domestic('RERATE'));
    const rerated = await client.Shipment.regenerateRates(made.id);
    expect(rerated.rates.map(({ rate }) => rate)).toEqual(made.rates.map(({ rate }) => rate));
    expect(await refusal(client.Shipment.buy(made.id, made.rates[0]?.id ?? ''))).toMatchObject({
      status: 422,
    });
  });

  it('what crosses a border needs a declaration, complete', async () => {
    const abroad = { ...domestic('ABROAD'), to_address: JONAS };
    expect(await refusal(client.Shipment.create(abroad))).toEqual({
      status: 422,
      code: 'SHIPMENT.CUSTOMS_INFO.REQUIRED',
    });
    const without = { ...CUSTOMS, customs_items: [{ ...CUSTOMS.customs_items[0], description: '' }] };
    expect(await refusal(client.Shipment.create({ ...abroad, customs_info: without as never }))).toEqual({
      status: 422,
      code: 'SHIPMENT.CUSTOMS_INFO.DESCRIPTION_REQUIRED',
    });
    const made = await client.Shipment.create({ ...abroad, customs_info: CUSTOMS as never });
    expect(made.rates.map(({ carrier }) => carrier)).toEqual(
      expect.arrayContaining(['USPS', 'AsendiaUsa', 'DHLExpress']),
    );
    const bought = await client.Shipment.buy(made.id, made.lowestRate(['USPS']));
    expect(bought.tracking_code).toMatch(/^LZ\d{9}US$/);
  });

  it('a refund is asked for until the parcel has left, and granted a little later', async () => {
    const made = await client.Shipment.create(domestic('VOID-1'));
    expect(await refusal(client.Shipment.refund(made.id))).toEqual({
      status: 422,
      code: 'SHIPMENT.REFUND.UNAVAILABLE',
    });
    await client.Shipment.buy(made.id, made.lowestRate());
    expect((await client.Shipment.refund(made.id)).refund_status).toBe('submitted');
    await stand.simulator.advance(3_600_000);
    const after = await client.Shipment.retrieve(made.id);
    expect(after.refund_status).toBe('refunded');
    expect(after.tracker.tracking_details).toHaveLength(0);

    stand.simulator.decide('VOID-2', 'DELIVERED');
    const gone = await client.Shipment.create(domestic('VOID-2'));
    await client.Shipment.buy(gone.id, gone.lowestRate());
    await stand.simulator.advance(120_000);
    expect(await refusal(client.Shipment.refund(gone.id))).toMatchObject({
      code: 'SHIPMENT.REFUND.UNAVAILABLE',
    });
  });

  it('one form stands for parcels of one carrier, once', async () => {
    const buy = async (carrier: string) => {
      const made = await client.Shipment.create(domestic('FORM'));
      return client.Shipment.buy(made.id, made.lowestRate([carrier]));
    };
    const [a, b, c] = [await buy('USPS'), await buy('USPS'), await buy('UPS')];
    expect(await refusal(client.ScanForm.create({ shipments: [a, c] }))).toMatchObject({ status: 422 });
    const form = await client.ScanForm.create({ shipments: [a, b] });
    expect(form).toMatchObject({
      object: 'ScanForm',
      status: 'created',
      tracking_codes: [a.tracking_code, b.tracking_code],
    });
    const file = await fetch(form.form_url);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(await refusal(client.ScanForm.create({ shipments: [a] }))).toMatchObject({ status: 422 });
    expect((await client.Shipment.retrieve(a.id)).scan_form.id).toBe(form.id);
  });

  it('addresses are looked at when asked', async () => {
    const fine = await client.Address.create({ ...GRACE, verify: true });
    expect(fine.verifications.delivery.success).toBe(true);
    const bad = { street1: 'Nowhere', city: 'Springfield', zip: '123' };
    const looked = await client.Address.create({ ...bad, verify: true });
    expect(looked.verifications.delivery.success).toBe(false);
    expect(await refusal(client.Address.create({ ...bad, verify_strict: true }))).toEqual({
      status: 422,
      code: 'ADDRESS.VERIFY.FAILURE',
    });
    const made = await client.Shipment.create({ ...domestic('BAD'), to_address: { ...GRACE, zip: '1' } });
    expect(made.rates).toEqual([]);
    expect(made.messages[0]).toMatchObject({ type: 'rate_error', message: 'zip: Invalid zip code' });
  });

  it('webhooks and trackers are made, read and taken away', async () => {
    const hook = await client.Webhook.create({
      url: 'http://localhost:1/hooks',
      webhook_secret: 'sécret',
    });
    expect(hook).toMatchObject({ object: 'Webhook', url: 'http://localhost:1/hooks', disabled_at: null });
    expect((await client.Webhook.all()).webhooks.map(({ id }) => id)).toEqual([hook.id]);
    expect(JSON.stringify((await stand.call('GET', `/v2/webhooks/${hook.id}`)).body)).not.toContain('sécret');
    expect(await stand.call('DELETE', `/v2/webhooks/${hook.id}`)).toMatchObject({ status: 200, body: {} });
    expect((await client.Webhook.all()).webhooks).toEqual([]);

    const tracker = await client.Tracker.create({ tracking_code: 'EZ4000000004' });
    expect(tracker).toMatchObject({ status: 'delivered', carrier: 'USPS', finalized: true });
    expect((await client.Tracker.create({ tracking_code: 'EZ4000000004' })).id).toBe(tracker.id);
    expect((await client.Tracker.retrieve(tracker.id)).tracking_code).toBe('EZ4000000004');
  });

  it('lists what was paid, youngest first, page by page', async () => {
    const other = new EasyPost('EZTKpages', { baseUrl: `${stand.simulator.url}/v2/` });
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const made = await other.Shipment.create(domestic(`PAGE-${n}`));
      if (n > 0) await other.Shipment.buy(made.id, made.lowestRate());
      ids.unshift(made.id);
    }
    const page = await other.Shipment.all({ page_size: 1 });
    expect(page.shipments.map(({ id }) => id)).toEqual([ids[0]]);
    expect(page.has_more).toBe(true);
    const next = await other.Shipment.all({ page_size: 1, before_id: ids[0] ?? '' });
    expect(next.shipments.map(({ id }) => id)).toEqual([ids[1]]);
    expect(next.has_more).toBe(false);
    const unpaid = await other.Shipment.all({ purchased: false });
    expect(unpaid.shipments.map(({ id }) => id)).toEqual([ids[2]]);
  });
});

describe('over bare HTTP', () => {
  it('refuses as EasyPost does', async () => {
    expect(await stand.call('POST', '/v2/shipments', {})).toMatchObject({
      status: 422,
      body: {
        error: {
          code: 'SHIPMENT.INVALID_PARAMS',
          message: 'Unable to create shipment, one or more parameters were invalid.',
          errors: expect.arrayContaining([{ to_address: 'Required and missing.' }]) as unknown[],
        },
      },
    });
    expect(await stand.call('GET', '/v2/shipments', undefined, null)).toMatchObject({ status: 401 });
    expect(await stand.call('GET', '/v2/nothing')).toMatchObject({
      status: 404,
      body: { error: { code: 'NOT_FOUND', errors: [] } },
    });
    expect(await stand.call('POST', '/v2/webhooks', { webhook: { url: 'file:///etc' } })).toMatchObject({
      status: 422,
    });
  });

  it('one key does not see what another made', async () => {
    const made = await client.Shipment.create(domestic('MINE'));
    for (const id of [made.id, 'MINE'])
      expect(await stand.call('GET', `/v2/shipments/${id}`, undefined, 'EZTKother')).toMatchObject({
        status: 404,
      });
  });
});

describe('on a bad day', () => {
  const made = async (reference: string) => {
    const shipment = await client.Shipment.create(domestic(reference));
    return { id: shipment.id, rate: shipment.lowestRate() };
  };

  it('breaks off after it was paid', async () => {
    const { id, rate } = await made('CUT');
    stand.simulator.fault({ on: 'shipment.buy', reference: 'CUT', kind: 'CUT_AFTER' });
    await expect(client.Shipment.buy(id, rate)).rejects.toThrow();
    expect(stand.simulator.boughtFor('CUT')).toHaveLength(1);
    expect(await refusal(client.Shipment.buy(id, rate))).toMatchObject({ code: 'SHIPMENT.POSTAGE.EXISTS' });
    expect((await client.Shipment.retrieve('CUT')).tracking_code).toBe(stand.simulator.boughtFor('CUT')[0]);
  });

  it('fails before anything is paid, so often as it is told', async () => {
    const { id, rate } = await made('ERROR');
    stand.simulator.fault({ on: 'shipment.buy', kind: 'ERROR', times: 2 });
    for (let n = 0; n < 2; n += 1)
      expect(await refusal(client.Shipment.buy(id, rate))).toMatchObject({ status: 500 });
    expect(stand.simulator.boughtFor('ERROR')).toEqual([]);
    expect((await client.Shipment.buy(id, rate)).tracking_code).not.toBeNull();
  });

  it('asks to wait, refuses one, and is slow', async () => {
    stand.simulator.fault({ on: 'shipment.create', kind: 'LIMIT', retryAfterSeconds: 3 });
    const limited = await stand.call('POST', '/v2/shipments', {});
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);

    const { id, rate } = await made('SLOW');
    stand.simulator.fault({
      on: 'shipment.buy',
      reference: 'OTHER',
      kind: 'REFUSE',
      code: 'ADDRESS.VERIFY.FAILURE',
      message: 'Unable to verify address.',
    });
    let answer = () => {};
    const until = new Promise<void>((resolve) => (answer = resolve));
    stand.simulator.fault({ on: 'shipment.buy', kind: 'SLOW', until });
    const buying = client.Shipment.buy(id, rate);
    await expect.poll(() => stand.simulator.boughtFor('SLOW')).toHaveLength(1);
    answer();
    expect((await buying).id).toBe(id);
    stand.simulator.clearFaults();
  });
});

it('remembers what was paid, and its address, when it starts again', async () => {
  await using other = await startStand();
  const call = (method: string, path: string, body?: object) => other.call(method, path, body);
  const { url } = other.simulator;
  const made = (await call('POST', '/v2/shipments', { shipment: domestic('KEPT') })) as unknown as {
    body: { id: string; rates: { id: string }[] };
  };
  await call('POST', `/v2/shipments/${made.body.id}/buy`, { rate: { id: made.body.rates[0]?.id } });
  await other.restart();
  expect(other.simulator.url).toBe(url);
  expect(other.simulator.counts()).toEqual({ created: 1, bought: 1, refunded: 0 });
  expect(await call('GET', '/v2/shipments/KEPT')).toMatchObject({
    status: 200,
    body: { tracking_code: other.simulator.boughtFor('KEPT')[0] },
  });
});
