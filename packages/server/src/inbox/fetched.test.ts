import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { addBackers, emptyProject } from '../operations/operations.fixture.ts';
import { addParcels } from '../shipments/absorb.fixture.ts';
import { connect, deliveries, localServer, post, work } from './inbox.fixture.ts';
import { makeKeySets } from './key-sets.ts';
import { isKnownAddress } from './known-hosts.ts';
import { at, rsaKey, signed } from './signing.fixture.ts';

const NUMBER = '9400111899223197428490';

type Answer = { status?: number; json: unknown; headers?: Record<string, string> };

let answer: (path: string) => Answer = () => ({ json: {} });
let vendor: Awaited<ReturnType<typeof localServer>>;
let server: TestServer;
let person: Person;
let project: string;

beforeAll(async () => {
  vendor = await localServer((path) => answer(path));
  server = await startTestServer({ vendorOrigins: [vendor.origin] });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});
beforeEach(async () => {
  vendor.asked.length = 0;
  person = await server.signUp();
  project = await emptyProject(server, person);
  await addBackers(server, person, project, [{ pledgeId: 'P1' }]);
  await addParcels(server, person, project, [{ pledgeId: 'P1', number: NUMBER, source: 'PARTNER' }]);
});

describe('addresses that are fetched because a delivery says so', () => {
  it.each([
    'https://ssapi.shipstation.com/shipments?batchId=1',
    'https://ssapi6.shipstation.com/shipments?batchId=1&includeShipmentItems=True',
  ])('%s is ShipStation’s', (url) => {
    expect(isKnownAddress('SHIPSTATION_V1', url, [])).toBe(true);
  });

  it.each([
    'http://ssapi.shipstation.com/x',
    'https://ssapi.shipstation.com:8443/x',
    'https://ssapi.shipstation.com.evil.example/x',
    'https://evil.example/ssapi.shipstation.com',
    'https://ssapi.shipstation.com@evil.example/x',
    'https://user:pass@ssapi.shipstation.com/x',
    'https://evilssapi.shipstation.com/x',
    'https://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:5432/',
    'https://[fd00::1]/',
    'https://localhost/',
    'file:///etc/passwd',
    '//ssapi.shipstation.com/x',
    'ssapi.shipstation.com',
    '',
  ])('%s is not', (url) => {
    expect(isKnownAddress('SHIPSTATION_V1', url, [])).toBe(false);
  });

  it('are another’s where the vendor is', () => {
    expect(isKnownAddress('SHIPSTATION_V2', 'https://ssapi.shipstation.com/jwks', [])).toBe(false);
    expect(isKnownAddress('EASYPOST', 'https://api.easypost.com/', [])).toBe(false);
    expect(isKnownAddress('SHIPSTATION_V2', 'https://api.shipengine.com/jwks', [])).toBe(true);
  });
});

describe('ShipStation v1', () => {
  const pointer = (url: string, type = 'SHIP_NOTIFY') =>
    JSON.stringify({ resource_type: type, resource_url: url });
  const connection = () => connect(server, person, { vendor: 'SHIPSTATION_V1', apiKey: 'key:secret' });
  const shipments = {
    shipments: [
      {
        orderKey: 'x',
        trackingNumber: NUMBER,
        carrierCode: 'stamps_com',
        shipDate: new Date().toISOString(),
      },
    ],
  };

  it('is asked with the API key for what a delivery points to', async () => {
    answer = () => ({ json: shipments });
    const path = '/shipments?batchId=1';
    expect((await post(server, await connection(), pointer(vendor.origin + path))).status).toBe(200);
    expect(vendor.asked).toEqual([]);
    await work(server, person);
    expect(vendor.asked).toMatchObject([
      { path, headers: { authorization: `Basic ${Buffer.from('key:secret').toString('base64')}` } },
    ]);
    expect(await deliveries(server, person)).toMatchObject([{ status: 'DONE', matched: 1 }]);
  });

  it('is not asked at any other address', async () => {
    const there = await connection();
    for (const url of ['http://127.0.0.1:1/x', 'https://evil.example/x', 'http://169.254.169.254/'])
      await post(server, there, pointer(url));
    await work(server, person);
    expect(vendor.asked).toEqual([]);
    expect((await deliveries(server, person)).map(({ status, problem }) => [status, problem])).toEqual(
      Array.from({ length: 3 }, () => [
        'FAILED',
        'It points to an address that is not ShipStation’s. Nothing was fetched from there.',
      ]),
    );
  });

  it('is not followed when it sends elsewhere', async () => {
    answer = () => ({ status: 302, json: {}, headers: { location: 'http://127.0.0.1:1/inner' } });
    await post(server, await connection(), pointer(`${vendor.origin}/a`));
    await work(server, person);
    expect(vendor.asked).toHaveLength(1);
    expect(await deliveries(server, person)).toMatchObject([
      { status: 'FAILED', problem: expect.stringContaining('answered 302') as string },
    ]);
  });

  it('is asked again after it failed to answer', async () => {
    answer = () => ({ status: 429, json: {} });
    await post(server, await connection(), pointer(`${vendor.origin}/a`));
    await server.runJobs();
    expect(await deliveries(server, person)).toMatchObject([
      { status: 'RECEIVED', attempts: 1, problem: expect.stringContaining('429') as string },
    ]);
    expect(
      await server.asOwner(`select creator_id from inbox_waiting() where creator_id = ${person.creatorId}`),
    ).toEqual([]);
    answer = () => ({ json: shipments });
    await server.asOwner(
      `update inbox_delivery set not_before = now() where creator_id = ${person.creatorId}`,
    );
    await server.asOwner(
      `select enqueue('inbox-work', '{"creatorId":"${person.creatorId}"}', 'inbox:${person.creatorId}')`,
    );
    await work(server, person);
    expect(await deliveries(server, person)).toMatchObject([{ status: 'DONE', problem: null }]);
  });

  it('points to orders as well, which are left alone', async () => {
    await post(server, await connection(), pointer(`${vendor.origin}/a`, 'ORDER_NOTIFY'));
    await work(server, person);
    expect(vendor.asked).toEqual([]);
    expect(await deliveries(server, person)).toMatchObject([{ status: 'IGNORED' }]);
  });
});

describe('ShipStation v2', () => {
  const key = rsaKey('key-1');
  const body = (status: string) =>
    JSON.stringify({
      resource_type: 'TRACK_EVENT_V2',
      data: {
        tracking_number: NUMBER,
        events: [{ occurred_at: at(-1), status_code: status }],
      },
    });

  it('is believed by its keys, which are fetched once', async () => {
    answer = () => ({
      json: { keys: [{ kty: 'EC', kid: 'other' }, key.jwk, { kty: 'RSA', kid: 'broken' }] },
    });
    const keySetUrl = `${vendor.origin}/jwks-${person.creatorId}`;
    const connection = await connect(server, person, { vendor: 'SHIPSTATION_V2', options: { keySetUrl } }, [
      vendor.origin,
    ]);
    for (const status of ['AC', 'IT', 'DE'])
      expect(
        (await post(server, connection, body(status), signed.shipengine(body(status), key))).status,
      ).toBe(200);
    expect(
      (await post(server, connection, body('EX'), signed.shipengine(body('EX'), rsaKey('key-1')))).status,
    ).toBe(401);
    expect(
      (await post(server, connection, body('EX'), signed.shipengine(body('EX'), rsaKey('key-2')))).status,
    ).toBe(401);
    expect(vendor.asked).toHaveLength(1);
    await work(server, person);
    expect(await deliveries(server, person)).toMatchObject([
      { status: 'DONE' },
      { status: 'DONE' },
      { status: 'DONE' },
    ]);
  });

  it('has keys that are asked for once however many wait, anew once they change, and kept when it is away', async () => {
    let clock = 0;
    let keys: unknown[] = [key.jwk];
    answer = () => ({ json: { keys } });
    const sets = makeKeySets([vendor.origin], () => clock);
    const url = `${vendor.origin}/jwks`;
    const found = await Promise.all(Array.from({ length: 20 }, () => sets.publicKey(url, 'key-1')));
    expect(found.every((one) => one !== null)).toBe(true);
    expect(await sets.publicKey(url, 'key-2')).toBeNull();
    expect(vendor.asked).toHaveLength(1);
    keys = [rsaKey('key-2').jwk];
    clock += 61_000;
    expect(await sets.publicKey(url, 'key-2')).not.toBeNull();
    expect(vendor.asked).toHaveLength(2);
    answer = () => ({ status: 500, json: {} });
    clock += 3_700_000;
    expect(await sets.publicKey(url, 'key-2')).not.toBeNull();
    expect(await sets.publicKey('http://127.0.0.1:1/jwks', 'key-2')).toBeNull();
  });
});
