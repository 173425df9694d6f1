import {
  FIELD_GROUPS,
  FILTER_FIELD_NAMES,
  filterField,
  includesEmpty,
  operatorLabel,
  type FieldGroup,
  type FilterFieldName,
} from '@waybill/schema/filter-fields';
import type { FilterLeaf } from '@waybill/schema/filter-tree';

/** Every field under the head it belongs to, as a menu takes it. */
export const fieldOptions = (Object.entries(FIELD_GROUPS) as [FieldGroup, string][]).map(
  ([group, heading]) => ({
    group: heading,
    items: FILTER_FIELD_NAMES.filter((name) => filterField(name).group === group).map((name) => ({
      value: name,
      label: filterField(name).label,
    })),
  }),
);

/** How a field can be compared, as a menu takes it. */
export function operatorOptions(field: FilterFieldName): { value: string; label: string }[] {
  // The days stand in the field beside it.
  return filterField(field).operators.map((value) => ({
    value,
    label: operatorLabel(field, value).replace(' … days', ''),
  }));
}

/**
 * What must be said beside a condition that takes in who has no value at all. Null for the others.
 *
 * @param negated whether it stands within an odd number of groups of which none may hold
 */
export function emptyHint({ field, operator }: FilterLeaf, negated: boolean): string | null {
  if (!includesEmpty(field, operator, negated)) return null;
  const { empty, noun } = filterField(field);
  if (empty === 'none') return `Includes backers with no ${noun}.`;
  if (empty === 'unknown') return `Includes backers whose ${noun} is unknown.`;
  if (empty === 'never scanned') return 'Includes backers whose parcels were never scanned.';
  return `Includes backers with ${empty ?? 'none'}.`;
}
