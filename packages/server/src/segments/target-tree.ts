import { EVERYONE, type FilterLeaf, type FilterTree } from '@waybill/schema/filter-tree';
import type { BackerFilter, BackerTarget } from '../backers/backer-filter.inputs.ts';

/** The tree that says what a target says; null where none does: a selection is a list, and "nobody" is no condition. */
export function treeOfTarget(target: BackerTarget): FilterTree | null {
  const { filter, search, tree, segmentId, backerIds, backerNumbers, everyone, except } = target;
  if (backerIds || (except && except.length > 0)) return null;
  if (everyone) return EVERYONE;
  if (backerNumbers)
    return backerNumbers.length > 0
      ? { field: 'number', operator: 'ANY_OF', value: [...new Set(backerNumbers)] }
      : null;
  const narrowed = treesOfFilter(filter ?? {});
  if (!narrowed) return null;
  const nodes: FilterTree[] = [
    ...(tree ? [tree] : []),
    ...(segmentId == null ? [] : [{ field: 'segment' as const, operator: 'IS' as const, value: segmentId }]),
    ...narrowed,
    ...(search?.trim()
      ? [{ field: 'search' as const, operator: 'CONTAINS' as const, value: search.trim() }]
      : []),
  ];
  const [only, ...others] = nodes;
  return only && others.length === 0 ? only : { op: 'AND', nodes };
}

/** Conditions that hold together when the filter does; null for one that no condition says. */
function treesOfFilter(filter: BackerFilter): FilterTree[] | null {
  const { status, bucket, country, tag, sku, hasTracking, onHold, digitalOnly, operationId, ids } = filter;
  if (ids || [status, bucket, country, tag, sku].some((list) => list?.length === 0)) return null;
  const nodes: FilterTree[] = [];
  const add = (leaf: FilterLeaf) => nodes.push(leaf);
  if (status) add({ field: 'status', operator: 'ANY_OF', value: status });
  if (bucket) add({ field: 'bucket', operator: 'ANY_OF', value: bucket });
  if (country) nodes.push(countryTree(country));
  if (tag) add({ field: 'tags', operator: 'ANY_OF', value: tag });
  if (sku) add({ field: 'sku', operator: 'ANY_OF', value: sku });
  if (hasTracking != null) add({ field: 'hasTracking', operator: 'IS', value: hasTracking });
  if (onHold != null) add({ field: 'onHold', operator: 'IS', value: onHold });
  if (digitalOnly != null) add({ field: 'digitalOnly', operator: 'IS', value: digitalOnly });
  if (operationId != null) add({ field: 'operation', operator: 'IS', value: operationId });
  if (filter.numberFrom != null) add({ field: 'number', operator: 'GTE', value: filter.numberFrom });
  if (filter.numberTo != null) add({ field: 'number', operator: 'LTE', value: filter.numberTo });
  return nodes;
}

/** In a filter's list an empty text stands for "none is known". */
function countryTree(codes: readonly string[]): FilterTree {
  const known = codes.filter((code) => code !== '');
  const unknown: FilterLeaf = { field: 'country', operator: 'IS_EMPTY' };
  if (known.length === 0) return unknown;
  const listed: FilterLeaf = { field: 'country', operator: 'ANY_OF', value: known };
  return known.length === codes.length ? listed : { op: 'OR', nodes: [listed, unknown] };
}
