import type { FilterOperator } from '@waybill/schema/filter-fields';
import { valuesOf, type FilterValue, type SkuQuantity } from '@waybill/schema/filter-tree';
import { BUCKET_STATUSES, type Bucket } from '../orders/order-status.ts';
import {
  compared,
  having,
  lacking,
  ofOrder,
  oneOf,
  rowOfProject,
  whether,
  type Condition,
  type FilterScope,
  type Writers,
} from './filter-condition.sql.ts';
import { like } from './filter-text.sql.ts';

/** Of the order: how it stands, and what it owes. */
export const ORDER_WRITERS: Writers = {
  status: ({ value }, scope) => ofStatus(valuesOf(value), scope),
  bucket: ({ value }, scope) =>
    ofStatus(
      valuesOf(value).flatMap((bucket) => BUCKET_STATUSES[bucket as Bucket]),
      scope,
    ),
  digitalOnly: ({ value }, scope) => ofOrder(scope, value === true ? 'not o.physical' : 'o.physical'),
  onHold: whether('order_hold t', rowOfProject),
  sku: ({ operator, value }, scope) =>
    operator === 'IS_EMPTY'
      ? lacking('order_item t', `${rowOfProject(scope)} and t.sku <> ''`)
      : having('order_item t', `${rowOfProject(scope)} and ${skuText(operator, value, scope)}`),
  skuQuantity: ({ operator, value }, scope) => quantityOf(operator, value as SkuQuantity, scope),
};

function ofStatus(statuses: readonly string[], scope: FilterScope): Condition {
  return ofOrder(scope, oneOf('o.status', statuses, scope, 'order_status'));
}

function skuText(operator: FilterOperator, value: FilterValue | undefined, scope: FilterScope): string {
  const skus = valuesOf(value);
  return operator === 'CONTAINS' || operator === 'STARTS_WITH'
    ? like('lower(t.sku)', operator, skus[0] ?? '', scope)
    : oneOf('t.sku', skus, scope);
}

/** Who is owed none of a SKU has no row to sum: where 0 is meant too, those are found whose sum is not meant. */
function quantityOf(operator: FilterOperator, { sku, quantity }: SkuQuantity, scope: FilterScope): Condition {
  const counts = [quantity].flat();
  const meant = compared('sum(i.quantity)', operator, counts, scope);
  const absent = zeroIsMeant(operator, counts);
  return {
    from: `(select i.backer_id from order_item i where i.project_id = ${scope.project} and i.sku = ${scope.bind(sku)}::text
      group by i.backer_id having ${absent ? `not (${meant})` : meant}) t`,
    where: 'true',
    absent,
  };
}

function zeroIsMeant(operator: FilterOperator, [from = 0]: readonly number[]): boolean {
  switch (operator) {
    case 'LT':
      return from > 0;
    case 'LTE':
      return true;
    case 'GT':
      return false;
    default:
      return from === 0;
  }
}
