import { expect, test } from 'vitest';
import { formatAgo, formatBytes, formatCount, formatDuration, formatList, formatShare } from './format.ts';

test('a share is never rounded up over a line it has not crossed', () => {
  expect(formatShare(0.602)).toBe('60.2%');
  expect(formatShare(0.49999)).toBe('49.9%');
  expect(formatShare(0.99999)).toBe('99.9%');
  expect(formatShare(1)).toBe('100.0%');
});

test('counts agree with their noun', () => {
  expect(formatCount(1, 'order')).toBe('1 order');
  expect(formatCount(1203, 'order')).toBe('1,203 orders');
  expect(formatCount(2, 'country', 'countries')).toBe('2 countries');
});

test('spans are said in their two largest units', () => {
  expect(formatDuration(42)).toBe('42 s');
  expect(formatDuration(192)).toBe('3 min 12 s');
  expect(formatDuration(5025)).toBe('1 h 23 min');
  expect(formatDuration(93_600)).toBe('1 d 2 h');
});

test('a time is said from now, both ways', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  expect(formatAgo('2026-11-21T11:57:00Z', now)).toBe('3 minutes ago');
  expect(formatAgo('2026-11-21T14:00:00Z', now)).toBe('in 2 hours');
  expect(formatAgo('2026-11-21T11:59:30Z', now)).toBe('just now');
});

test('bytes come as a number or as the API sends them', () => {
  expect(formatBytes('184220')).toBe('184.2 kB');
  expect(formatBytes(912)).toBe('912 B');
  expect(formatBytes('2147483648')).toBe('2.1 GB');
});

test('words are joined as a sentence joins them', () => {
  expect(formatList([])).toBe('');
  expect(formatList(['a'])).toBe('a');
  expect(formatList(['a', 'b', 'c'])).toBe('a, b and c');
});
