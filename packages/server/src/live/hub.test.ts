import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { GraphQLError } from 'graphql';
import type { Principal } from '../lib/principal.ts';
import { hint, init, person, PROGRESS, startHarness, type Harness } from './live.harness.ts';
import type { Subscriber } from './subscriber.ts';

/** A subscriber without a socket; `slow` stands for a peer that does not read. */
function makeReader(principal: Principal) {
  const received: string[] = [];
  const errors: string[] = [];
  let drained: (() => void) | undefined;
  const reader = {
    principal,
    received,
    errors,
    slow: false,
    isSlow: () => reader.slow,
    whenDrained: (callback: () => void) => void (drained = callback),
    send: (result: Buffer) => void received.push(result.toString()),
    fail: (reasons: readonly GraphQLError[]) => void errors.push(...reasons.map(({ message }) => message)),
    readAgain() {
      reader.slow = false;
      drained?.();
    },
    numbers: () =>
      received
        .map((result) => (JSON.parse(result) as { data: Record<string, { fulfilled: number }> }).data)
        .map((data) => Object.values(data)[0]?.fulfilled),
  };
  return reader satisfies Subscriber;
}

function watchProgress({ hub }: Harness, reader: Subscriber, id = '1', query = PROGRESS) {
  return hub.subscribe({ document: parse(query), source: query, variables: { id } }, reader);
}

const ada = person('ada', { 1: 'OWNER' });

describe('a snapshot', () => {
  test('is sent at once, and again after each change, without repeating itself', async () => {
    await using harness = await startHarness();
    const reader = makeReader(ada);
    await watchProgress(harness, reader);
    expect(reader.numbers()).toEqual([0]);
    harness.change('1', 0);
    harness.change('1', 5);
    await expect.poll(() => reader.numbers()).toEqual([0, 5]);
    harness.change('1', 5);
    const reads = harness.world.reads;
    await expect.poll(() => harness.world.reads).toBeGreaterThan(reads);
    harness.change('1', 6);
    await expect.poll(() => reader.numbers().at(-1)).toBe(6);
    expect(reader.numbers()).toEqual([0, 5, 6]);
  });

  test('of a thousand changes is few values, and the last of them is the last', async () => {
    await using harness = await startHarness({}, 50);
    const reader = makeReader(ada);
    await watchProgress(harness, reader);
    for (let n = 1; n <= 1000; n += 1) {
      harness.change('1', n);
      if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(() => reader.numbers().at(-1)).toBe(1000);
    expect(reader.received.length).toBeLessThan(50);
  });

  test('that is dear to read rests after a reading; who comes new need not wait for it', async () => {
    await using harness = await startHarness();
    harness.world.restMs = 60_000;
    const [first, second] = [makeReader(ada), makeReader(ada)];
    await watchProgress(harness, first);
    harness.change('1', 5);
    await watchProgress(harness, second);
    expect([first.numbers(), second.numbers()]).toEqual([[0, 5], [5]]);
    // One reading for each of the two who came, and none of its own for the change.
    expect(harness.world.reads).toBe(2);
    harness.world.restMs = 20;
    await watchProgress(harness, makeReader(ada));
    harness.change('1', 6);
    await expect.poll(() => first.numbers()).toEqual([0, 5, 6]);
  });

  test('that rests is read once for each change, even where the clock rings early', async () => {
    await using harness = await startHarness();
    harness.world.restMs = 5;
    const reader = makeReader(ada);
    await watchProgress(harness, reader);
    for (let n = 1; n <= 30; n += 1) {
      harness.change('1', n);
      await expect.poll(() => reader.numbers().at(-1), { interval: 1 }).toBe(n);
    }
    expect(harness.world.reads).toBe(31);
  });

  test('is executed once for all who ask the same with the same rights', async () => {
    await using harness = await startHarness();
    const readers = Array.from({ length: 50 }, () => makeReader(ada));
    await Promise.all(readers.map((reader) => watchProgress(harness, reader)));
    expect(harness.hub.groupCount()).toBe(1);
    const before = harness.world.reads;
    harness.change('1', 7);
    await expect.poll(() => readers.every((reader) => reader.numbers().at(-1) === 7)).toBe(true);
    expect(harness.world.reads - before).toBe(1);
    expect(new Set(readers.map(({ received }) => received.at(-1))).size).toBe(1);
  });

  test('is not shared across rights, documents or variables', async () => {
    await using harness = await startHarness();
    harness.world.projects.set('3', { creatorId: '1', fulfilled: 0 });
    await watchProgress(harness, makeReader(ada));
    await watchProgress(harness, makeReader(person('cyd', { 1: 'VIEWER' })));
    await watchProgress(harness, makeReader(ada), '3');
    await watchProgress(harness, makeReader(ada), '1', PROGRESS.replace('padding', ''));
    expect(harness.hub.groupCount()).toBe(4);
  });

  test('of another topic never arrives', async () => {
    await using harness = await startHarness();
    harness.world.projects.set('3', { creatorId: '1', fulfilled: 0 });
    const one = makeReader(ada);
    const three = makeReader(ada);
    const foreign = makeReader(person('bob', { 2: 'OWNER' }));
    await watchProgress(harness, one);
    await watchProgress(harness, three, '3');
    await watchProgress(harness, foreign, '2');
    harness.change('1', 11);
    harness.change('2', 22);
    await expect
      .poll(() => [one.numbers(), foreign.numbers()])
      .toEqual([
        [0, 11],
        [0, 22],
      ]);
    harness.change('3', 33);
    await expect.poll(() => three.numbers().at(-1)).toBe(33);
    expect([one.numbers(), three.numbers(), foreign.numbers()]).toEqual([
      [0, 11],
      [0, 33],
      [0, 22],
    ]);
  });

  test('is forgotten when the last one leaves', async () => {
    await using harness = await startHarness();
    const leave = await watchProgress(harness, makeReader(ada));
    const leaveToo = await watchProgress(harness, makeReader(ada));
    if (typeof leave !== 'function' || typeof leaveToo !== 'function') throw new Error('refused');
    leave();
    expect(harness.hub.groupCount()).toBe(1);
    leaveToo();
    await expect.poll(() => harness.hub.groupCount()).toBe(0);
    const reads = harness.world.reads;
    harness.change('1', 3);
    const next = makeReader(ada);
    await watchProgress(harness, next);
    expect(next.numbers()).toEqual([3]);
    expect(harness.world.reads).toBe(reads + 1);
  });
});

describe('a reader that does not read', () => {
  test('holds up nobody, queues nothing, and gets the newest when it reads again', async () => {
    await using harness = await startHarness({}, 1);
    const slow = makeReader(ada);
    const quick = makeReader(ada);
    await watchProgress(harness, slow);
    await watchProgress(harness, quick);
    slow.slow = true;
    for (let n = 1; n <= 20; n += 1) {
      harness.change('1', n);
      await expect.poll(() => quick.numbers().at(-1), { interval: 1 }).toBe(n);
    }
    expect(slow.numbers()).toEqual([0]);
    slow.readAgain();
    expect(slow.numbers()).toEqual([0, 20]);
    harness.change('1', 21);
    await expect.poll(() => slow.numbers()).toEqual([0, 20, 21]);
  });
});

describe('trouble and refusal', () => {
  test("another creator's id is answered like one that never was, and nothing follows", async () => {
    await using harness = await startHarness();
    const foreign = makeReader(ada);
    const answers = await Promise.all([
      watchProgress(harness, foreign, '2'),
      watchProgress(harness, makeReader(ada), '999'),
    ]);
    const [first, second] = answers.map((answer) =>
      typeof answer === 'function' ? 'let in' : answer.map((error) => error.toJSON()),
    );
    expect(first).toEqual(second);
    expect(first).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    const owner = makeReader(person('bob', { 2: 'OWNER' }));
    await watchProgress(harness, owner, '2');
    harness.change('2', 9);
    await expect.poll(() => owner.numbers()).toEqual([0, 9]);
    expect(foreign.received).toEqual([]);
    expect(harness.hub.groupCount()).toBe(1);
  });

  test('what stops being visible ends the subscription, with the reason', async () => {
    await using harness = await startHarness();
    const reader = makeReader(ada);
    await watchProgress(harness, reader);
    harness.world.projects.set('1', { creatorId: '2', fulfilled: 1 });
    harness.hub.hear(hint('progress', '1'));
    await expect.poll(() => reader.errors).toEqual(['There is no such project, or it is not yours to see.']);
    expect(reader.numbers()).toEqual([0]);
    await expect.poll(() => harness.hub.groupCount()).toBe(0);
  });

  test('a database that is away is tried again, and its words reach nobody', async () => {
    await using harness = await startHarness();
    const reader = makeReader(ada);
    await watchProgress(harness, reader);
    harness.world.broken = true;
    const reads = harness.world.reads;
    harness.change('1', 4);
    await expect.poll(() => harness.world.reads).toBeGreaterThan(reads);
    const newcomer = await watchProgress(harness, makeReader(ada));
    expect(newcomer).toMatchObject([{ message: 'Something went wrong.' }]);
    expect(reader.errors).toEqual([]);
    harness.world.broken = false;
    await expect.poll(() => reader.numbers()).toEqual([0, 4]);
  });

  test('events that were missed are made good by a refresh', async () => {
    await using harness = await startHarness();
    const reader = makeReader(ada);
    await watchProgress(harness, reader);
    harness.world.projects.set('1', { creatorId: '1', fulfilled: 8 });
    harness.hub.refresh();
    await expect.poll(() => reader.numbers()).toEqual([0, 8]);
  });

  test('a document that names no variable it needs is refused', async () => {
    await using harness = await startHarness();
    const answer = await harness.hub.subscribe(
      { document: parse(PROGRESS), source: PROGRESS },
      makeReader(ada),
    );
    expect(answer).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('one value for each subject', () => {
  const projects = 'subscription { projects(creatorId: 1) { id fulfilled } }';
  const subscribe = ({ hub }: Harness, reader: Subscriber) =>
    hub.subscribe({ document: parse(projects), source: projects }, reader);

  test('starts with all of them and follows each', async () => {
    await using harness = await startHarness();
    harness.world.projects.set('3', { creatorId: '1', fulfilled: 3 });
    const reader = makeReader(ada);
    await subscribe(harness, reader);
    expect(reader.numbers()).toEqual([0, 3]);
    harness.world.projects.set('4', { creatorId: '1', fulfilled: 4 });
    harness.hub.hear(hint('project', '4'));
    harness.hub.hear(hint('project', '3'));
    harness.hub.hear(hint('project', '2', { creatorId: '2' }));
    await expect.poll(() => reader.numbers()).toEqual([0, 3, 4]);
  });

  test('keeps the newest of each for a slow reader', async () => {
    await using harness = await startHarness({}, 1);
    harness.world.projects.set('3', { creatorId: '1', fulfilled: 3 });
    const slow = makeReader(ada);
    const quick = makeReader(ada);
    await subscribe(harness, slow);
    await subscribe(harness, quick);
    slow.slow = true;
    for (const [id, fulfilled] of [
      ['1', 10],
      ['3', 30],
      ['1', 11],
      ['3', 31],
    ] as const) {
      harness.world.projects.set(id, { creatorId: '1', fulfilled });
      harness.hub.hear(hint('project', id));
      await expect.poll(() => quick.numbers().at(-1), { interval: 1 }).toBe(fulfilled);
    }
    slow.readAgain();
    expect(slow.numbers()).toEqual([0, 3, 11, 31]);
  });

  test('is refused for a creator that is not theirs', async () => {
    await using harness = await startHarness();
    const answer = await subscribe(harness, makeReader(person('bob', { 2: 'OWNER' })));
    expect(answer).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});

describe('changes by id', () => {
  const changed = 'subscription { changed(projectId: 1) { projectId ids } }';
  const subscribe = ({ hub }: Harness, reader: Subscriber) =>
    hub.subscribe({ document: parse(changed), source: changed }, reader);
  const idsOf = ({ received }: { received: string[] }) =>
    received.map(
      (result) => (JSON.parse(result) as { data: { changed: { ids: string[] | null } } }).data.changed.ids,
    );

  test('start with "many", then name few, and repeat where the same changed again', async () => {
    await using harness = await startHarness();
    const reader = makeReader(ada);
    await subscribe(harness, reader);
    harness.hub.hear(hint('backers', '1', { ids: ['5'] }));
    await expect.poll(() => idsOf(reader)).toEqual([null, ['5']]);
    harness.hub.hear(hint('backers', '1', { ids: ['5'] }));
    await expect.poll(() => idsOf(reader)).toEqual([null, ['5'], ['5']]);
  });

  test('are gathered, and become "many" beyond fifty', async () => {
    await using harness = await startHarness();
    const reader = makeReader(ada);
    await subscribe(harness, reader);
    const hear = (from: number, to: number) => {
      for (let id = from; id <= to; id += 1) harness.hub.hear(hint('backers', '1', { ids: [String(id)] }));
    };
    hear(1, 50);
    await expect.poll(() => idsOf(reader).flatMap((ids) => ids ?? []).length).toBe(50);
    expect(idsOf(reader).length).toBeLessThan(5);
    hear(1, 60);
    await expect.poll(() => idsOf(reader).at(-1)).toBe(null);
  });

  test('are "many" for a reader that missed some', async () => {
    await using harness = await startHarness({}, 1);
    const slow = makeReader(ada);
    const quick = makeReader(ada);
    await subscribe(harness, slow);
    await subscribe(harness, quick);
    slow.slow = true;
    harness.hub.hear(hint('backers', '1', { ids: ['7'] }));
    await expect.poll(() => idsOf(quick).at(-1)).toEqual(['7']);
    slow.readAgain();
    expect(idsOf(slow)).toEqual([null, null]);
  });
});

test('ten thousand who come back at once share their executions', async () => {
  await using harness = await startHarness();
  const readers = Array.from({ length: 10_000 }, () => makeReader(ada));
  await Promise.all(readers.map((reader) => watchProgress(harness, reader)));
  expect(readers.every(({ received }) => received.length === 1)).toBe(true);
  expect(harness.world.reads).toBeLessThan(100);
});

test('the first value over a socket is the state now', async () => {
  await using harness = await startHarness();
  harness.change('1', 42);
  const peer = await init(await harness.connect());
  peer.subscribe('a', PROGRESS, { id: '1' });
  await peer.until(() => peer.numbers('a').length === 1);
  expect(peer.numbers('a')).toEqual([42]);
});
