import type { BackerFilter, BackerSort, BackerTarget } from '@waybill/schema/backers';
import { BUCKETS, ORDER_STATUSES } from '@waybill/schema/order-transitions';

/** The backer report's state as it stands in the address. */
export interface BackerSearch {
  q?: string;
  status?: OrderStatus[];
  bucket?: Bucket[];
  country?: string[];
  tag?: string[];
  sku?: string[];
  /** `yes`: has a tracking number; `no`: has none. */
  tracking?: YesNo;
  /** `yes`: on hold; `no`: not on hold. */
  hold?: YesNo;
  /** `yes`: only backers who are owed nothing but digital items. */
  digital?: 'yes';
  /** Those of a segment; what else is filtered for narrows it. */
  segment?: string;
  /** Orders that this operation touched. */
  operation?: string;
  /** Backer numbers, both ends included. */
  from?: string;
  to?: string;
  /** A field of `BackerSortField` in small letters; a minus in front turns it round: `-fulfilled_at`. */
  sort?: string;
  /** The backer that is open beside the list. */
  backer?: string;
}

type OrderStatus = NonNullable<BackerFilter['status']>[number];
export type Bucket = NonNullable<BackerFilter['bucket']>[number];
export type SortField = BackerSort['field'];
type YesNo = 'yes' | 'no';

export const buckets = Object.keys(BUCKETS) as readonly Bucket[];
const sortFields: readonly SortField[] = ['NUMBER', 'NAME', 'EMAIL', 'COUNTRY', 'FULFILLED_AT'];

/** The order of the list when nobody chose one. */
const defaultSort: BackerSort = { field: 'NUMBER', direction: 'ASC' };

function texts(value: unknown): string[] {
  return [...new Set([value].flat().filter((one): one is string => typeof one === 'string' && one !== ''))];
}

function known<T extends string>(values: readonly T[], value: unknown): T[] {
  const given = texts(value);
  return values.filter((one) => given.includes(one));
}

/** Takes whatever stands in an address and keeps what the report understands; never throws. */
export function validateBackerSearch(search: Record<string, unknown>): BackerSearch {
  const one = (key: string) => texts(search[key])[0];
  const yesNo = (key: string): YesNo | undefined => known(['yes', 'no'], search[key])[0];
  const digits = (key: string) => (/^\d{1,9}$/.test(one(key) ?? '') ? one(key) : undefined);
  const sort = one('sort')?.toLowerCase();
  const candidate: BackerSearch = {
    q: one('q'),
    status: known(ORDER_STATUSES, search['status']),
    bucket: known(buckets, search['bucket']),
    country: texts(search['country']),
    tag: texts(search['tag']),
    sku: texts(search['sku']),
    tracking: yesNo('tracking'),
    hold: yesNo('hold'),
    digital: known(['yes'], search['digital'])[0],
    segment: one('segment'),
    operation: one('operation'),
    from: digits('from'),
    to: digits('to'),
    sort: sort && parseSort(sort) ? sort : undefined,
    backer: one('backer'),
  };
  return Object.fromEntries(
    Object.entries(candidate).filter(
      ([, value]) => value !== undefined && (!Array.isArray(value) || value.length > 0),
    ),
  );
}

function parseSort(text: string): BackerSort | null {
  const field = sortFields.find((one) => one === text.replace(/^-/, '').toUpperCase());
  return field ? { field, direction: text.startsWith('-') ? 'DESC' : 'ASC' } : null;
}

/** How the list is sorted, as the API takes it. */
export function sortOf(search: BackerSearch): BackerSort {
  return (search.sort && parseSort(search.sort)) || defaultSort;
}

/** The sort after a click on a header: ascending, then descending, then as it was. */
export function nextSort(search: BackerSearch, field: SortField): string | undefined {
  const now = sortOf(search);
  const word = field.toLowerCase();
  if (now.field !== field) return field === defaultSort.field ? undefined : word;
  if (now.direction !== 'DESC') return `-${word}`;
  return undefined;
}

/** The filter as the API takes it; null when nothing is filtered, so that "everyone" can be said as such. */
export function filterOf(search: BackerSearch): BackerFilter | null {
  const filter: BackerFilter = {
    ...(search.status && { status: search.status }),
    ...(search.bucket && { bucket: search.bucket }),
    ...(search.country && { country: search.country }),
    ...(search.tag && { tag: search.tag }),
    ...(search.sku && { sku: search.sku }),
    ...(search.tracking && { hasTracking: search.tracking === 'yes' }),
    ...(search.hold && { onHold: search.hold === 'yes' }),
    ...(search.digital && { digitalOnly: true }),
    ...(search.operation && { operationId: search.operation }),
    ...(search.from && { numberFrom: Number(search.from) }),
    ...(search.to && { numberTo: Number(search.to) }),
  };
  return Object.keys(filter).length > 0 ? filter : null;
}

/** A filter narrowed to some buckets; null when nobody can be in both. */
export function withinBuckets(filter: BackerFilter | null, wanted: readonly Bucket[]): BackerFilter | null {
  const bucket = wanted.filter((one) => !filter?.bucket || filter.bucket.includes(one));
  return bucket.length > 0 ? { ...filter, bucket } : null;
}

/** Names every backer the list shows, and those the list would show further down, except some. */
export function targetOfAll(search: BackerSearch, except: readonly string[]): BackerTarget {
  const filter = filterOf(search);
  return {
    ...(search.segment && { segmentId: search.segment }),
    ...(filter || search.q
      ? { filter: filter ?? {}, ...(search.q && { search: search.q }) }
      : !search.segment && { everyone: true }),
    ...(except.length > 0 && { except: [...except] }),
  };
}

/** The part of the state that decides which rows there are: when it changes, the list begins anew. */
export function listKey(search: BackerSearch): string {
  const { backer: _open, ...rest } = search;
  return JSON.stringify(rest);
}
