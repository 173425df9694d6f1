import { skipToken, useQuery } from '@apollo/client/react';
import { BackerReportFrame } from '@waybill/schema/backers';
import { filterField, type FilterFieldName, type ValueSource } from '@waybill/schema/filter-fields';
import { ProjectOperations } from '@waybill/schema/operations';
import { FilterSuggestions, ProjectSegments } from '@waybill/schema/segments';
import { Carriers } from '@waybill/schema/shipments';
import { createContext, useContext } from 'react';
import { countryName } from '../ui/country.ts';
import { formatMoment, formatNumber } from '../ui/format.ts';
import { operationKindLooks } from '../ui/operation-kind.ts';

/** A value to choose, as a menu shows it. */
export interface ValueOption {
  value: string;
  label: string;
}

/** What a filter is built for. */
export interface FilterScope {
  projectId: string;
  /** The segment whose filter it is: it cannot be in itself. */
  segmentId?: string | undefined;
}

export const FilterScopeContext = createContext<FilterScope | null>(null);

export function useFilterScope(): FilterScope {
  const scope = useContext(FilterScopeContext);
  if (!scope) throw new Error('useFilterScope needs FilterScopeContext around the builder.');
  return scope;
}

/** So many operations are offered, the newest first; who wants an older one begins at its page. */
const operationsOffered = 50;

/** Fields whose commonest values the server knows; of a SKU's quantity it is the SKU that is chosen. */
const suggested: Partial<Record<FilterFieldName, string>> = {
  tags: 'tags',
  sku: 'sku',
  skuQuantity: 'sku',
  region: 'region',
  emailDomain: 'emailDomain',
};

/** The values a project has for a field; read when a condition asks for them, and once for all that do. */
export function useValueOptions(
  { projectId, segmentId }: FilterScope,
  field: FilterFieldName | undefined,
): readonly ValueOption[] {
  const source = field && filterField(field).source;
  const of = (wanted: ValueSource) => source === wanted;
  const policy = { fetchPolicy: 'cache-first' } as const;
  const countries = useQuery(
    BackerReportFrame,
    of('COUNTRIES') ? { variables: { projectId }, ...policy } : skipToken,
  );
  const carriers = useQuery(Carriers, of('CARRIERS') ? policy : skipToken);
  const segments = useQuery(
    ProjectSegments,
    of('SEGMENTS') ? { variables: { projectId }, ...policy } : skipToken,
  );
  const operations = useQuery(
    ProjectOperations,
    of('OPERATIONS') ? { variables: { projectId, first: operationsOffered }, ...policy } : skipToken,
  );
  const asked = field && suggested[field];
  const suggestions = useQuery(
    FilterSuggestions,
    asked ? { variables: { projectId, field: asked }, ...policy } : skipToken,
  );

  switch (source) {
    case 'COUNTRIES':
      return (countries.data?.project?.countries ?? []).flatMap(({ country, orders }) =>
        country ? [{ value: country, label: `${countryName(country)} · ${formatNumber(orders)}` }] : [],
      );
    case 'CARRIERS':
      return (carriers.data?.carriers ?? []).map(({ id, name }) => ({ value: id, label: name }));
    case 'SEGMENTS':
      return (segments.data?.project?.segments ?? [])
        .filter(({ id }) => id !== segmentId)
        .map(({ id, name }) => ({ value: id, label: name }));
    case 'OPERATIONS':
      return (operations.data?.project?.operations.nodes ?? []).map(({ id, kind, file, createdAt }) => ({
        value: id,
        label: [operationKindLooks[kind].word, file?.name, formatMoment(createdAt)]
          .filter(Boolean)
          .join(' · '),
      }));
    default:
      return (suggestions.data?.project?.filterSuggestions ?? []).map(({ value, backers }) => ({
        value,
        label: `${value} · ${formatNumber(backers)}`,
      }));
  }
}

/** The options and, should a value be none of them any more, the value too. */
export function withCurrent(options: readonly ValueOption[], values: readonly string[]): ValueOption[] {
  const known = new Set(options.map(({ value }) => value));
  return [
    ...options,
    ...values.filter((value) => !known.has(value)).map((value) => ({ value, label: value })),
  ];
}
