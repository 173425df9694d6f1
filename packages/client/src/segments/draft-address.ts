import {
  FILTER_OPERATORS,
  filterField,
  isFilterField,
  type FilterOperator,
} from '@waybill/schema/filter-fields';
import { checkTree, type FilterLeaf, type FilterTree } from '@waybill/schema/filter-tree';
import { draftOf, isDraftGroup, type DraftGroup, type DraftNode } from './draft.ts';

/**
 * The longest draft that stands in the address, in characters before they are escaped. Node refuses a request whose
 * head is over 16 KB, and a pasted list of thousands would make the page unable to be reloaded: longer ones are kept
 * with the entry of the browser's history, which survives reload and back, but no link.
 */
export const longestInAddress = 4000;

/** A draft as text, conditions that wait for their value included. */
export function draftText(draft: DraftGroup): string {
  return JSON.stringify(plain(draft));
}

function plain(node: DraftNode): FilterTree {
  if (isDraftGroup(node)) return { op: node.op, nodes: node.nodes.map(plain) };
  const { id: _id, ...leaf } = node;
  return leaf;
}

/** Reads what `draftText` wrote, or what a person made of it: keeps what is understood, and never throws. */
export function parseDraft(text: string | undefined): DraftGroup | null {
  if (!text) return null;
  try {
    const tree = read(JSON.parse(text));
    return tree ? draftOf(tree) : null;
  } catch {
    return null;
  }
}

function read(given: unknown): FilterTree | null {
  if (typeof given !== 'object' || given === null) return null;
  if ('op' in given) {
    const op = (['AND', 'OR', 'NOT'] as const).find((one) => one === given.op);
    const nodes: unknown[] = 'nodes' in given && Array.isArray(given.nodes) ? given.nodes : [];
    return op ? { op, nodes: nodes.map(read).filter((node) => node !== null) } : null;
  }
  const { field, operator, value } = given as Record<string, unknown>;
  if (!isFilterField(field)) return null;
  const known = FILTER_OPERATORS.find((one): one is FilterOperator => one === operator);
  if (!known || !filterField(field).operators.includes(known)) return null;
  const leaf: FilterLeaf = { field, operator: known };
  const whole = { ...leaf, value } as FilterLeaf;
  return checkTree(whole).length === 0 ? whole : leaf;
}
