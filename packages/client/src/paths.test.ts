import { expect, test } from 'vitest';
import { parseSearch, paths, searchString } from './paths.ts';

test('a search survives the way through the address and back', () => {
  const search = { q: 'Zoë & Søn + 1', status: ['FULFILLED', 'CANCELED'], backer: '42' };
  const text = searchString(search);
  expect(text).toBe('?q=Zo%C3%AB+%26+S%C3%B8n+%2B+1&status=FULFILLED&status=CANCELED&backer=42');
  expect(parseSearch(text)).toEqual(search);
});

test('what is empty is not in the address', () => {
  expect(searchString({ q: '', sort: undefined, tag: [], hold: null })).toBe('');
  expect(parseSearch('')).toEqual({});
});

test('keys that look like an object’s own do no harm', () => {
  expect(parseSearch('?constructor=1&status=A')).toEqual({ constructor: '1', status: 'A' });
});

test('sign-in carries the way back as one value', () => {
  expect(paths.signIn('/demo/lantern/backers?q=a&sort=NAME')).toBe(
    '/sign-in?to=%2Fdemo%2Flantern%2Fbackers%3Fq%3Da%26sort%3DNAME',
  );
});
