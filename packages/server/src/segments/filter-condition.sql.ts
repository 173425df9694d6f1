import type { FilterFieldName, FilterOperator } from '@waybill/schema/filter-fields';
import { valuesOf, type FilterLeaf, type FilterValue } from '@waybill/schema/filter-tree';
import { arrayText } from '../lib/sql-text.ts';

/** What conditions are written into: the statement's values, and which tables it comes to read. */
export interface FilterScope {
  /** Adds a value; its place, as `$3`. */
  bind(value: string): string;
  /** An expression for the project's id. */
  readonly project: string;
  backer: boolean;
  order: boolean;
  /** Whether all that is written must hold, so that an index may be used for it: not inside OR, nor turned round. */
  narrows: boolean;
  /** What is asked of the rows `t` of other tables beside: begins with "and", or is empty. */
  alsoOfRows: string;
}

/** Of `backer b` or `orders o`; null where a column is null, unless it never is. */
interface ColumnCondition {
  column: string;
  never?: 'null';
}

/** That another table `t` has a row of the backer's, or (absent) that it has none. */
interface RowCondition {
  from: string;
  where: string;
  absent: boolean;
}

export type Condition = ColumnCondition | RowCondition;

/** Writes the conditions of one field. */
export type Writer = (leaf: Plain, scope: FilterScope) => Condition;

/** A leaf whose operator is no negative one. */
type Plain = Pick<FilterLeaf, 'operator' | 'value'> & { narrows: boolean };

/** By field; each kind of fields has a file of its own. */
export type Writers = Partial<Record<FilterFieldName, Writer>>;

/** A condition on a column of `backer b`. @param never that the column is never null */
export function ofBacker(scope: FilterScope, column: string, never?: 'null'): Condition {
  scope.backer = true;
  return { column, never };
}

/** A condition on a column of `orders o`, of which none is null. */
export function ofOrder(scope: FilterScope, column: string): Condition {
  scope.order = true;
  return { column, never: 'null' };
}

/** That another table has a row of the backer's. @param from the table and its name `t` */
export function having(from: string, where: string): Condition {
  return { from, where, absent: false };
}

/** That another table has no row of the backer's. @param from the table and its name `t` */
export function lacking(from: string, where: string): Condition {
  return { from, where, absent: true };
}

/** Of a field that is true or false: whether another table has a row of the backer's. */
export function whether(from: string, where: (scope: FilterScope) => string): Writer {
  return ({ value }, scope) => ({ from, where: where(scope), absent: value === false });
}

/**
 * That a row `t` is the project's. Left out where the backer's id bounds the rows, and whose it is follows: the planner
 * would read the index of the whole project beside that of a few thousand ids, and keep what is in both.
 */
export function rowOfProject(scope: FilterScope): string {
  return scope.alsoOfRows === '' ? `t.project_id = ${scope.project}` : 'true';
}

/** That a column is one of these. @param type of the column, in SQL */
export function oneOf(
  column: string,
  values: readonly string[],
  { bind }: FilterScope,
  type = 'text',
): string {
  return `${column} = any (${bind(arrayText(values))}::${type}[])`;
}

const SIGNS: Partial<Record<FilterOperator, string>> = { EQ: '=', LT: '<', LTE: '<=', GT: '>', GTE: '>=' };

/** A whole number against one or, for BETWEEN, two. */
export function compared(
  expression: string,
  operator: FilterOperator,
  value: FilterValue | undefined,
  { bind }: FilterScope,
): string {
  const [from = '', to = ''] = valuesOf(value).map((one) => `${bind(one)}::int`);
  return operator === 'BETWEEN'
    ? `${expression} between ${from} and ${to}`
    : `${expression} ${SIGNS[operator]} ${from}`;
}
