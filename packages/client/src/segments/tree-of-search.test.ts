import { checkTree, filterSentence } from '@waybill/schema/filter-tree';
import { expect, test } from 'vitest';
import { treeOfSearch } from './tree-of-search.ts';

test('the report’s filters become conditions that all hold', () => {
  const tree = treeOfSearch({
    bucket: ['START_SHIPPING'],
    country: ['DE', 'FR'],
    tracking: 'no',
    hold: 'no',
    from: '5',
    to: '9',
    sort: 'name',
    backer: '7',
  });
  expect(checkTree(tree)).toEqual([]);
  expect(tree).toEqual({
    op: 'AND',
    nodes: [
      { field: 'bucket', operator: 'ANY_OF', value: ['START_SHIPPING'] },
      { field: 'country', operator: 'ANY_OF', value: ['DE', 'FR'] },
      { field: 'number', operator: 'BETWEEN', value: [5, 9] },
      { field: 'hasTracking', operator: 'IS', value: false },
      { field: 'onHold', operator: 'IS', value: false },
    ],
  });
});

test('the search stays the search, numbers included', () => {
  const tree = treeOfSearch({ q: ' ada  lovelace ', tracking: 'yes' });
  expect(checkTree(tree)).toEqual([]);
  expect(filterSentence(tree)).toBe('With a tracking number and the search finds “ada lovelace”');
  expect(treeOfSearch({ q: '1Z999AA1' })).toEqual({
    field: 'search',
    operator: 'CONTAINS',
    value: '1Z999AA1',
  });
  expect(treeOfSearch({ q: '  ' })).toEqual({ op: 'AND', nodes: [] });
});

test('one filter needs no group, and none is everyone', () => {
  expect(treeOfSearch({ operation: '12' })).toEqual({ field: 'operation', operator: 'IS', value: '12' });
  expect(treeOfSearch({ segment: '3' })).toEqual({ field: 'segment', operator: 'IS', value: '3' });
  expect(treeOfSearch({ sort: 'name' })).toEqual({ op: 'AND', nodes: [] });
  expect(treeOfSearch({ to: '40' })).toEqual({ field: 'number', operator: 'LTE', value: 40 });
});
