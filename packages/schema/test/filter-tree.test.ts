import { describe, expect, test } from 'vitest';
import {
  FILTER_FIELD_NAMES,
  filterField,
  includesEmpty,
  operatorLabel,
  valueShape,
} from '../src/filter-fields.ts';
import {
  checkTree,
  filterSentence,
  leavesOf,
  segmentsIn,
  TREE_LIMITS,
  type FilterTree,
} from '../src/filter-tree.ts';

const germany: FilterTree = { field: 'country', operator: 'IS', value: 'DE' };

describe('a tree as a sentence', () => {
  test.each<[FilterTree, string]>([
    [{ op: 'AND', nodes: [] }, 'Everyone'],
    [germany, 'Country is Germany'],
    [
      { field: 'country', operator: 'NONE_OF', value: ['DE', 'US'] },
      'Country is none of Germany or United States (or unknown)',
    ],
    [{ field: 'country', operator: 'IS_EMPTY' }, 'Country is unknown'],
    [{ field: 'status', operator: 'IS_NOT', value: 'FULFILLED' }, 'Status is not Fulfilled'],
    [{ field: 'tags', operator: 'IS_NOT', value: 'vip' }, 'No tag is “vip” (or none)'],
    [{ field: 'search', operator: 'CONTAINS', value: '1Z999AA1' }, 'The search finds “1Z999AA1”'],
    [{ field: 'search', operator: 'NOT_CONTAINS', value: '7' }, 'The search does not find “7”'],
    [{ field: 'sku', operator: 'NOT_CONTAINS', value: 'DICE' }, 'No SKU contains “DICE” (or none)'],
    [{ field: 'number', operator: 'BETWEEN', value: [1000, 2000] }, 'Backer number is between 1000 and 2000'],
    [
      { field: 'number', operator: 'ANY_OF', value: [1, 2, 3, 4, 5, 6] },
      'Backer number is one of 6 (1, 2, 3 …)',
    ],
    [
      { field: 'number', operator: 'NONE_OF', value: [1, 2, 3, 4, 5, 6] },
      'Backer number is none of 6 (1, 2, 3 …) (or none)',
    ],
    [{ field: 'shippedAt', operator: 'WITHIN_DAYS', value: 1 }, 'Date shipped is within the last 1 day'],
    [{ field: 'shippedAt', operator: 'BEFORE', value: '2026-03-01' }, 'Date shipped is before 1 Mar 2026'],
    [
      { field: 'skuQuantity', operator: 'GTE', value: { sku: 'CORE', quantity: 2 } },
      'Quantity of “CORE” is at least 2',
    ],
    [{ field: 'hasTracking', operator: 'IS', value: false }, 'Without a tracking number'],
    [
      { field: 'daysSinceScan', operator: 'NE', value: 3 },
      'Days since the last scan is not 3 (or never scanned)',
    ],
    [{ field: 'segment', operator: 'NONE_OF', value: ['7', '8'] }, 'Not in “VIPs” or segment 8'],
    [
      { op: 'NOT', nodes: [germany, { field: 'onHold', operator: 'IS', value: true }] },
      'Not (country is Germany) (or unknown) and not (on hold)',
    ],
    [
      {
        op: 'AND',
        nodes: [
          germany,
          {
            op: 'OR',
            nodes: [
              { field: 'onHold', operator: 'IS', value: true },
              { field: 'status', operator: 'IS', value: 'FULFILLMENT_ERRORED' },
            ],
          },
        ],
      },
      'Country is Germany and (on hold or status is Errored)',
    ],
    [{ op: 'OR', nodes: [{ op: 'AND', nodes: [germany] }] }, 'Country is Germany'],
  ])('%j', (tree, sentence) => {
    expect(checkTree(tree)).toEqual([]);
    expect(
      filterSentence(tree, (field, value) => (field === 'segment' && value === '7' ? 'VIPs' : undefined)),
    ).toBe(sentence);
  });
});

describe('who has no value is named where a condition takes them in', () => {
  const vip: FilterTree = { field: 'tags', operator: 'IS', value: 'vip' };
  const noVip: FilterTree = { field: 'tags', operator: 'IS_NOT', value: 'vip' };
  const shipped: FilterTree = { field: 'shippedAt', operator: 'BEFORE', value: '2026-12-01' };
  const held: FilterTree = { field: 'onHold', operator: 'IS', value: true };
  const not = (...nodes: FilterTree[]): FilterTree => ({ op: 'NOT', nodes });
  test.each<[FilterTree, string]>([
    [not(noVip), 'Not (no tag is “vip”)'],
    [not(shipped), 'Not (date shipped is before 1 Dec 2026) (or none)'],
    [not(not(noVip)), 'Not (not (no tag is “vip” (or none)))'],
    [not(not(vip)), 'Not (not (tag is “vip”))'],
    [not(germany, vip), 'Not (country is Germany) (or unknown) and not (tag is “vip”) (or none)'],
    [not(noVip, held), 'Not (no tag is “vip” or on hold)'],
    [
      { op: 'OR', nodes: [held, not(germany, vip)] },
      'On hold or (not (country is Germany) (or unknown) and not (tag is “vip”) (or none))',
    ],
    [not({ op: 'AND', nodes: [germany, held] }), 'Not (country is Germany) (or unknown) or not (on hold)'],
    [not({ op: 'AND', nodes: [germany, not(held)] }), 'Not (country is Germany) (or unknown) or on hold'],
    [not({ field: 'country', operator: 'IS_EMPTY' }), 'Not (country is unknown)'],
    [not({ field: 'country', operator: 'IS_NOT_EMPTY' }), 'Not (country is known)'],
  ])('%j', (tree, sentence) => {
    expect(filterSentence(tree)).toBe(sentence);
  });
});

describe('what is wrong with a tree is told with its place', () => {
  const leaf = (field: string, operator: string, value?: unknown) => ({ field, operator, value });
  test.each<[unknown, string, RegExp]>([
    [null, '', /group .* or a condition/],
    [[], '', /group .* or a condition/],
    [{ op: 'AND', nodes: 'x' }, 'nodes', /list of nodes/],
    [{ op: 'NAND', nodes: [germany] }, 'op', /AND, OR or NOT/],
    [{ op: 'OR', nodes: [] }, 'nodes', /empty/],
    [{ op: 'AND', nodes: [germany, { op: 'AND', nodes: [] }] }, 'nodes[1].nodes', /empty/],
    [{ op: 'AND', nodes: [germany], field: 'x' }, 'field', /means nothing here/],
    [{ ...germany, values: [] }, 'values', /means nothing here/],
    [{ operator: 'IS' }, 'field', /no field/],
    [leaf('toString', 'IS', 'x'), 'field', /There is no field/],
    [leaf('onHold', 'CONTAINS', 'x'), 'operator', /Use IS\./],
    [leaf('onHold', 'IS', 'true'), 'value', /true or false/],
    [leaf('country', 'IS', 'Germany'), 'value', /two letters/],
    [leaf('country', 'IS_EMPTY', 'DE'), 'value', /takes no value/],
    [leaf('name', 'CONTAINS', '  '), 'value', /blank/],
    [leaf('name', 'CONTAINS', 'x'.repeat(501)), 'value', /501 characters/],
    [leaf('name', 'IS', 'a\0b'), 'value', /NUL/],
    [leaf('name', 'ANY_OF', ['a', 5]), 'value[1]', /no text/],
    [leaf('name', 'ANY_OF', []), 'value', /one value or more/],
    [leaf('number', 'GT', 1.5), 'value', /no whole number/],
    [leaf('number', 'GT', '7'), 'value', /no whole number/],
    [leaf('number', 'GT', 2 ** 31), 'value', /no whole number/],
    [leaf('number', 'BETWEEN', [5, 1]), 'value', /Turn them round/],
    [leaf('number', 'BETWEEN', [5]), 'value', /from and to/],
    [leaf('shippedAt', 'BEFORE', '2026-02-30'), 'value', /no day/],
    [leaf('shippedAt', 'WITHIN_DAYS', 0), 'value', /from 1 to/],
    [leaf('shippedAt', 'BETWEEN', ['2026-02-02', '2026-02-01']), 'value', /Turn them round/],
    [leaf('skuQuantity', 'EQ', 2), 'value', /sku, quantity/],
    [leaf('skuQuantity', 'EQ', { sku: '', quantity: 2 }), 'value.sku', /blank/],
    [leaf('skuQuantity', 'EQ', { sku: 'A', quantity: -1 }), 'value.quantity', /0 or more/],
    [leaf('skuQuantity', 'BETWEEN', { sku: 'A', quantity: [3, 1] }), 'value.quantity', /Turn them round/],
    [leaf('skuQuantity', 'EQ', { sku: 'A', quantity: 1, x: 1 }), 'value.x', /sku and quantity only/],
    [leaf('segment', 'IS', 5), 'value', /no id of a segment/],
    [leaf('operation', 'ANY_OF', ['1', "1' or 1=1"]), 'value[1]', /no id of an operation/],
    [leaf('status', 'IS', 'SHIPPED'), 'value', /is none of SURVEY_NOT_SENT/],
  ])('%j', (tree, path, message) => {
    const [problem, ...others] = checkTree(tree);
    expect(others).toEqual([]);
    expect(problem?.path).toBe(path);
    expect(problem?.message).toMatch(message);
  });

  test('several at once', () => {
    const problems = checkTree({
      op: 'AND',
      nodes: [leaf('x', 'IS'), { op: 'OR', nodes: [germany, leaf('name', 'LT', 'a')] }],
    });
    expect(problems.map(({ path }) => path)).toEqual(['nodes[0].field', 'nodes[1].nodes[1].operator']);
  });

  test('depth, size and length have limits', () => {
    let deep: FilterTree = germany;
    for (let level = 0; level < TREE_LIMITS.depth; level += 1) deep = { op: 'NOT', nodes: [deep] };
    expect(checkTree(deep)).toEqual([]);
    expect(checkTree({ op: 'NOT', nodes: [deep] })[0]?.message).toMatch(/more than 8 deep/);

    const wide = (count: number) => ({ op: 'OR', nodes: Array.from({ length: count }, () => germany) });
    expect(checkTree(wide(TREE_LIMITS.nodes - 1))).toEqual([]);
    expect(checkTree(wide(TREE_LIMITS.nodes))[0]?.message).toMatch(/more than 250 parts/);

    const long = (count: number) =>
      leaf(
        'number',
        'ANY_OF',
        Array.from({ length: count }, (_, index) => index),
      );
    expect(checkTree(long(TREE_LIMITS.values))).toEqual([]);
    expect(checkTree({ op: 'OR', nodes: [long(TREE_LIMITS.values), long(1)] })[0]?.message).toMatch(
      /100001 values/,
    );
  });
});

test('every field has operators with words, and says where empty values are included', () => {
  for (const name of FILTER_FIELD_NAMES) {
    const { operators, empty, words, type } = filterField(name);
    expect(operators.length).toBeGreaterThan(0);
    expect(new Set(operators.map((operator) => operatorLabel(name, operator))).size).toBe(operators.length);
    expect(operators.some((operator) => valueShape(operator) === 'NONE')).toBe(empty !== null);
    expect(words !== undefined).toBe(type === 'BOOLEAN');
  }
  expect(includesEmpty('country', 'IS_NOT')).toBe(true);
  expect(includesEmpty('country', 'IS')).toBe(false);
  expect(includesEmpty('status', 'IS_NOT')).toBe(false);
});

test('what a tree speaks of is found wherever it stands', () => {
  const tree: FilterTree = {
    op: 'AND',
    nodes: [
      germany,
      {
        op: 'NOT',
        nodes: [
          { field: 'segment', operator: 'ANY_OF', value: ['1', '2'] },
          { field: 'segment', operator: 'IS', value: '2' },
        ],
      },
    ],
  };
  expect(leavesOf(tree)).toHaveLength(3);
  expect(segmentsIn(tree)).toEqual(['1', '2']);
});
