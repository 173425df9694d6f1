import { expect, it } from 'vitest';
import { filterOf, readExceptionsSearch } from './exceptions-search.ts';

it('keeps of an address what the queue understands', () => {
  expect(
    readExceptionsSearch({
      view: 'waiting',
      kind: 'RETURNED',
      days: '7',
      country: 'DE',
      open: '12',
      more: 'x',
    }),
  ).toEqual({ view: 'waiting', kind: 'RETURNED', days: 7, country: 'DE', open: '12' });
  expect(
    readExceptionsSearch({ view: 'open', kind: 'LOST', days: '5', country: 'Germany', open: 'x', 0: 1 }),
  ).toEqual({});
});

it('asks the server for what is looked at', () => {
  expect(filterOf({})).toEqual({ open: true });
  expect(filterOf({ view: 'waiting', days: 2 })).toEqual({ open: true, contacted: true, minDays: 2 });
  expect(filterOf({ view: 'ended', kind: 'NO_SCAN', country: 'US' })).toEqual({
    open: false,
    kind: ['NO_SCAN'],
    country: ['US'],
  });
});
