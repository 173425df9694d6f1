import { expect, it } from 'vitest';
import { createScanQueue, type ScanStore } from './scan-queue.ts';

/** A queue whose sends and timers are let go by hand. */
function stand(kept = 20, store: ScanStore = memory()) {
  const sent: { code: string; retried: boolean; answer: (text: string) => void; fail: () => void }[] = [];
  const timers: (() => void)[] = [];
  const queue = createScanQueue<string>({
    send: (code, retried) =>
      new Promise((answer, reject) => {
        sent.push({ code, retried, answer, fail: () => reject(new Error('offline')) });
      }),
    store,
    kept,
    now: () => 1000,
    later: (run) => {
      timers.push(run);
      return () => void timers.splice(timers.indexOf(run), 1);
    },
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { queue, sent, timers, settle };
}

function memory(): ScanStore {
  let kept: readonly { code: string; at: number }[] = [];
  return { read: () => kept, write: (scans) => void (kept = scans) };
}

it('sends two scans that come at once one after the other, and loses none', async () => {
  const { queue, sent, settle } = stand();
  queue.start();
  queue.scan('A');
  queue.scan('B');
  expect(sent.map(({ code }) => code)).toEqual(['A']);
  sent[0]?.answer('a');
  await settle();
  sent[1]?.answer('b');
  await settle();
  expect(queue.state()).toMatchObject({
    waiting: 0,
    brokenSince: null,
    scans: [
      { code: 'B', answer: 'b' },
      { code: 'A', answer: 'a' },
    ],
  });
});

it('sends again what got no answer, says since when, and keeps the order', async () => {
  const { queue, sent, timers, settle } = stand();
  queue.start();
  queue.scan('A');
  sent[0]?.fail();
  await settle();
  queue.scan('B');
  expect(queue.state()).toMatchObject({ waiting: 2, brokenSince: 1000 });
  expect(sent).toHaveLength(1);
  timers[0]?.();
  expect(sent[1]).toMatchObject({ code: 'A', retried: true });
  sent[1]?.answer('a');
  await settle();
  expect(sent[2]).toMatchObject({ code: 'B', retried: false });
  expect(queue.state().brokenSince).toBeNull();
});

it('goes on after a reload with what had no answer', async () => {
  const store = memory();
  const first = stand(20, store);
  first.queue.start();
  first.queue.scan('A');
  first.queue.scan('B');
  first.sent[0]?.answer('a');
  await first.settle();
  const second = stand(20, store);
  second.queue.start();
  expect(second.sent.map(({ code }) => code)).toEqual(['B']);
});

it('keeps so many answers, and never lets go of a scan without one', async () => {
  const { queue, sent, settle } = stand(2);
  queue.start();
  for (const code of ['A', 'B', 'C', 'D']) queue.scan(code);
  for (const at of [0, 1, 2]) {
    sent[at]?.answer('ok');
    await settle();
  }
  expect(queue.state().scans.map(({ code }) => code)).toEqual(['D', 'C', 'B']);
  expect(queue.state().waiting).toBe(1);
});
