import { expect, it } from 'vitest';
import { dayOf, firstDay, untilOf } from './hold-until.ts';

it('ends a hold where the day begins for the person, there and back', () => {
  const until = untilOf('2026-12-01');
  expect(new Date(until ?? '').getTime()).toBe(new Date(2026, 11, 1).getTime());
  expect(dayOf(until)).toBe('2026-12-01');
});

it('takes an empty field for a hold without end', () => {
  expect(untilOf('')).toBeNull();
  expect(dayOf(null)).toBe('');
});

it('offers tomorrow first, over the end of a month too', () => {
  expect(firstDay(new Date(2026, 10, 30, 23, 59))).toBe('2026-12-01');
});
