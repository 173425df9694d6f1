import { isGroup, valuesOf, type FilterLeaf, type FilterTree } from '@waybill/schema/filter-tree';
import type { BackerCondition } from '../backers/backer-filter.sql.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import type { FilterScope } from './filter-condition.sql.ts';
import { leafIds, leafPiece, type Piece } from './filter-leaf.sql.ts';
import { bookedSegment, type SegmentBook } from './segment-book.ts';

/** From one backer's id to another's, both ends included. */
export type IdRange = readonly [from: number, to: number];

/** Conditions a statement has at most, those of the segments it speaks of counted as often as they stand in it. */
const MOST_CONDITIONS = 1000;

interface TreeScope extends FilterScope {
  book: SegmentBook;
  conditions: number;
  /** Segments whose filters are being written, outermost first. */
  within: string[];
}

/**
 * A filter tree as a condition over `backer b` and `orders o`. It is never null, and status is asked of orders only.
 * NOT goes down to the leaves, so that each is written in the form the planner knows best.
 *
 * @param tree one that `checkTree` has nothing against
 * @param book the segments it speaks of, directly or through others
 * @param values gets the statement's values, all of them text; $n counts from what is in it
 * @param between what the caller asks of the backer's id beside it: the planner does not carry it over to other tables,
 *   and would look up the parcels of 100,000 backers one by one
 * @throws UserError when segments go in a circle, or the whole is too long
 */
export function treeSql(
  tree: FilterTree,
  book: SegmentBook,
  projectId: string,
  values: unknown[],
  between: IdRange | null = null,
): BackerCondition {
  const within: string[] = [];
  const scope: TreeScope = Object.assign(scopeOf(projectId, values), { book, conditions: 0, within });
  if (between) scope.alsoOfRows = ` and t.backer_id between ${between[0]} and ${between[1]}`;
  const piece = pieceOf(tree, false, scope);
  // Orders is the narrower of the two: what speaks of neither is cheaper counted there.
  const order = scope.order || !scope.backer;
  return { sql: piece(scope.backer ? 'b.id' : 'o.backer_id'), backer: scope.backer, order };
}

/** As `leafIds`, of a tree that is one condition. @param values as of `treeSql`; of no use when null is returned */
export function treeIds(tree: FilterTree, projectId: string, values: unknown[]): string | null {
  return isGroup(tree) ? null : leafIds(tree, scopeOf(projectId, values));
}

function scopeOf(projectId: string, values: unknown[]): FilterScope {
  let project: string | null = null;
  return {
    bind: (value) => `$${values.push(value)}`,
    // A value that stands nowhere in the statement would have no type: bound when first asked for.
    get project() {
      return (project ??= `$${values.push(projectId)}::bigint`);
    },
    backer: false,
    order: false,
    narrows: true,
    alsoOfRows: '',
  };
}

function pieceOf(tree: FilterTree, negated: boolean, scope: TreeScope): Piece {
  if (!isGroup(tree))
    return tree.field === 'segment' ? segmentPiece(tree, negated, scope) : leafOf(tree, negated, scope);
  const turned = tree.op === 'NOT' ? !negated : negated;
  const word = (tree.op === 'AND') !== turned ? 'and' : 'or';
  const narrowed = scope.narrows;
  scope.narrows = narrowed && (word === 'and' || tree.nodes.length === 1);
  const pieces = tree.nodes.map((node) => pieceOf(node, turned, scope));
  scope.narrows = narrowed;
  return joined(pieces, word);
}

function leafOf(leaf: FilterLeaf, negated: boolean, scope: TreeScope): Piece {
  scope.conditions += 1;
  if (scope.conditions > MOST_CONDITIONS)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `With the segments it speaks of, the filter has more than ${MOST_CONDITIONS} conditions. Make snapshots of some of them.`,
      ['filter'],
    );
  return leafPiece(leaf, negated, scope);
}

function joined(pieces: readonly Piece[], word: 'and' | 'or'): Piece {
  const [only, ...others] = pieces;
  if (!only) return () => (word === 'and' ? 'true' : 'false');
  if (others.length === 0) return only;
  return (id) => `(${pieces.map((piece) => piece(id)).join(` ${word} `)})`;
}

function segmentPiece({ operator, value }: FilterLeaf, negated: boolean, scope: TreeScope): Piece {
  const out = (operator === 'IS_NOT' || operator === 'NONE_OF') !== negated;
  const ids = valuesOf(value);
  const narrowed = scope.narrows;
  scope.narrows = narrowed && (out || ids.length === 1);
  const pieces = ids.map((id) => memberPiece(id, out, scope));
  scope.narrows = narrowed;
  return joined(pieces, out ? 'and' : 'or');
}

/** Of a snapshot its list, of a dynamic segment its filter, written where it is spoken of. */
function memberPiece(id: string, out: boolean, scope: TreeScope): Piece {
  const segment = bookedSegment(scope.book, id);
  if (segment.kind === 'SNAPSHOT') {
    const list = scope.bind(id);
    return (backer) =>
      `${out ? 'not ' : ''}exists (select from segment_member t where t.segment_id = ${list}::bigint and t.backer_id = ${backer}${scope.alsoOfRows})`;
  }
  if (scope.within.includes(id)) throw circle(segment.name);
  scope.within.push(id);
  const piece = pieceOf(segment.filter, out, scope);
  scope.within.pop();
  return piece;
}

function circle(name: string): UserError {
  return new UserError(
    UserErrorCode.INVALID,
    `The segment “${name}” comes back to itself: its filter speaks of a segment that speaks of it.`,
    ['filter'],
  );
}
