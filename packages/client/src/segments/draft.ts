import {
  checkTree,
  EVERYONE,
  type FilterLeaf,
  type FilterOp,
  type FilterTree,
} from '@waybill/schema/filter-tree';
import { oppositeOf } from './leaf.ts';

/**
 * The filter as it is while a person builds it: the same tree as the API's, with an id for every node, and with
 * conditions that wait for their value. The root is always a group, so that there is always a place to add to.
 */
export type DraftNode = DraftGroup | DraftLeaf;

export interface DraftGroup {
  readonly id: string;
  readonly op: FilterOp;
  readonly nodes: readonly DraftNode[];
}

export type DraftLeaf = FilterLeaf & { readonly id: string };

export type DraftAction =
  /** Puts a node at the end of a group. */
  | { do: 'add'; groupId: string; node: DraftNode }
  | { do: 'remove'; id: string }
  /** Puts another condition in a condition's place. */
  | { do: 'change'; leaf: DraftLeaf }
  | { do: 'op'; id: string; op: FilterOp }
  /** Turns a node round: it then holds for whom it did not. A group changes its word, or goes into one that says so. */
  | { do: 'negate'; id: string; groupId: string }
  /** One step up or down as the eye reads it: past a condition, into a group, or out of the one it stands in. */
  | { do: 'move'; id: string; by: 1 | -1 }
  /** Puts a node into a new group of its own, so that others can join it there. */
  | { do: 'wrap'; id: string; groupId: string; op: FilterOp }
  | { do: 'replace'; draft: DraftGroup };

/** Whether it holds others; the counterpart of `isGroup` for trees. */
export function isDraftGroup(node: DraftNode): node is DraftGroup {
  return 'nodes' in node;
}

let made = 0;
/** An id no other node of this page has. */
export function newId(): string {
  made += 1;
  return `node-${made}`;
}

/** The draft a stored filter opens as; null opens an empty one. */
export function draftOf(tree: FilterTree | null): DraftGroup {
  const node = tree && draftNodeOf(tree);
  if (node && isDraftGroup(node)) return node;
  return { id: newId(), op: 'AND', nodes: node ? [node] : [] };
}

/** A part of a filter as a part of a draft, with ids of its own. */
export function draftNodeOf(tree: FilterTree): DraftNode {
  if ('op' in tree) return { id: newId(), op: tree.op, nodes: tree.nodes.map(draftNodeOf) };
  return { id: newId(), ...tree };
}

/** The same again, with ids of its own. */
export function copyOf(node: DraftNode): DraftNode {
  return isDraftGroup(node)
    ? { ...node, id: newId(), nodes: node.nodes.map(copyOf) }
    : { ...node, id: newId() };
}

function treeOfLeaf({ id: _id, ...leaf }: DraftLeaf): FilterLeaf {
  return leaf;
}

/** What a condition still wants, in words; null when it is whole. */
export function wants(leaf: DraftLeaf): string | null {
  return checkTree(treeOfLeaf(leaf))[0]?.message ?? null;
}

/**
 * The filter as far as it is whole: conditions that wait for their value are left out, and groups that are empty
 * without them. Of a root with one condition only that is left, so that the sentence stays short.
 */
export function treeOf(root: DraftGroup): FilterTree {
  const tree = wholeTree(root);
  if (!tree) return EVERYONE;
  const [only] = 'op' in tree && tree.op !== 'NOT' ? tree.nodes : [];
  return only && 'op' in tree && tree.nodes.length === 1 ? only : tree;
}

function wholeTree(node: DraftNode): FilterTree | null {
  if (!isDraftGroup(node)) return wants(node) === null ? treeOfLeaf(node) : null;
  const nodes = node.nodes.map(wholeTree).filter((one) => one !== null);
  return nodes.length > 0 ? { op: node.op, nodes } : null;
}

/** What a person made of a segment: its name and its filter. */
export interface Made {
  name: string;
  filter: FilterTree;
}

/** What of a segment was made another, and nothing else: what somebody changed meanwhile is not for us to put back. */
export function changesOf(stored: { name: string; filter: FilterTree | null }, made: Made): Partial<Made> {
  const before = treeOf(draftOf(stored.filter));
  return {
    ...(made.name !== stored.name && { name: made.name }),
    ...(written(made.filter) !== written(before) && { filter: made.filter }),
  };
}

/** The same text for the same tree, in whatever order its parts came: the database has an order of its own. */
function written(tree: FilterTree): string {
  return JSON.stringify(tree, ['op', 'nodes', 'field', 'operator', 'value', 'sku', 'quantity']);
}

/** The conditions that wait for their value, in the order they stand in. */
export function unfinished(node: DraftNode): DraftLeaf[] {
  if (isDraftGroup(node)) return node.nodes.flatMap(unfinished);
  return wants(node) === null ? [] : [node];
}

/** The draft after one step; the same object when the step leads nowhere. */
export function changeDraft(root: DraftGroup, action: DraftAction): DraftGroup {
  switch (action.do) {
    case 'replace':
      return action.draft;
    case 'add':
      return edit(root, action.groupId, (group) => [
        isDraftGroup(group) ? { ...group, nodes: [...group.nodes, action.node] } : group,
      ]);
    case 'remove':
      return action.id === root.id ? { ...root, nodes: [] } : edit(root, action.id, () => []);
    case 'change':
      return edit(root, action.leaf.id, () => [action.leaf]);
    case 'op':
      return edit(root, action.id, (group) => [isDraftGroup(group) ? { ...group, op: action.op } : group]);
    case 'negate':
      return negate(root, action.id, action.groupId);
    case 'wrap':
      if (action.id === root.id) return { id: action.groupId, op: action.op, nodes: [root] };
      return edit(root, action.id, (node) => [{ id: action.groupId, op: action.op, nodes: [node] }]);
    case 'move':
      return move(root, action.id, action.by);
  }
}

/** Puts `make(node)` in the node's place. Groups that are left empty go, but for the root. */
function edit(root: DraftGroup, id: string, make: (node: DraftNode) => readonly DraftNode[]): DraftGroup {
  if (root.id === id) {
    const [made] = make(root);
    return made && isDraftGroup(made) ? made : root;
  }
  const nodes = root.nodes.flatMap((node): readonly DraftNode[] => {
    if (node.id === id) return make(node);
    if (!isDraftGroup(node)) return [node];
    const inner = edit(node, id, make);
    return inner === node || inner.nodes.length > 0 ? [inner] : [];
  });
  const same = nodes.length === root.nodes.length && nodes.every((node, index) => node === root.nodes[index]);
  return same ? root : { ...root, nodes };
}

function negate(root: DraftGroup, id: string, groupId: string): DraftGroup {
  const turn = (node: DraftNode): DraftNode => {
    if (isDraftGroup(node)) {
      const [only] = node.nodes;
      if (node.op === 'NOT' && only && node.nodes.length === 1 && node.id !== root.id) return only;
      if (node.op !== 'AND' || node.nodes.length < 2)
        return { ...node, op: node.op === 'NOT' ? 'OR' : 'NOT' };
    } else {
      const turned = oppositeOf(node);
      if (turned) return turned;
    }
    return { id: groupId, op: 'NOT', nodes: [node] };
  };
  return edit(root, id, (node) => [turn(node)]);
}

function parentOf(root: DraftGroup, id: string): DraftGroup | null {
  if (root.nodes.some((node) => node.id === id)) return root;
  for (const node of root.nodes) {
    const found = isDraftGroup(node) ? parentOf(node, id) : null;
    if (found) return found;
  }
  return null;
}

function move(root: DraftGroup, id: string, by: 1 | -1): DraftGroup {
  const parent = parentOf(root, id);
  if (!parent) return root;
  const at = parent.nodes.findIndex((node) => node.id === id);
  const node = parent.nodes[at];
  const neighbour = parent.nodes[at + by];
  if (!node) return root;
  if (!neighbour) return parent.id === root.id ? root : leave(root, parent, node, by);
  // A group passes another group, a condition goes into it: so that any place can be reached by steps.
  if (isDraftGroup(neighbour) && !isDraftGroup(node)) {
    const without = edit(root, id, () => []);
    return edit(without, neighbour.id, (group) =>
      isDraftGroup(group)
        ? [{ ...group, nodes: by === 1 ? [node, ...group.nodes] : [...group.nodes, node] }]
        : [group],
    );
  }
  const nodes = parent.nodes.map((one) => (one === node ? neighbour : one === neighbour ? node : one));
  return edit(root, parent.id, () => [{ ...parent, nodes }]);
}

function leave(root: DraftGroup, parent: DraftGroup, node: DraftNode, by: 1 | -1): DraftGroup {
  const rest = parent.nodes.filter((one) => one !== node);
  const left = rest.length > 0 ? [{ ...parent, nodes: rest }] : [];
  return edit(root, parent.id, () => (by === 1 ? [...left, node] : [node, ...left]));
}
