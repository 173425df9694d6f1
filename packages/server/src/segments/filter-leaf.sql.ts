import type { FilterFieldName, FilterOperator } from '@waybill/schema/filter-fields';
import type { FilterLeaf } from '@waybill/schema/filter-tree';
import { BACKER_WRITERS } from './filter-backer-fields.sql.ts';
import type { Condition, FilterScope, Writers } from './filter-condition.sql.ts';
import { OPERATION_WRITERS } from './filter-operation-fields.sql.ts';
import { ORDER_WRITERS } from './filter-order-fields.sql.ts';
import { PARCEL_WRITERS } from './filter-parcel-fields.sql.ts';
import { TOLD_WRITERS } from './filter-told-fields.sql.ts';

/** A condition, once it is known by which column a backer's id is called. */
export type Piece = (id: string) => string;

/** What the rows of other tables are grouped for: each backer comes once. */
const GROUPED: ReadonlySet<FilterFieldName> = new Set(['skuQuantity', 'daysSinceScan']);

const WRITERS: Writers = {
  ...BACKER_WRITERS,
  ...ORDER_WRITERS,
  ...PARCEL_WRITERS,
  ...TOLD_WRITERS,
  ...OPERATION_WRITERS,
};

const POSITIVE: Partial<Record<FilterOperator, FilterOperator>> = {
  IS_NOT: 'IS',
  NONE_OF: 'ANY_OF',
  NOT_CONTAINS: 'CONTAINS',
  NE: 'EQ',
  IS_NOT_EMPTY: 'IS_EMPTY',
};

/**
 * A select of the ids of the backers a condition holds for, each once, where it finds them by itself: counting these
 * takes half the time of joining them to all orders first. Null for every other condition.
 */
export function leafIds(leaf: FilterLeaf, scope: FilterScope): string | null {
  if (!GROUPED.has(leaf.field)) return null;
  const { condition, lack } = written(leaf, false, scope);
  if (!('from' in condition) || condition.absent !== lack) return null;
  return `select t.backer_id from ${condition.from} where ${condition.where}`;
}

/**
 * One condition in SQL. The negative of a column that may be null is written so that it holds for null: negatives
 * include empty values. What is asked of other tables is EXISTS, which the planner makes a join of where it can and a
 * hashed look-up where it stands in an OR; nothing is looked up backer by backer.
 *
 * @param leaf any but one of the field `segment`
 * @param negated whether its opposite is wanted
 */
export function leafPiece(leaf: FilterLeaf, negated: boolean, scope: FilterScope): Piece {
  const { condition, lack } = written(leaf, negated, scope);
  if ('from' in condition) {
    const not = condition.absent !== lack ? 'not ' : '';
    return (id) =>
      `${not}exists (select from ${condition.from} where ${condition.where} and t.backer_id = ${id}${scope.alsoOfRows})`;
  }
  const { column, never } = condition;
  if (!lack) return () => `(${column})`;
  return () => (never ? `not (${column})` : `((${column}) is not true)`);
}

function written(
  leaf: FilterLeaf,
  negated: boolean,
  scope: FilterScope,
): { condition: Condition; lack: boolean } {
  const write = WRITERS[leaf.field];
  if (!write) throw new Error(`No SQL is written for conditions on ${leaf.field}.`);
  const positive = POSITIVE[leaf.operator];
  const lack = (positive !== undefined) !== negated;
  const plain = {
    operator: positive ?? leaf.operator,
    value: leaf.value,
    narrows: scope.narrows && !lack,
  };
  return { condition: write(plain, scope), lack };
}
