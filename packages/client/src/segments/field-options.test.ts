import type { FilterLeaf } from '@waybill/schema/filter-tree';
import { describe, expect, test } from 'vitest';
import { emptyHint } from './field-options.ts';

describe('who has no value is named beside the condition that takes them in', () => {
  test.each<[FilterLeaf, string | null, string | null]>([
    [{ field: 'tags', operator: 'IS_NOT', value: 'vip' }, 'Includes backers with no tag.', null],
    [{ field: 'tags', operator: 'IS', value: 'vip' }, null, 'Includes backers with no tag.'],
    [
      { field: 'shippedAt', operator: 'BEFORE', value: '2026-12-01' },
      null,
      'Includes backers with no date shipped.',
    ],
    [{ field: 'country', operator: 'IS', value: 'DE' }, null, 'Includes backers whose country is unknown.'],
    [{ field: 'country', operator: 'IS_EMPTY' }, null, null],
    [{ field: 'country', operator: 'IS_NOT_EMPTY' }, null, null],
    [{ field: 'status', operator: 'IS', value: 'FULFILLED' }, null, null],
  ])('%j', (leaf, plain, negated) => {
    expect(emptyHint(leaf, false)).toBe(plain);
    expect(emptyHint(leaf, true)).toBe(negated);
  });
});
