import { expect, test } from 'vitest';
import { readPartnersSearch } from './partners-search.ts';

test('keeps what the page understands, and drops the rest', () => {
  expect(readPartnersSearch({ state: 'STILL', partner: '12', other: 'x' })).toEqual({
    state: 'STILL',
    partner: '12',
  });
  expect(readPartnersSearch({ state: 'GONE', partner: '1 or 1' })).toEqual({});
});
