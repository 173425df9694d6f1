import { describe, expect, it } from 'vitest';
import { startWebhookSink } from '../../test/webhook-sink.ts';
import { checkTarget, isPublic, RefusedTarget, safePost, type SafeFetchOptions } from './safe-fetch.ts';

const strict: SafeFetchOptions = { allowPrivate: false, timeoutMs: 2000, bodyMs: 500, mostBytes: 16_384 };
const request = { headers: { 'content-type': 'application/json' }, body: '{}' };

/** One address of this machine, or of its network, in the ways it can be written. */
const INNER = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0.0.0.0',
  '10.0.0.1',
  '192.168.1.1',
  '172.16.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '224.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[fd00::1]',
  '[fe80::1]',
  'localhost',
  'localhost.',
  'LOCALHOST',
  'a.localhost',
  'printer.local',
  'metadata.google.internal',
];

describe('an inner address', () => {
  it.each(INNER)('%s is refused before anything is looked up', async (host) => {
    let asked = 0;
    const resolve = () => {
      asked += 1;
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    };
    expect(() => checkTarget(`https://${host}/`, strict)).toThrow(RefusedTarget);
    await expect(safePost(`https://${host}:4433/`, request, { ...strict, resolve })).rejects.toThrow(
      RefusedTarget,
    );
    expect(asked).toBe(0);
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '::1',
    '::ffff:10.0.0.1',
    'fd00::1',
    '64:ff9b::a00:1',
  ])('%s is refused when a name leads to it, alone or among others', async (address) => {
    await using sink = await startWebhookSink();
    const family = address.includes(':') ? 6 : 4;
    for (const found of [
      [{ address, family }],
      [
        { address: '93.184.216.34', family: 4 },
        { address, family },
      ],
    ])
      await expect(
        safePost(`https://hooks.example.org:${sink.port}/`, request, {
          ...strict,
          resolve: () => Promise.resolve(found),
        }),
      ).rejects.toThrow('not an address on the open internet');
    expect(sink.received).toEqual([]);
  });

  it('that a name turns to later is asked once a connection, and what was checked is what is called', async () => {
    await using sink = await startWebhookSink();
    const answers = ['93.184.216.34', '127.0.0.1'];
    let asked = 0;
    const resolve = () => Promise.resolve([{ address: answers[asked++] ?? '', family: 4 }]);
    // The first look-up is the connection's own: whatever comes of it, no second answer is used.
    await expect(
      safePost(`https://flip.example.org:${sink.port}/`, request, { ...strict, timeoutMs: 200, resolve }),
    ).rejects.toThrow();
    expect(asked).toBe(1);
    expect(sink.received).toEqual([]);
    await expect(
      safePost(`https://flip.example.org:${sink.port}/`, request, { ...strict, timeoutMs: 200, resolve }),
    ).rejects.toThrow(RefusedTarget);
    expect(sink.received).toEqual([]);
  });
});

describe('an address', () => {
  it.each([
    ['ftp://example.org/', 'begins with https://'],
    ['example.org', 'begins with https://'],
    ['javascript:alert(1)', 'begins with https://'],
    ['http://example.org/', 'must begin with https://'],
    ['https://user:password@example.org/', 'Leave name and password out'],
    ['https://example.org:22/', 'Port 22'],
    ['https://example.org:25/', 'Port 25'],
    ['https://example.org:1024/', 'Port 1024'],
  ])('%s is refused', (url, words) => {
    expect(() => checkTarget(url, strict)).toThrow(words);
  });

  it.each([
    'https://example.org/hook?x=1',
    'https://example.org:8443/',
    'https://93.184.216.34/',
    'https://[2606:4700::1111]/',
  ])('%s is allowed', (url) => {
    expect(checkTarget(url, strict).href).toBe(url);
  });

  it('of the open internet is told from others', () => {
    expect(['93.184.216.34', '2606:4700::1111'].every(isPublic)).toBe(true);
    expect(
      ['not one', '', '192.0.2.1', '198.18.0.1', '240.0.0.1', 'ff02::1', '2001:db8::1'].some(isPublic),
    ).toBe(false);
  });
});

describe('where the operator allows private networks', () => {
  const loose = { ...strict, allowPrivate: true };

  it('http to this machine works; no redirect is followed', async () => {
    await using sink = await startWebhookSink();
    sink.answer = (response) => void response.writeHead(302, { location: `${sink.url}inner` }).end('moved');
    const answer = await safePost(sink.url, request, loose);
    expect([answer.status, answer.body.toString()]).toEqual([302, 'moved']);
    expect(sink.received).toHaveLength(1);
    expect(sink.received[0]?.headers).toMatchObject({
      host: `127.0.0.1:${sink.port}`,
      'content-length': '2',
    });
  });

  it('an answer is read to its limit; a body that comes slowly does not hold up its status', async () => {
    await using sink = await startWebhookSink();
    sink.answer = (response) => void response.writeHead(200).end(Buffer.alloc(100_000, 'x'));
    expect((await safePost(sink.url, request, loose)).body).toHaveLength(16_384);
    sink.answer = (response) => void response.writeHead(200).write('first');
    const slow = await safePost(sink.url, request, { ...loose, bodyMs: 50 });
    expect([slow.status, slow.body.toString()]).toEqual([200, 'first']);
  });

  it('an endpoint that says nothing is left in time', async () => {
    await using sink = await startWebhookSink();
    sink.answer = () => undefined;
    await expect(safePost(sink.url, request, { ...loose, timeoutMs: 50 })).rejects.toThrow(
      expect.objectContaining({ name: 'TimeoutError' }) as Error,
    );
  });
});
