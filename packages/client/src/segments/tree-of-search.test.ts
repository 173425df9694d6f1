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

test('every word of the search may stand in any field that is searched', () => {
  const tree = treeOfSearch({ q: ' ada  lovelace ' });
  expect(checkTree(tree)).toEqual([]);
  expect(filterSentence(tree)).toBe(
    '(name contains “ada” or email contains “ada” or notes contains “ada” or pledge ID contains “ada”) and ' +
      '(name contains “lovelace” or email contains “lovelace” or notes contains “lovelace” or pledge ID contains “lovelace”)',
  );
});

test('one filter needs no group, and none is everyone', () => {
  expect(treeOfSearch({ operation: '12' })).toEqual({ field: 'operation', operator: 'IS', value: '12' });
  expect(treeOfSearch({ segment: '3' })).toEqual({ field: 'segment', operator: 'IS', value: '3' });
  expect(treeOfSearch({ sort: 'name' })).toEqual({ op: 'AND', nodes: [] });
  expect(treeOfSearch({ to: '40' })).toEqual({ field: 'number', operator: 'LTE', value: 40 });
});
