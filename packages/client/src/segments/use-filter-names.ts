import type { FilterFieldName } from '@waybill/schema/filter-fields';
import { leavesOf, type FilterNames, type FilterTree } from '@waybill/schema/filter-tree';
import { useValueOptions, type FilterScope } from './use-value-options.ts';

/** What the ids of a filter are called, for its sentence: of segments, operations and carriers. */
export function useFilterNames({ projectId }: FilterScope, tree: FilterTree): FilterNames {
  const fields = new Set(leavesOf(tree).map(({ field }) => field));
  const asked = (field: FilterFieldName) => (fields.has(field) ? field : undefined);
  const names: Partial<Record<FilterFieldName, readonly { value: string; label: string }[]>> = {
    segment: useValueOptions({ projectId }, asked('segment')),
    operation: useValueOptions({ projectId }, asked('operation')),
    carrier: useValueOptions({ projectId }, asked('carrier')),
  };
  return (field, value) => names[field]?.find((option) => option.value === value)?.label;
}
