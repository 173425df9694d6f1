import type { FilterLeaf, FilterTree } from '@waybill/schema/filter-tree';
import { describe, expect, it } from 'vitest';
import { draftText, parseDraft } from './draft-address.ts';
import {
  changeDraft,
  changesOf,
  draftNodeOf,
  draftOf,
  isDraftGroup,
  treeOf,
  unfinished,
  type DraftGroup,
  type DraftNode,
} from './draft.ts';
import { leafFor, oppositeOf, withOperator, withValue } from './leaf.ts';

const tag = (value: string): FilterLeaf => ({ field: 'tags', operator: 'IS', value });
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(tag) as [FilterLeaf, FilterLeaf, FilterLeaf, FilterLeaf];
const and = (...nodes: FilterTree[]): FilterTree => ({ op: 'AND', nodes });
const or = (...nodes: FilterTree[]): FilterTree => ({ op: 'OR', nodes });
const not = (...nodes: FilterTree[]): FilterTree => ({ op: 'NOT', nodes });

/** The id of the condition on a tag, or of the group that holds it directly. */
function find(root: DraftNode, value: string): { leaf: string; group: string } {
  const search = (node: DraftNode, group: string): { leaf: string; group: string } | null => {
    if (!isDraftGroup(node)) return node.value === value ? { leaf: node.id, group } : null;
    for (const child of node.nodes) {
      const found = search(child, node.id);
      if (found) return found;
    }
    return null;
  };
  const found = search(root, '');
  if (!found) throw new Error(`No condition on ${value}.`);
  return found;
}
/** How many groups lie around a node: 0 for the root; -1 for what is not in the draft. */
function depthOf(root: DraftNode, id: string): number {
  if (root.id === id) return 0;
  if (!isDraftGroup(root)) return -1;
  for (const node of root.nodes) {
    const depth = depthOf(node, id);
    if (depth >= 0) return depth + 1;
  }
  return -1;
}

const moved = (tree: FilterTree, value: string, by: 1 | -1): FilterTree => {
  const draft = draftOf(tree);
  return treeOf(changeDraft(draft, { do: 'move', id: find(draft, value).leaf, by }));
};

describe('a filter as a draft', () => {
  it('comes back as it was', () => {
    for (const tree of [and(a, or(b, not(c)), d), not(a, b), or(a, b), a, not(a)]) {
      expect(treeOf(draftOf(tree))).toEqual(tree);
    }
    expect(treeOf(draftOf(null))).toEqual({ op: 'AND', nodes: [] });
  });

  it('leaves out what waits for its value, and the groups that are empty without it', () => {
    const draft = draftOf(and(a, or({ field: 'country', operator: 'ANY_OF' })));
    expect(treeOf(draft)).toEqual(a);
    expect(unfinished(draft).map(({ field }) => field)).toEqual(['country']);
  });

  it('stands in the address with what waits, and is read again with what is understood', () => {
    const draft = draftOf(and(a, not(b), { field: 'country', operator: 'ANY_OF' }));
    expect(draftText(parseDraft(draftText(draft)) as DraftGroup)).toBe(draftText(draft));
    for (const nonsense of ['', '{', '7', 'null', '{"op":"XOR","nodes":[]}', '{"field":"shoeSize"}'])
      expect(parseDraft(nonsense)).toBeNull();
    const half = parseDraft(
      '{"op":"OR","nodes":[{"field":"number","operator":"EQ","value":"x"},{"field":"no"},{"op":"AND"}]}',
    );
    expect(draftText(half as DraftGroup)).toBe(
      '{"op":"OR","nodes":[{"field":"number","operator":"EQ"},{"op":"AND","nodes":[]}]}',
    );
  });
});

describe('adding and removing', () => {
  it('adds to the end of the group that is named', () => {
    const draft = draftOf(and(a, or(b, c)));
    const groupId = find(draft, 'b').group;
    expect(treeOf(changeDraft(draft, { do: 'add', groupId, node: draftNodeOf(d) }))).toEqual(
      and(a, or(b, c, d)),
    );
  });

  it('takes the group along when its last condition goes, but never the root', () => {
    const draft = draftOf(and(a, or(b)));
    const one = changeDraft(draft, { do: 'remove', id: find(draft, 'b').leaf });
    expect(one.nodes).toHaveLength(1);
    const none = changeDraft(one, { do: 'remove', id: find(one, 'a').leaf });
    expect(none).toEqual({ ...draft, nodes: [] });
  });

  it('is the same draft when nothing is hit', () => {
    const draft = draftOf(and(a, or(b, c)));
    expect(changeDraft(draft, { do: 'remove', id: 'gone' })).toBe(draft);
    expect(changeDraft(draft, { do: 'move', id: 'gone', by: 1 })).toBe(draft);
  });
});

describe('moving', () => {
  it('goes step by step: past conditions, into groups, out of them', () => {
    expect(moved(and(a, b), 'a', 1)).toEqual(and(b, a));
    expect(moved(and(a, or(b, c)), 'a', 1)).toEqual(or(a, b, c));
    expect(moved(and(or(a, b), c), 'c', -1)).toEqual(or(a, b, c));
    expect(moved(and(or(a, b), c), 'b', 1)).toEqual(and(or(a), b, c));
    expect(moved(and(c, or(a, b)), 'a', -1)).toEqual(and(c, a, or(b)));
  });

  it('stops at the ends, and takes an emptied group away', () => {
    const ends = draftOf(and(a, b));
    expect(changeDraft(ends, { do: 'move', id: find(ends, 'a').leaf, by: -1 })).toBe(ends);
    expect(moved(and(a, or(b)), 'b', -1)).toEqual(and(a, b));
  });

  it('moves a group past its neighbours without nesting it', () => {
    const draft = draftOf(and(or(a, b), or(c, d)));
    const id = find(draft, 'a').group;
    expect(treeOf(changeDraft(draft, { do: 'move', id, by: 1 }))).toEqual(and(or(c, d), or(a, b)));
  });

  it('reaches any place by steps down', () => {
    let draft = draftOf(and(a, or(b, and(c, d))));
    const id = find(draft, 'a').leaf;
    const depths = [depthOf(draft, id)];
    for (let step = 0; step < 7; step++) {
      draft = changeDraft(draft, { do: 'move', id, by: 1 });
      depths.push(depthOf(draft, id));
    }
    expect(depths).toEqual([1, 2, 2, 3, 3, 3, 2, 1]);
  });
});

describe('turning round and grouping', () => {
  const negated = (tree: FilterTree, value: string, what: 'leaf' | 'group') => {
    const draft = draftOf(tree);
    return treeOf(changeDraft(draft, { do: 'negate', id: find(draft, value)[what], groupId: 'new' }));
  };

  it('turns a condition by its comparison where there is an opposite', () => {
    expect(negated(and(a, b), 'b', 'leaf')).toEqual(and(a, { ...b, operator: 'IS_NOT' }));
    const from: FilterLeaf = { field: 'name', operator: 'STARTS_WITH', value: 'x' };
    expect(negated(and(a, from), 'x', 'leaf')).toEqual(and(a, not(from)));
  });

  it('turns a group by its word, and says it twice only where it must', () => {
    expect(negated(and(a, or(b, c)), 'b', 'group')).toEqual(and(a, not(b, c)));
    expect(negated(and(a, not(b, c)), 'b', 'group')).toEqual(and(a, or(b, c)));
    expect(negated(or(a, and(b, c)), 'b', 'group')).toEqual(or(a, not(and(b, c))));
    const twice = draftOf(or(a, not(and(b, c))));
    const outer = twice.nodes[1] as DraftGroup;
    expect(treeOf(changeDraft(twice, { do: 'negate', id: outer.id, groupId: 'new' }))).toEqual(
      or(a, and(b, c)),
    );
  });

  it('turns the whole round and back', () => {
    const draft = draftOf(and(a, b));
    const once = changeDraft(draft, { do: 'negate', id: draft.id, groupId: 'new' });
    expect(treeOf(once)).toEqual(not(and(a, b)));
  });

  it('puts a condition into a group of its own', () => {
    const draft = draftOf(and(a, b));
    const wrapped = changeDraft(draft, { do: 'wrap', id: find(draft, 'b').leaf, groupId: 'new', op: 'OR' });
    expect(treeOf(changeDraft(wrapped, { do: 'add', groupId: 'new', node: draftNodeOf(c) }))).toEqual(
      and(a, or(b, c)),
    );
  });
});

describe('one condition', () => {
  it('keeps of its value what still makes sense when it is compared otherwise', () => {
    expect(withOperator(tag('x'), 'ANY_OF').value).toEqual(['x']);
    expect(withOperator({ field: 'tags', operator: 'ANY_OF', value: ['x', 'y'] }, 'IS').value).toBe('x');
    expect(withOperator({ field: 'number', operator: 'EQ', value: 4 }, 'BETWEEN').value).toEqual([4, 4]);
    expect(withOperator(tag('x'), 'IS_EMPTY')).toEqual({ field: 'tags', operator: 'IS_EMPTY' });
    expect(
      withOperator({ field: 'shippedAt', operator: 'BEFORE', value: '2026-01-01' }, 'WITHIN_DAYS'),
    ).toEqual({ field: 'shippedAt', operator: 'WITHIN_DAYS' });
    expect(
      withOperator({ field: 'skuQuantity', operator: 'GTE', value: { sku: 'S', quantity: 2 } }, 'BETWEEN')
        .value,
    ).toEqual({ sku: 'S', quantity: [2, 2] });
  });

  it('begins as it is asked most, and yes-or-no questions with yes', () => {
    expect(leafFor('status')).toEqual({ field: 'status', operator: 'ANY_OF' });
    expect(leafFor('onHold')).toEqual({ field: 'onHold', operator: 'IS', value: true });
    expect(leafFor('deliveredAt').operator).toBe('WITHIN_DAYS');
    expect(leafFor('number').operator).toBe('GTE');
  });

  it('has an opposite, or none', () => {
    expect(oppositeOf({ field: 'onHold', operator: 'IS', value: true })?.value).toBe(false);
    expect(oppositeOf({ field: 'shippedAt', operator: 'IS', value: '2026-01-01' })).toBeNull();
    expect(withValue(tag('x'), undefined)).toEqual({ field: 'tags', operator: 'IS' });
  });
});

describe('what of a segment was changed', () => {
  const stored = { name: 'VIPs', filter: and(a, b) };

  it('is what is sent, and nothing that was left as it was', () => {
    expect(changesOf(stored, { name: 'VIPs', filter: and(a, b) })).toEqual({});
    expect(changesOf(stored, { name: 'Friends', filter: and(a, b) })).toEqual({ name: 'Friends' });
    expect(changesOf(stored, { name: 'VIPs', filter: and(b, a) })).toEqual({ filter: and(b, a) });
  });

  it('is nothing where only the writing differs', () => {
    const filter = { value: 'a', operator: 'IS', field: 'tags' } as const;
    expect(changesOf({ name: 'x', filter: and(filter) }, { name: 'x', filter: a })).toEqual({});
    expect(changesOf({ name: 'x', filter: null }, { name: 'x', filter: and() })).toEqual({});
  });
});
