import { expect, it } from 'vitest';
import { labelFilterOf, readTab, validatePostageSearch } from './postage-search.ts';

it('keeps of an address what the screens understand', () => {
  expect(
    validatePostageSearch({ state: 'unprinted', q: '9400', operation: '7', open: 'buy', other: 'x' }),
  ).toEqual({ state: 'unprinted', q: '9400', operation: '7', open: 'buy' });
  expect(
    validatePostageSearch({ state: 'lost', q: '', operation: "7'; drop", open: ['buy', 'box'] }),
  ).toEqual({});
});

it('asks the server for all of it at once', () => {
  expect(labelFilterOf({ state: 'unpacked', q: '94', operation: '7' })).toEqual({
    status: ['BOUGHT'],
    packed: false,
    scanned: false,
    code: '94',
    operationId: '7',
  });
  expect(labelFilterOf({})).toEqual({});
});

it('knows its tabs, of which the first has no name', () => {
  expect([undefined, 'boxes', 'labels', 'nothing'].map(readTab)).toEqual([
    'labels',
    'boxes',
    undefined,
    undefined,
  ]);
});
