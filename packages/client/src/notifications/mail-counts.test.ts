import { expect, test } from 'vitest';
import { done, isInTrouble, meant, secondsToGo, toGo, written } from './mail-counts.ts';

const counts = { pending: 90, sending: 10, sent: 280, failed: 15, unknown: 5, canceled: 3, suppressed: 7 };

test('mails that were called off count neither as out nor as to go', () => {
  expect(toGo(counts)).toBe(100);
  expect(done(counts)).toBe(300);
  expect(meant(counts)).toBe(400);
  expect(written(counts)).toBe(410);
});

test('the end is told by the pace of now, by the limit before there is one, and not at all while nothing goes out', () => {
  const feed = { pausedAt: null, trouble: null, ratePerMinute: 600, perMinuteNow: 50 };
  expect(secondsToGo(counts, feed)).toBe(120);
  expect(secondsToGo(counts, { ...feed, perMinuteNow: 0 })).toBe(10);
  expect(secondsToGo(counts, { ...feed, pausedAt: '2026-11-22T02:00:00Z' })).toBeNull();
  expect(secondsToGo(counts, { ...feed, trouble: 'The mail server takes no mail' })).toBeNull();
  expect(secondsToGo({ ...counts, pending: 0, sending: 0 }, feed)).toBeNull();
});

test('a mail server that takes none is trouble for as long as mail waits for it', () => {
  const trouble = 'The mail server takes no mail: ECONNREFUSED';
  expect(isInTrouble({ trouble, counts })).toBe(true);
  expect(isInTrouble({ trouble, counts: { ...counts, pending: 0, sending: 0 } })).toBe(false);
  expect(isInTrouble({ trouble: null, counts })).toBe(false);
});
