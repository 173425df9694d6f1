import {
  filterField,
  valueShape,
  type FilterFieldName,
  type FilterOperator,
  type ValueShape,
} from '@waybill/schema/filter-fields';
import type { FilterLeaf, FilterValue, SkuQuantity } from '@waybill/schema/filter-tree';

const opposites: Partial<Record<FilterOperator, FilterOperator>> = {
  IS: 'IS_NOT',
  ANY_OF: 'NONE_OF',
  CONTAINS: 'NOT_CONTAINS',
  IS_EMPTY: 'IS_NOT_EMPTY',
  EQ: 'NE',
};
const turned = new Map(
  Object.entries(opposites).flatMap(([one, other]) => [
    [one as FilterOperator, other],
    [other, one as FilterOperator],
  ]),
);

/** The condition that holds where this one does not; null where only a group can say it. */
export function oppositeOf<Leaf extends FilterLeaf>(leaf: Leaf): Leaf | null {
  if (typeof leaf.value === 'boolean') return { ...leaf, value: !leaf.value };
  const operator = turned.get(leaf.operator);
  return operator && filterField(leaf.field).operators.includes(operator) ? { ...leaf, operator } : null;
}

/** How a fresh condition on a field compares: the way it is asked most. */
function firstOperator(field: FilterFieldName): FilterOperator {
  const { operators, type } = filterField(field);
  const wished: FilterOperator = type === 'CHOICE' ? 'ANY_OF' : type === 'DATE' ? 'WITHIN_DAYS' : 'GTE';
  return operators.find((one) => one === wished) ?? operators[0] ?? 'IS';
}

/** A fresh condition on a field, waiting for its value; a yes-or-no one begins with yes. */
export function leafFor(field: FilterFieldName): FilterLeaf {
  const operator = firstOperator(field);
  return filterField(field).type === 'BOOLEAN' ? { field, operator, value: true } : { field, operator };
}

/** The condition compared in another way; what of its value still makes sense stays. */
export function withOperator<Leaf extends FilterLeaf>(leaf: Leaf, operator: FilterOperator): Leaf {
  return withValue({ ...leaf, operator }, convert(leaf, valueShape(leaf.operator), valueShape(operator)));
}

/** The condition with another value; undefined = it waits for one. */
export function withValue<Leaf extends FilterLeaf>(leaf: Leaf, value: FilterValue | undefined): Leaf {
  const { value: _before, ...rest } = leaf;
  return (value === undefined ? rest : { ...rest, value }) as Leaf;
}

function convert(leaf: FilterLeaf, from: ValueShape, to: ValueShape): FilterValue | undefined {
  const { value } = leaf;
  if (value === undefined || to === 'NONE' || from === 'NONE') return undefined;
  if (from === to) return value;
  if (from === 'DAYS' || to === 'DAYS') return undefined;
  if (isSkuQuantity(value)) {
    const quantity = Array.isArray(value.quantity) ? value.quantity[0] : value.quantity;
    return { sku: value.sku, quantity: to === 'PAIR' ? [quantity, quantity] : quantity };
  }
  const values = Array.isArray(value) ? value : [value as string | number];
  const [first] = values;
  if (first === undefined || typeof first === 'boolean') return undefined;
  if (to === 'ONE') return first;
  return (to === 'PAIR' ? [first, values[1] ?? first] : values) as string[] | number[];
}

export function isSkuQuantity(value: FilterValue | undefined): value is SkuQuantity {
  return typeof value === 'object' && !Array.isArray(value);
}

/** A list value as texts, whatever it holds; empty where there is none. */
export function listOf(value: FilterValue | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
