import { isId } from '../access/authorise.ts';
import type { FilterTree } from '@waybill/schema/filter-tree';
import { arrayText } from '../lib/sql-text.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { BUCKET_STATUSES, OrderStatus } from '../orders/order-status.ts';
import { treeSql, type IdRange } from '../segments/filter-tree.sql.ts';
import { NO_SEGMENTS, type SegmentBook } from '../segments/segment-book.ts';
import type { BackerFilter, BackerTarget } from './backer-filter.inputs.ts';
import { searchSql } from './search.sql.ts';
import { touchedBy } from './touched-by.sql.ts';

/** A condition over `backer b` and `orders o`, and which of the two it speaks of: the other need not be read. */
export interface BackerCondition {
  sql: string;
  backer: boolean;
  order: boolean;
}

/** A body of 4 MiB holds more; a target of so many is better said as a filter. */
const MOST_NAMED = 100_000;

/** Which backers a list shows; everything given must hold. */
export interface BackerWish {
  filter?: BackerFilter | null;
  search?: string | null;
  tree?: FilterTree | null;
  segmentId?: string | null;
}

/** The segments it speaks of have been read (`resolveWish`). */
export interface Resolved {
  book: SegmentBook;
}

/** A target whose segments have been read: what `resolveTarget` of resolve-wish.ts makes of a `BackerTarget`. */
export type ResolvedTarget = BackerTarget & Resolved;

/**
 * What a wish comes to in SQL.
 *
 * @param values as of `backerFilterSql`
 * @param between as of `treeSql`
 * @throws UserError for values that cannot be meant
 */
export function wishSql(
  wish: BackerWish & Partial<Resolved>,
  projectId: string,
  values: unknown[],
  between: IdRange | null = null,
): BackerCondition {
  const { filter, search, tree, segmentId, book = NO_SEGMENTS } = wish;
  const trees: FilterTree[] = [
    ...(tree ? [tree] : []),
    ...(segmentId == null ? [] : [{ field: 'segment' as const, operator: 'IS' as const, value: segmentId }]),
  ];
  const all = trees.map((one) => treeSql(one, book, projectId, values, between));
  const plain = search == null && Object.values(filter ?? {}).every((value) => value == null);
  if (all.length === 0 || !plain) all.push(backerFilterSql(filter, search, projectId, values));
  return {
    sql: all.map(({ sql }) => sql).join(' and '),
    backer: all.some(({ backer }) => backer),
    order: all.some(({ order }) => order),
  };
}

/**
 * What a filter and a search come to in SQL.
 *
 * @param values gets the statement's values, all of them text or arrays written as text; $n counts from what is in it
 * @throws UserError for values that cannot be meant
 */
export function backerFilterSql(
  filter: BackerFilter | null | undefined,
  search: string | null | undefined,
  projectId: string,
  values: unknown[],
): BackerCondition {
  const bind = (value: string) => `$${values.push(value)}`;
  const ofBacker: string[] = [];
  const ofOrder: string[] = [];
  const ofEither: ((id: string) => string)[] = [];
  const given = filter ?? {};

  const statuses = statusesOf(given);
  if (statuses) ofOrder.push(`o.status = any (${bind(arrayText(statuses))}::order_status[])`);
  if (given.digitalOnly != null) ofOrder.push(given.digitalOnly ? 'not o.physical' : 'o.physical');
  if (given.country) {
    const known = `b.country = any (${bind(arrayText(given.country.map((code) => code.toUpperCase())))}::text[])`;
    ofBacker.push(given.country.includes('') ? `(${known} or b.country is null)` : known);
  }
  if (given.tag) ofBacker.push(`b.tags && ${bind(arrayText(given.tag))}::text[]`);
  if (given.numberFrom != null) ofBacker.push(`b.number >= ${bind(String(given.numberFrom))}::int`);
  if (given.numberTo != null) ofBacker.push(`b.number <= ${bind(String(given.numberTo))}::int`);
  if (given.sku) {
    const skus = bind(arrayText(given.sku));
    const project = bind(projectId);
    ofEither.push(
      (id) =>
        `exists (select from order_item i where i.project_id = ${project}::bigint and i.sku = any (${skus}::text[]) and i.backer_id = ${id})`,
    );
  }
  if (given.hasTracking != null) {
    const not = given.hasTracking ? '' : 'not ';
    ofEither.push(
      (id) =>
        `${not}exists (select from shipment s where s.backer_id = ${id} and s.voided_at is null and s.tracking_number is not null)`,
    );
  }
  if (given.onHold != null) {
    const not = given.onHold ? '' : 'not ';
    ofEither.push((id) => `${not}exists (select from order_hold h where h.backer_id = ${id})`);
  }
  if (given.operationId != null) {
    const operation = isId(given.operationId) ? bind(given.operationId) : 'null';
    const project = bind(projectId);
    ofEither.push((id) => `${id} in (${touchedBy(`${operation}::bigint`, `${project}::bigint`)})`);
  }
  if (given.ids) {
    const ids = bind(idArray(given.ids, ['filter', 'ids']));
    ofEither.push((id) => `${id} = any (${ids}::bigint[])`);
  }
  if (search != null) ofBacker.push(...searchSql(search, () => `${bind(projectId)}::bigint`, bind));

  const backer = ofBacker.length > 0;
  const order = ofOrder.length > 0;
  const id = backer || !order ? 'b.id' : 'o.backer_id';
  const all = [...ofBacker, ...ofOrder, ...ofEither.map((write) => write(id))];
  return { sql: all.length > 0 ? all.join(' and ') : 'true', backer: backer || !order, order };
}

/**
 * A select of the ids of exactly the backers a bulk call names, in no order. Under row-level security it sees the
 * caller's creators only, and only this project's backers whatever ids are given.
 *
 * @throws UserError when not exactly one way of naming them is given
 */
export function targetSql(target: ResolvedTarget, projectId: string, values: unknown[]): string {
  const condition = targetCondition(target, projectId, values);
  return `select ${condition.backer ? 'b.id' : 'o.backer_id'} as backer_id from ${tablesOf(condition)}
    where ${ofProject(condition, projectId, values)} and ${condition.sql}`;
}

/** As `targetSql`, but the condition alone. */
export function targetCondition(
  target: ResolvedTarget,
  projectId: string,
  values: unknown[],
): BackerCondition {
  refuseUnclear(target);
  const { backerIds, backerNumbers, except } = target;
  const condition = wishSql(target, projectId, values);
  const id = condition.backer ? 'b.id' : 'o.backer_id';
  const more: string[] = [];
  if (backerIds)
    more.push(`${id} = any ($${values.push(idArray(backerIds, ['target', 'backerIds']))}::bigint[])`);
  if (backerNumbers) {
    refuseMany(backerNumbers, ['target', 'backerNumbers']);
    more.push(`b.number = any ($${values.push(arrayText(backerNumbers.map(String)))}::int[])`);
  }
  if (except && except.length > 0)
    more.push(`${id} <> all ($${values.push(idArray(except, ['target', 'except']))}::bigint[])`);
  return { ...condition, sql: [condition.sql, ...more].join(' and ') };
}

/** The tables a condition needs, joined. */
export function tablesOf(condition: Pick<BackerCondition, 'backer' | 'order'>): string {
  if (condition.backer && condition.order) return 'backer b join orders o on o.backer_id = b.id';
  return condition.backer ? 'backer b' : 'orders o';
}

/** Which project they are of, said of each table that is read: each has an index that begins with it. */
export function ofProject(
  condition: Pick<BackerCondition, 'backer' | 'order'>,
  projectId: string,
  values: unknown[],
): string {
  const project = `$${values.push(projectId)}::bigint`;
  return [condition.backer && `b.project_id = ${project}`, condition.order && `o.project_id = ${project}`]
    .filter((one) => one !== false)
    .join(' and ');
}

/** The statuses that status and bucket leave together; null when neither is given. */
export function statusesOf(filter: Pick<BackerFilter, 'status' | 'bucket'>): OrderStatus[] | null {
  const { status, bucket } = filter;
  if (!status && !bucket) return null;
  const inBuckets = bucket ? new Set(bucket.flatMap((one) => BUCKET_STATUSES[one])) : null;
  return Object.values(OrderStatus).filter(
    (one) => (status?.includes(one) ?? true) && (inBuckets?.has(one) ?? true),
  );
}

/** @throws UserError when not exactly one way of naming backers is used */
export function refuseUnclear(target: BackerTarget): void {
  const { filter, search, tree, segmentId, backerIds, backerNumbers, everyone } = target;
  const set = [tree != null, segmentId != null];
  const ways = [
    // A filter and a search may narrow a segment or a tree, as they do in a list.
    ...(set.includes(true) ? set : [filter != null || search != null]),
    backerIds != null,
    backerNumbers != null,
    everyone === true,
  ];
  if (ways.filter(Boolean).length === 1) return;
  throw new UserError(
    UserErrorCode.INVALID,
    'Name the backers in exactly one way: segmentId, tree, filter (with search; the two may also narrow the first two), backerIds, backerNumbers, or everyone.',
    ['target'],
  );
}

function refuseMany(list: readonly unknown[], field: string[]): void {
  if (list.length <= MOST_NAMED) return;
  throw new UserError(
    UserErrorCode.LIMIT_EXCEEDED,
    `${list.length} backers are named one by one; at most ${MOST_NAMED} can be. Use a filter, or split the call.`,
    field,
  );
}

function idArray(ids: readonly string[], field: string[]): string {
  refuseMany(ids, field);
  return arrayText(ids.filter(isId));
}
