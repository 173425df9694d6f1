import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { easypostEvent, nowSeconds, rsaKey, SECRET, signed } from './signing.fixture.ts';
import { aftership } from './vendors/aftership.ts';
import { easypost } from './vendors/easypost.ts';
import { shipbob } from './vendors/shipbob.ts';
import { shippo } from './vendors/shippo.ts';
import { shipstationV2 } from './vendors/shipstation-v2.ts';
import { shopify } from './vendors/shopify.ts';
import type { Hook, HookConnection, KeySets, VendorAdapter } from './vendors/vendor.ts';

const NO_KEYS: KeySets = { publicKey: () => Promise.resolve(null) };

function check(
  vendor: VendorAdapter,
  body: string | Buffer,
  headers: Record<string, string>,
  more: Partial<HookConnection> & { token?: string; now?: number; keys?: KeySets } = {},
) {
  const { token = null, now = Date.now(), keys = NO_KEYS, ...connection } = more;
  const hook: Hook = { headers, token, body: Buffer.from(body), now };
  return vendor.verify(
    hook,
    { id: '1', creatorId: '1', vendor: vendor.name, secret: SECRET, options: {}, ...connection },
    keys,
  );
}

describe('EasyPost', () => {
  const body = easypostEvent('9400100000000000000000', [{ status: 'in_transit', hours: -1 }]);

  it('signs the raw bytes, whatever way the secret is written', () => {
    const composed = 's\u00e9cret';
    const decomposed = 'se\u0301cret';
    expect(composed).not.toBe(decomposed);
    const headers = signed.easypost(body, composed);
    expect(check(easypost, body, headers, { secret: composed })).toBeNull();
    expect(check(easypost, body, headers, { secret: decomposed })).toBeNull();
    expect(check(easypost, `${body}\n`, headers, { secret: composed })).toMatch(/not that of the body/);
  });

  // Computed once with openssl dgst -sha256 -hmac, the secret decomposed: nothing of ours is in it.
  it('fits a signature that was made elsewhere', () => {
    const headers = {
      'x-hmac-signature': 'hmac-sha256-hex=9179bd2b42891a82d83aaceeee9761309c9c5ee02f19579dca91d3ed24d68f62',
    };
    expect(
      check(easypost, '{"id":"evt_1","description":"tracker.updated"}', headers, { secret: 'sécret' }),
    ).toBeNull();
  });

  it('of a body that lost the .0 of a whole weight on its way is still right', () => {
    const sent = easypostEvent('1', [{ status: 'in_transit', hours: -1 }], { id: 'evt_1', weight: '614.0' });
    const came = sent.replace('614.0', '614');
    expect(check(easypost, came, signed.easypost(sent))).toBeNull();
    expect(check(easypost, came.replace('614', '615'), signed.easypost(sent))).toMatch(
      /not that of the body/,
    );
  });

  it('of a body that was written anew is wrong', () => {
    const anew = JSON.stringify(JSON.parse(body), null, 2);
    expect(check(easypost, anew, signed.easypost(body))).toMatch(/not that of the body/);
  });

  it.each([
    ['another secret', signed.easypost(body, 'another')],
    ['no header', {}],
    ['an empty header', { 'x-hmac-signature': '' }],
    ['a cut signature', { 'x-hmac-signature': signed.easypost(body)['x-hmac-signature'].slice(0, -1) }],
    ['another scheme', { 'x-hmac-signature': signed.easypost(body)['x-hmac-signature'].replace('256', '1') }],
  ])('is refused with %s', (_, headers: Record<string, string>) => {
    expect(check(easypost, body, headers)).toBeTruthy();
  });

  it('is refused while no secret is set', () => {
    expect(check(easypost, body, signed.easypost(body, ''), { secret: null })).toBeTruthy();
  });
});

describe('Standard Webhooks, as ShipBob signs', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
  const stamp = 1614265330;
  const body = '{"test": 2432232314}';
  const published = {
    'webhook-id': id,
    'webhook-timestamp': String(stamp),
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const then = stamp * 1000;

  it('fits the published vector', () => {
    expect(check(shipbob, body, published, { secret, now: then })).toBeNull();
  });

  it('takes one of several signatures, as while a secret is changed', () => {
    const other = `v1,${createHmac('sha256', 'x').update('y').digest('base64')}`;
    for (const list of [
      `${other} ${published['webhook-signature']}`,
      `${published['webhook-signature']} ${other}`,
    ])
      expect(
        check(shipbob, body, { ...published, 'webhook-signature': list }, { secret, now: then }),
      ).toBeNull();
    expect(
      check(shipbob, body, { ...published, 'webhook-signature': `${other} ${other}` }, { secret, now: then }),
    ).toBeTruthy();
  });

  it.each([301, -301])('is refused %i seconds off', (off) => {
    expect(check(shipbob, body, published, { secret, now: then + off * 1000 })).toMatch(/five minutes/);
    expect(check(shipbob, body, published, { secret, now: then + (off - Math.sign(off)) * 1000 })).toBeNull();
  });

  it.each([
    ['an unknown scheme', { 'webhook-signature': published['webhook-signature'].replace('v1,', 'v0,') }],
    ['a cut signature', { 'webhook-signature': published['webhook-signature'].slice(0, -4) }],
    ['no scheme', { 'webhook-signature': published['webhook-signature'].slice(3) }],
    ['another id', { 'webhook-id': 'msg_another' }],
    ['a time that is none', { 'webhook-timestamp': 'now' }],
    ['a time with a sign', { 'webhook-timestamp': `+${stamp}` }],
  ])('is refused with %s', (_, change) => {
    expect(check(shipbob, body, { ...published, ...change }, { secret, now: then })).toBeTruthy();
  });

  it('is refused for another body', () => {
    expect(check(shipbob, '{"test":2432232314}', published, { secret, now: then })).toBeTruthy();
  });
});

describe('Shippo', () => {
  const body = '{"event":"track_updated"}';

  it('brings a token at the address, or signs', () => {
    expect(check(shippo, body, {}, { token: SECRET })).toBeNull();
    expect(check(shippo, body, signed.shippo(body))).toBeNull();
  });

  it('needs neither while no secret is set: the address is the proof', () => {
    expect(check(shippo, body, {}, { secret: null })).toBeNull();
  });

  it('is refused without either, with a wrong one, and late', () => {
    expect(check(shippo, body, {})).toBeTruthy();
    expect(check(shippo, body, {}, { token: `${SECRET}x` })).toBeTruthy();
    expect(check(shippo, `${body} `, signed.shippo(body))).toBeTruthy();
    expect(check(shippo, body, signed.shippo(body, SECRET, nowSeconds() - 302))).toMatch(/five minutes/);
    expect(check(shippo, body, { 'shippo-auth-signature': 'v1=,t=' })).toBeTruthy();
  });

  it('does not fall back on the token where a signature is wrong', () => {
    const headers = signed.shippo(body, 'another');
    expect(check(shippo, body, headers, { token: SECRET })).toBeTruthy();
  });
});

describe('AfterShip and Shopify', () => {
  const body = '{"event":"tracking_update"}';

  it('sign the raw bytes in base64', () => {
    expect(check(aftership, body, signed.aftership(body))).toBeNull();
    expect(check(shopify, body, signed.shopify(body, 'fulfillments/create'))).toBeNull();
  });

  it('are refused when anything is off', () => {
    const right = signed.aftership(body)['aftership-hmac-sha256'];
    for (const wrong of [
      right.slice(0, -1),
      right.slice(0, 10),
      Buffer.from(right, 'base64').toString('hex'),
      '',
    ])
      expect(check(aftership, body, { 'aftership-hmac-sha256': wrong })).toBeTruthy();
    expect(check(aftership, `${body}\n`, signed.aftership(body))).toBeTruthy();
    expect(check(shopify, body, signed.shopify(body, 'fulfillments/create', 'another'))).toBeTruthy();
    expect(check(shopify, body, {})).toBeTruthy();
  });
});

describe('ShipStation v2', () => {
  const body = '{"resource_type":"TRACK_EVENT_V2"}';
  const key = rsaKey('key-1');
  const other = rsaKey('key-1');
  const keysOf = (jwk: JsonWebKey): KeySets => ({
    publicKey: (_url, id) =>
      Promise.resolve(id === 'key-1' ? createPublicKey({ key: jwk, format: 'jwk' }) : null),
  });
  const keys = keysOf(key.jwk);

  it('signs with RSA, its time in seconds or as a date', async () => {
    expect(await check(shipstationV2, body, signed.shipengine(body, key), { keys })).toBeNull();
    const iso = new Date().toISOString();
    expect(await check(shipstationV2, body, signed.shipengine(body, key, iso), { keys })).toBeNull();
  });

  it('is refused for another body, key, key id, time, or without', async () => {
    const right = signed.shipengine(body, key);
    const wrong: [string, Record<string, string>, KeySets][] = [
      [`${body} `, right, keys],
      [body, signed.shipengine(body, other), keys],
      [body, { ...right, 'x-shipengine-rsa-sha256-key-id': 'key-2' }, keys],
      [body, signed.shipengine(body, key, nowSeconds() - 302), keys],
      [body, signed.shipengine(body, key, 'yesterday'), keys],
      [body, { ...right, 'x-shipengine-rsa-sha256-signature': '' }, keys],
      [body, {}, keys],
    ];
    for (const [sent, headers, set] of wrong)
      expect(await check(shipstationV2, sent, headers, { keys: set })).toBeTruthy();
  });
});
