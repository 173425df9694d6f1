import type { FilterOperator } from '@waybill/schema/filter-fields';
import { valuesOf, type FilterValue } from '@waybill/schema/filter-tree';
import {
  compared,
  having,
  lacking,
  oneOf,
  rowOfProject,
  whether,
  type Condition,
  type FilterScope,
  type Writer,
  type Writers,
} from './filter-condition.sql.ts';

/** Of the backer's parcels, voided ones aside. */
export const PARCEL_WRITERS: Writers = {
  hasTracking: whether('shipment t', (scope) => `${parcelOf(scope)} and t.tracking_number is not null`),
  carrier: ({ operator, value }, scope) =>
    operator === 'IS_EMPTY'
      ? lacking('shipment t', `${parcelOf(scope)} and t.carrier is not null`)
      : having('shipment t', `${parcelOf(scope)} and ${oneOf('t.carrier', valuesOf(value), scope)}`),
  trackingStatus: ({ operator, value }, scope) =>
    operator === 'IS_EMPTY'
      ? lacking('shipment t', parcelOf(scope))
      : having(
          'shipment t',
          `${parcelOf(scope)} and ${oneOf('t.tracking_status', valuesOf(value), scope, 'tracking_status')}`,
        ),
  shippedAt: dayOf('t.shipped_at'),
  acceptedAt: dayOf('t.accepted_at'),
  deliveredAt: dayOf('t.delivered_at'),
  daysSinceScan: ({ operator, value }, scope) => scannedBefore(operator, value, scope),
};

/** Parcels that count: of this project, and not voided. */
function parcelOf(scope: FilterScope): string {
  return `${rowOfProject(scope)} and t.voided_at is null`;
}

/** A day ends where the next begins, in UTC; of several parcels one is enough. */
function dayOf(column: string): Writer {
  return ({ operator, value }, scope) => {
    if (operator === 'IS_EMPTY') return lacking('shipment t', `${parcelOf(scope)} and ${column} is not null`);
    return having('shipment t', `${parcelOf(scope)} and ${inTime(column, operator, valuesOf(value), scope)}`);
  };
}

function inTime(
  column: string,
  operator: FilterOperator,
  [from = '', to = from]: readonly string[],
  { bind }: FilterScope,
): string {
  const begin = (day: string) => `${bind(`${day}T00:00:00Z`)}::timestamptz`;
  const end = (day: string) => `${begin(day)} + interval '1 day'`;
  const ago = () => `now() - ${bind(from)}::int * interval '1 day'`;
  switch (operator) {
    case 'BEFORE':
      return `${column} < ${begin(from)}`;
    case 'AFTER':
      return `${column} >= ${end(from)}`;
    case 'WITHIN_DAYS':
      return `${column} >= ${ago()} and ${column} <= now()`;
    case 'OLDER_THAN_DAYS':
      return `${column} < ${ago()}`;
    default:
      return `${column} >= ${begin(from)} and ${column} < ${end(to)}`;
  }
}

/** By the newest word of a carrier on any parcel; who never had one is in no group, and so only in negatives. */
function scannedBefore(
  operator: FilterOperator,
  value: FilterValue | undefined,
  scope: FilterScope,
): Condition {
  const days = `floor(extract(epoch from now() - max(greatest(s.accepted_at, s.delivered_at))) / 86400)`;
  const meant = operator === 'IS_EMPTY' ? 'true' : compared(days, operator, value, scope);
  return {
    from: `(select s.backer_id from shipment s where s.project_id = ${scope.project} and s.voided_at is null
      and coalesce(s.accepted_at, s.delivered_at) is not null group by s.backer_id having ${meant}) t`,
    where: 'true',
    absent: operator === 'IS_EMPTY',
  };
}
