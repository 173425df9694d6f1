import { expect, test } from 'vitest';
import { DateTime } from './date-time.scalar.ts';

test.each([
  ['2026-11-21T22:57:00Z', '2026-11-21T22:57:00.000Z'],
  ['2026-11-21T22:57:00.5Z', '2026-11-21T22:57:00.500Z'],
  ['2026-11-21T22:57:00.123456Z', '2026-11-21T22:57:00.123Z'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
])('%s goes out as %s', (value, text) => {
  expect(DateTime.serialize(value)).toBe(text);
});

test.each([
  ['2026-11-21', '2026-11-21T00:00:00.000Z'],
  ['2026-11-21T22:57Z', '2026-11-21T22:57:00.000Z'],
  ['2026-11-21T22:57:00+02:00', '2026-11-21T20:57:00.000Z'],
])('%s comes in as %s', (text, value) => {
  expect(DateTime.parseValue(text)).toBe(value);
});

test.each([['yesterday'], ['2026-13-01'], ['21.11.2026'], [''], [0], [null], [{ $gt: 0 }]])(
  '%j does not come in',
  (value) => {
    expect(() => DateTime.parseValue(value)).toThrow('ISO 8601');
  },
);
