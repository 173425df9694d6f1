import type { FilterLeaf, FilterTree } from '@waybill/schema/filter-tree';
import { EVERYONE } from '@waybill/schema/filter-tree';
import type { BackerSearch } from '../backers/backer-search.ts';

/** The filter that lists whom the backer report lists. */
export function treeOfSearch(search: BackerSearch): FilterTree {
  const nodes: FilterTree[] = [];
  const any = (field: FilterLeaf['field'], values: readonly string[] | undefined) => {
    if (values) nodes.push({ field, operator: 'ANY_OF', value: [...values] });
  };
  const is = (field: FilterLeaf['field'], value: string | boolean | undefined) => {
    if (value !== undefined) nodes.push({ field, operator: 'IS', value });
  };
  const yes = (answer: 'yes' | 'no' | undefined) => (answer === undefined ? undefined : answer === 'yes');

  is('segment', search.segment);
  any('bucket', search.bucket);
  any('status', search.status);
  any('country', search.country);
  any('sku', search.sku);
  any('tags', search.tag);
  const [from, to] = [search.from, search.to].map((end) => (end === undefined ? undefined : Number(end)));
  if (from !== undefined && to !== undefined)
    nodes.push({ field: 'number', operator: 'BETWEEN', value: [Math.min(from, to), Math.max(from, to)] });
  else if (from !== undefined) nodes.push({ field: 'number', operator: 'GTE', value: from });
  else if (to !== undefined) nodes.push({ field: 'number', operator: 'LTE', value: to });
  is('hasTracking', yes(search.tracking));
  is('onHold', yes(search.hold));
  is('digitalOnly', yes(search.digital));
  is('operation', search.operation);
  const words = search.q?.trim().replaceAll(/\s+/g, ' ');
  if (words) nodes.push({ field: 'search', operator: 'CONTAINS', value: words });
  const [only] = nodes;
  if (!only) return EVERYONE;
  return nodes.length === 1 ? only : { op: 'AND', nodes };
}
