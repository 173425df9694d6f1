import { connect } from 'node:net';
import { createClient } from 'graphql-ws';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { CloseCode } from './close-code.ts';
import { hint, init, person, PROGRESS, startHarness, type Message, type Peer } from './live.harness.ts';
import { SUBSCRIPTIONS_PER_SOCKET } from './protocol.ts';
import { SOCKETS_PER_SESSION, STRANGERS } from './registry.ts';

const errorOf = (heard: Message[], id: string) => heard.find((one) => one.id === id && one.type === 'error');
const codeOf = (message: Message | undefined) =>
  (message?.payload as unknown as { extensions?: { code?: string } }[] | undefined)?.[0]?.extensions?.code;

/** Subscribes and waits for the answer: an error's code, or "let in". */
async function ask(peer: Peer, id: string, query: string, variables?: object): Promise<string | undefined> {
  peer.subscribe(id, query, variables);
  await peer.until((heard) => heard.some((one) => one.id === id));
  const error = errorOf(peer.heard, id);
  return error ? codeOf(error) : 'let in';
}

describe('who may open a socket', () => {
  test.each([
    ['a foreign page', { origin: 'https://evil.example', cookie: 'sid=ada' }, 403],
    ['a foreign page without a cookie', { origin: 'https://evil.example' }, 403],
    ['a page without an origin, with a cookie', { cookie: 'sid=ada' }, 403],
    ['an opaque origin', { origin: 'null', cookie: 'sid=ada' }, 403],
  ])('%s is refused', async (_, headers, status) => {
    await using harness = await startHarness();
    await expect(harness.connect(null, { headers })).rejects.toThrow(`refused with ${status}`);
    expect(harness.sockets.count()).toBe(0);
  });

  test('a page under the public address and a program with a token are let in', async () => {
    await using harness = await startHarness();
    const headers = { origin: 'https://waybill.example', cookie: 'sid=ada' };
    const page = await init(await harness.connect(null, { headers }));
    expect(await ask(page, 'a', PROGRESS, { id: '1' })).toBe('let in');
    const program = await init(await harness.connect(null), { authorization: 'Bearer bob' });
    expect(await ask(program, 'b', PROGRESS, { id: '2' })).toBe('let in');
  });

  test('nobody is told apart from somebody with a wrong token', async () => {
    await using harness = await startHarness();
    for (const payload of [undefined, { authorization: 'Bearer wrong' }]) {
      const peer = await harness.connect(null);
      peer.say({ type: 'connection_init', payload });
      expect((await peer.closed).code).toBe(CloseCode.Unauthorized);
    }
  });

  test('a subscription before the introduction closes the socket', async () => {
    await using harness = await startHarness();
    const peer = await harness.connect();
    peer.subscribe('a', PROGRESS, { id: '1' });
    expect((await peer.closed).code).toBe(CloseCode.Unauthorized);
  });

  test('another path is not found', async () => {
    await using harness = await startHarness();
    const ws = new WebSocket(harness.url.replace('/graphql', '/elsewhere'));
    const status = await new Promise((resolve) =>
      ws.once('unexpected-response', (_, response) => resolve(response.statusCode)),
    );
    expect(status).toBe(404);
  });

  test('while the session cannot be looked up, the answer is "later"', async () => {
    const troubles: unknown[] = [];
    await using harness = await startHarness({
      authenticate: () => Promise.reject(new Error('Postgres is away')),
      onTrouble: (problem) => void troubles.push(problem),
    });
    await expect(harness.connect()).rejects.toThrow('refused with 503');
    expect(troubles).toEqual([new Error('Postgres is away')]);
  });
});

describe('caps', () => {
  test('a thousand subscriptions on one socket: twenty live, the rest refused, others unhurt', async () => {
    await using harness = await startHarness();
    const greedy = await init(await harness.connect());
    const other = await init(await harness.connect('bob'));
    for (let n = 0; n < 1000; n += 1) greedy.subscribe(`s${n}`, PROGRESS, { id: '1' });
    expect(await ask(other, 'o', PROGRESS, { id: '2' })).toBe('let in');
    await greedy.until((heard) => heard.filter(({ id }) => id).length === 1000);
    const refused = greedy.heard.filter(({ type }) => type === 'error');
    expect(refused.length).toBe(1000 - SUBSCRIPTIONS_PER_SOCKET);
    expect(new Set(refused.map(codeOf))).toEqual(new Set(['LIMIT_EXCEEDED']));
    harness.change('1', 6);
    await greedy.until(() => greedy.heard.filter(({ type }) => type === 'next').length === 40);
  });

  test('a completed subscription makes room for another', async () => {
    await using harness = await startHarness();
    const peer = await init(await harness.connect());
    for (let n = 0; n < SUBSCRIPTIONS_PER_SOCKET; n += 1) await ask(peer, `s${n}`, PROGRESS, { id: '1' });
    expect(await ask(peer, 'one too many', PROGRESS, { id: '1' })).toBe('LIMIT_EXCEEDED');
    peer.say({ id: 's0', type: 'complete' });
    expect(await ask(peer, 'another', PROGRESS, { id: '1' })).toBe('let in');
    harness.change('1', 3);
    await peer.until(() => peer.numbers('another').includes(3));
    expect(peer.numbers('s0')).toEqual([0]);
  });

  test('opening and completing without end is slowed down', async () => {
    await using harness = await startHarness();
    const peer = await init(await harness.connect());
    const answers: (string | undefined)[] = [];
    for (let n = 0; n < 200 && !answers.includes('LIMIT_EXCEEDED'); n += 1) {
      answers.push(await ask(peer, `s${n}`, PROGRESS, { id: '1' }));
      peer.say({ id: `s${n}`, type: 'complete' });
    }
    expect(answers.at(-1)).toBe('LIMIT_EXCEEDED');
    expect(answers.length).toBeGreaterThan(SUBSCRIPTIONS_PER_SOCKET);
  });

  test('an eleventh socket of a session is refused, whichever way it says who it is', async () => {
    await using harness = await startHarness();
    for (let n = 0; n < SOCKETS_PER_SESSION; n += 1) await init(await harness.connect());
    await expect(harness.connect()).rejects.toThrow('refused with 429');
    const peer = await harness.connect(null);
    peer.say({ type: 'connection_init', payload: { authorization: 'Bearer ada' } });
    expect((await peer.closed).code).toBe(CloseCode.TryAgainLater);
    await init(await harness.connect('bob'));
  });

  test('sockets of nobody fill up and leave people their way in', async () => {
    await using harness = await startHarness();
    const strangers = await Promise.all(Array.from({ length: STRANGERS }, () => harness.connect(null)));
    await expect(harness.connect(null)).rejects.toThrow('refused with 429');
    await init(await harness.connect());
    // They said nothing: each is closed, and there is room again.
    const codes = await Promise.all(strangers.map(async ({ closed }) => (await closed).code));
    expect(new Set(codes)).toEqual(new Set([4408]));
    await harness.connect(null);
  });
});

describe('documents', () => {
  const deep = `subscription { progress(projectId: 1) { deep ${'{ node '.repeat(20)} { id } ${'}'.repeat(20)} } }`;
  const aliases = Array.from({ length: 100 }, (_, n) => `a${n}: fulfilled`).join(' ');
  const levels = Array.from(
    { length: 18 },
    (_, n) => `fragment F${n} on Node { nodes { ...F${n + 1} } nodes { id } }`,
  );

  test.each([
    ['a query', 'query { version }', 'BAD_REQUEST'],
    ['a mutation', 'mutation { change }', 'BAD_REQUEST'],
    ['introspection', '{ __schema { types { name } } }', 'BAD_REQUEST'],
    [
      'introspection as a subscription',
      'subscription { __schema { types { name } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['depth', deep, 'LIMIT_EXCEEDED'],
    ['aliases', `subscription { progress(projectId: 1) { ${aliases} } }`, 'LIMIT_EXCEEDED'],
    [
      'two fields at once',
      'subscription { a: progress(projectId: 1) { id } b: progress(projectId: 2) { id } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a fragment bomb',
      `subscription { progress(projectId: 1) { deep { ...F0 } } } ${levels.join(' ')} fragment F18 on Node { id }`,
      'LIMIT_EXCEEDED',
    ],
    ['a syntax error', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    [
      'too many words',
      `subscription { progress(projectId: 1) { ${'id '.repeat(3000)} } }`,
      'GRAPHQL_PARSE_FAILED',
    ],
  ])('%s is refused, and the socket lives', async (_, query, code) => {
    await using harness = await startHarness();
    const peer = await init(await harness.connect());
    expect(await ask(peer, 'bad', query)).toBe(code);
    expect(harness.world.reads).toBe(0);
    expect(JSON.stringify(errorOf(peer.heard, 'bad')).length).toBeLessThan(2000);
    expect(await ask(peer, 'good', PROGRESS, { id: '1' })).toBe('let in');
  });

  test("another creator's project is answered like one that never was", async () => {
    await using harness = await startHarness();
    const peer = await init(await harness.connect());
    await ask(peer, 'foreign', PROGRESS, { id: '2' });
    await ask(peer, 'random', PROGRESS, { id: '4711' });
    const [foreign, random] = ['foreign', 'random'].map((id) => errorOf(peer.heard, id)?.payload);
    expect(foreign).toEqual(random);
    expect(codeOf(errorOf(peer.heard, 'foreign'))).toBe('NOT_FOUND');
  });
});

describe('rubbish', () => {
  test.each([
    ['a message beyond 64 KiB', (ws: WebSocket) => ws.send('x'.repeat(20_000_000)), 1009],
    ['a binary message', (ws: WebSocket) => ws.send(Buffer.from('{}')), CloseCode.BadRequest],
    [
      'a message in countless fragments',
      (ws: WebSocket) => {
        for (let n = 0; n < 100_000; n += 1) ws.send('x', { fin: false });
      },
      1008,
    ],
    ['no JSON', (ws: WebSocket) => ws.send('hello'), CloseCode.BadRequest],
    ['an unknown message', (ws: WebSocket) => ws.send('{"type":"shout"}'), CloseCode.BadRequest],
  ])('%s closes the socket, and only that one', async (_, send, code) => {
    await using harness = await startHarness();
    const other = await init(await harness.connect('bob'));
    const peer = await init(await harness.connect());
    send(peer.ws);
    // The peer's own writing may fail first where the server has cut it off already.
    expect([code, 1006]).toContain((await peer.closed).code);
    await expect.poll(() => harness.sockets.count()).toBe(1);
    expect(await ask(other, 'o', PROGRESS, { id: '2' })).toBe('let in');
  });

  test('bytes that are no WebSocket do not end the process', async () => {
    await using harness = await startHarness();
    const { port } = new URL(harness.url);
    const raw = connect(Number(port), '127.0.0.1');
    raw.write(
      'GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n\u0000\u0001',
    );
    const answer = await new Promise<string>((resolve) =>
      raw.once('data', (data) => resolve(data.toString())),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    raw.destroy();
    expect(await ask(await init(await harness.connect()), 'a', PROGRESS, { id: '1' })).toBe('let in');
  });
});

describe('rights that end', () => {
  test.each([
    ['the session is revoked', { of: 'session', id: 'key of ada' }],
    ['the membership changes', { of: 'user', id: 'ada' }],
  ] as const)('%s: the sockets concerned close and hear nothing more', async (_, who) => {
    await using harness = await startHarness();
    const ada = await init(await harness.connect());
    const bob = await init(await harness.connect('bob'));
    await ask(ada, 'a', PROGRESS, { id: '1' });
    await ask(bob, 'b', PROGRESS, { id: '2' });
    const before = ada.heard.length;
    harness.sockets.hear(hint('access', who.id, { of: who.of }));
    harness.change('1', 1);
    harness.change('2', 2);
    expect(await ada.closed).toMatchObject({ code: CloseCode.Forbidden });
    await bob.until(() => bob.numbers('b').includes(2));
    expect(ada.heard.length).toBe(before);
    expect(harness.hub.groupCount()).toBe(1);
  });

  test('a token is told apart from a person with the same id', async () => {
    await using harness = await startHarness();
    harness.world.sessions.set('script', {
      ...person('script', { 1: 'VIEWER' }, 'ada'),
      kind: 'TOKEN',
      scopes: new Set(['OPERATIONS_READ']),
      partnerId: null,
    });
    const ada = await init(await harness.connect());
    const script = await init(await harness.connect(null), { authorization: 'Bearer script' });
    harness.sockets.hear(hint('access', 'ada', { of: 'token' }));
    expect((await script.closed).code).toBe(CloseCode.Forbidden);
    expect(await ask(ada, 'a', PROGRESS, { id: '1' })).toBe('let in');
  });

  test('what expired without a word is found by looking again', async () => {
    await using harness = await startHarness({ recheckMs: 20 });
    const ada = await init(await harness.connect());
    const bob = await init(await harness.connect('bob'));
    harness.world.sessions.delete('ada');
    expect((await ada.closed).code).toBe(CloseCode.Forbidden);
    harness.world.sessions.set('bob', person('bob', { 2: 'VIEWER' }));
    expect((await bob.closed).code).toBe(CloseCode.Forbidden);
  });

  test('a revocation during the handshake is not missed', async () => {
    const gate = Promise.withResolvers<void>();
    let asked = false;
    const ada = person('ada', { 1: 'OWNER' });
    await using harness = await startHarness({
      async authenticate() {
        asked = true;
        await gate.promise;
        return ada;
      },
      refresh: async () => null,
    });
    const opening = harness.connect();
    await expect.poll(() => asked).toBe(true);
    harness.sockets.hear(hint('access', ada.sessionKey, { of: 'session' }));
    gate.resolve();
    expect((await (await opening).closed).code).toBe(CloseCode.Forbidden);
  });
});

describe('peers that are slow, gone or back', () => {
  /** 60 kB, so that few values fill the buffers between here and there. */
  const padding = 'x'.repeat(60_000);

  test('a reader that stops gets nothing queued, hurts nobody, and continues with the newest', async () => {
    await using harness = await startHarness({}, 1);
    const paused = await init(await harness.connect());
    const quick = await init(await harness.connect('bob'));
    harness.world.sessions.set('bob', person('bob', { 1: 'OWNER' }));
    const colleague = await init(await harness.connect('bob'));
    await ask(paused, 'p', PROGRESS, { id: '1' });
    await ask(quick, 'q', PROGRESS, { id: '2' });
    await ask(colleague, 'c', PROGRESS, { id: '1' });
    paused.ws.pause();
    const values = 600;
    for (let n = 1; n <= values; n += 1) {
      harness.change('1', n, padding);
      await colleague.until(() => colleague.numbers('c').at(-1) === n);
    }
    // Queued, 600 values of 60 kB would be 36 MB; what the kernel takes of them is a few.
    expect(harness.sockets.bufferedBytes()).toBeLessThan(64 * 1024 + 2 * padding.length);
    harness.change('2', 5);
    await quick.until(() => quick.numbers('q').includes(5));
    paused.ws.resume();
    await paused.until(() => paused.numbers('p').at(-1) === values);
    expect(paused.numbers('p').length).toBeLessThan(values / 2);
  });

  test('one who asks without reading is not heard until it reads', async () => {
    await using harness = await startHarness();
    const peer = await init(await harness.connect());
    const other = await init(await harness.connect('bob'));
    peer.ws.pause();
    // 64 MB of answers, were they all written.
    const payload = { note: 'x'.repeat(32_000) };
    const ping = JSON.stringify({ type: 'ping', payload });
    for (let n = 0; n < 2000; n += 1) peer.ws.send(ping);
    expect(await ask(other, 'o', PROGRESS, { id: '2' })).toBe('let in');
    expect(peer.ws.bufferedAmount).toBeGreaterThan(10_000_000);
    expect(harness.sockets.bufferedBytes()).toBeLessThan(64 * 1024 + 8 * payload.note.length);
    peer.ws.resume();
    await peer.until((heard) => heard.filter(({ type }) => type === 'pong').length === 2000);
  });

  test('a peer that no longer answers is dropped', async () => {
    await using harness = await startHarness({ keepAliveMs: 60 });
    const alive = await init(await harness.connect());
    const dead = await init(await harness.connect('bob'), {});
    dead.ws.pause();
    await expect.poll(() => harness.sockets.count()).toBe(1);
    expect(await ask(alive, 'a', PROGRESS, { id: '1' })).toBe('let in');
  });

  test('a socket cut at any point comes back to the state now, by itself', async () => {
    await using harness = await startHarness();
    const seen: number[] = [];
    let current: WebSocket | undefined;
    const client = createClient({
      url: harness.url,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: 'Bearer ada' },
      retryAttempts: Infinity,
      retryWait: () => Promise.resolve(),
      shouldRetry: () => true,
      on: { opened: (socket) => (current = socket as WebSocket) },
    });
    client.subscribe<{ progress: { fulfilled: number } }>(
      { query: PROGRESS, variables: { id: '1' } },
      {
        next: ({ data }) => void seen.push(data?.progress.fulfilled ?? NaN),
        error: () => undefined,
        complete: () => undefined,
      },
    );
    for (let n = 1; n <= 10; n += 1) {
      await expect.poll(() => seen.at(-1)).toBe(n - 1);
      current?.terminate();
      // While it is away; nobody repeats the hint.
      harness.change('1', n);
    }
    await expect.poll(() => seen.at(-1)).toBe(10);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    await client.dispose();
  });

  test('when the server stops, all are told to come back later, and no new ones come in', async () => {
    await using harness = await startHarness();
    const peers = [await init(await harness.connect()), await init(await harness.connect('bob'))];
    const stopped = harness.sockets.close();
    await expect(harness.connect()).rejects.toThrow('refused with 503');
    for (const { closed } of peers) expect((await closed).code).toBe(CloseCode.ServiceRestart);
    await stopped;
    expect(harness.sockets.count()).toBe(0);
  });
});
