import type { FilterFieldName, FilterOperator } from '@waybill/schema/filter-fields';
import { valuesOf, type FilterLeaf, type FilterValue, type SkuQuantity } from '@waybill/schema/filter-tree';
import { searchSql } from '../backers/search.sql.ts';
import { touchedBy } from '../backers/touched-by.sql.ts';
import { arrayText, escapeLike, hasTrigram } from '../lib/sql-text.ts';
import { BUCKET_STATUSES, type Bucket } from '../orders/order-status.ts';

/** What conditions are written into: the statement's values, and which tables it comes to read. */
export interface FilterScope {
  /** Adds a value; its place, as `$3`. */
  bind(value: string): string;
  /** An expression for the project's id. */
  readonly project: string;
  backer: boolean;
  order: boolean;
  /** Whether all that is written must hold, so that an index may be used for it: not inside OR, nor turned round. */
  narrows: boolean;
  /** What is asked of the rows `t` of other tables beside: begins with "and", or is empty. */
  alsoOfRows: string;
}

/** A condition, once it is known by which column a backer's id is called. */
export type Piece = (id: string) => string;

/** Of `backer b` or `orders o`; null where a column is null, unless it never is. */
interface ColumnCondition {
  column: string;
  never?: 'null';
}

/** That another table `t` has a row of the backer's, or (absent) that it has none. */
interface RowCondition {
  from: string;
  where: string;
  absent: boolean;
}

type Condition = ColumnCondition | RowCondition;

/** What the rows of other tables are grouped for: each backer comes once. */
const GROUPED: ReadonlySet<FilterFieldName> = new Set(['skuQuantity', 'daysSinceScan']);

/**
 * A select of the ids of the backers a condition holds for, each once, where it finds them by itself: counting these
 * takes half the time of joining them to all orders first. Null for every other condition.
 */
export function leafIds(leaf: FilterLeaf, scope: FilterScope): string | null {
  if (!GROUPED.has(leaf.field)) return null;
  const { condition, lack } = written(leaf, false, scope);
  if (!('from' in condition) || condition.absent !== lack) return null;
  return `select t.backer_id from ${condition.from} where ${condition.where}`;
}

function written(
  leaf: FilterLeaf,
  negated: boolean,
  scope: FilterScope,
): { condition: Condition; lack: boolean } {
  const write = WRITERS[leaf.field];
  if (!write) throw new Error(`No SQL is written for conditions on ${leaf.field}.`);
  const positive = POSITIVE[leaf.operator];
  const lack = (positive !== undefined) !== negated;
  const plain = {
    operator: positive ?? leaf.operator,
    value: leaf.value,
    narrows: scope.narrows && !lack,
  };
  return { condition: write(plain, scope), lack };
}
type Writer = (leaf: Plain, scope: FilterScope) => Condition;
/** A leaf whose operator is no negative one. */
type Plain = Pick<FilterLeaf, 'operator' | 'value'> & { narrows: boolean };

const POSITIVE: Partial<Record<FilterOperator, FilterOperator>> = {
  IS_NOT: 'IS',
  NONE_OF: 'ANY_OF',
  NOT_CONTAINS: 'CONTAINS',
  NE: 'EQ',
  IS_NOT_EMPTY: 'IS_EMPTY',
};

/**
 * One condition in SQL. The negative of a column that may be null is written so that it holds for null: negatives
 * include empty values. What is asked of other tables is EXISTS, which the planner makes a join of where it can and a
 * hashed look-up where it stands in an OR; nothing is looked up backer by backer.
 *
 * @param leaf any but one of the field `segment`
 * @param negated whether its opposite is wanted
 */
export function leafPiece(leaf: FilterLeaf, negated: boolean, scope: FilterScope): Piece {
  const { condition, lack } = written(leaf, negated, scope);
  if ('from' in condition) {
    const not = condition.absent !== lack ? 'not ' : '';
    return (id) =>
      `${not}exists (select from ${condition.from} where ${condition.where} and t.backer_id = ${id}${scope.alsoOfRows})`;
  }
  const { column, never } = condition;
  if (!lack) return () => `(${column})`;
  return () => (never ? `not (${column})` : `((${column}) is not true)`);
}

const WRITERS: Partial<Record<FilterFieldName, Writer>> = {
  search: ({ value }, scope) => {
    const found = searchSql(valuesOf(value)[0] ?? '', () => scope.project, scope.bind);
    return ofBacker(scope, found[0] ?? 'true', 'null');
  },
  number: ({ operator, value }, scope) => {
    if (operator === 'IS_EMPTY') return ofBacker(scope, 'b.number is null');
    if (operator === 'ANY_OF')
      return ofBacker(scope, `b.number = any (${scope.bind(`{${valuesOf(value).join(',')}}`)}::int[])`);
    return ofBacker(scope, compared('b.number', operator, value, scope));
  },
  pledgeId: textOf({ whole: exactly('b.pledge_id'), part: 'lower(b.pledge_id)', searched: true }),
  name: textOf({ whole: folded('b.name_key'), part: 'b.name_key', searched: true }),
  email: textOf({ whole: inSmallLetters('b.email_key'), part: 'b.email_key' }),
  emailDomain: textOf({
    whole: inSmallLetters(`split_part(b.email_key, '@', 2)`),
    part: `split_part(b.email_key, '@', 2)`,
  }),
  notes: textOf({ whole: folded('lower(b.notes)'), part: 'lower(b.notes)', searched: true }),
  region: textOf({ whole: folded('lower(b.state)'), part: 'lower(b.state)' }),
  postalCode: textOf({ whole: folded('lower(b.postal_code)'), part: 'lower(b.postal_code)' }),
  country: ({ operator, value }, scope) =>
    ofBacker(
      scope,
      operator === 'IS_EMPTY'
        ? `coalesce(b.country, '') = ''`
        : oneOf('b.country', valuesOf(value).map(toCapitals), scope),
    ),
  tags: ({ operator, value }, scope) =>
    ofBacker(
      scope,
      operator === 'IS_EMPTY'
        ? `b.tags = '{}'`
        : `b.tags && ${scope.bind(arrayText(valuesOf(value)))}::text[]`,
      'null',
    ),
  status: ({ value }, scope) => ofStatus(valuesOf(value), scope),
  bucket: ({ value }, scope) =>
    ofStatus(
      valuesOf(value).flatMap((bucket) => BUCKET_STATUSES[bucket as Bucket]),
      scope,
    ),
  digitalOnly: ({ value }, scope) => ofOrder(scope, value === true ? 'not o.physical' : 'o.physical'),
  onHold: whether('order_hold t', ({ project }) => `t.project_id = ${project}`),
  sku: ({ operator, value }, scope) =>
    operator === 'IS_EMPTY'
      ? lacking('order_item t', `t.project_id = ${scope.project} and t.sku <> ''`)
      : having('order_item t', `t.project_id = ${scope.project} and ${skuText(operator, value, scope)}`),
  skuQuantity: ({ operator, value }, scope) => quantityOf(operator, value as SkuQuantity, scope),
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
  notified: whether(
    'notification t',
    ({ project }) =>
      `t.project_id = ${project} and t.status = 'SENT' and t.kind in ('TRACKING', 'CORRECTION')`,
  ),
  codeAssigned: whether(
    'digital_code t',
    ({ project }) => `t.project_id = ${project} and t.given_at is not null and t.revoked_at is null`,
  ),
  operation: ({ value }, scope) =>
    having(
      touched(
        valuesOf(value).map((id) => `${scope.bind(id)}::bigint`),
        scope,
      ),
      'true',
    ),
  lastUpload: ({ value }, scope) => ({
    from: touched([newestUpload(scope)], scope),
    where: 'true',
    absent: value === false,
  }),
};

function ofBacker(scope: FilterScope, column: string, never?: 'null'): Condition {
  scope.backer = true;
  return { column, never };
}

function ofOrder(scope: FilterScope, column: string): Condition {
  scope.order = true;
  return { column, never: 'null' };
}

function ofStatus(statuses: readonly string[], scope: FilterScope): Condition {
  return ofOrder(scope, oneOf('o.status', statuses, scope, 'order_status'));
}

function having(from: string, where: string): Condition {
  return { from, where, absent: false };
}

function lacking(from: string, where: string): Condition {
  return { from, where, absent: true };
}

function whether(from: string, where: (scope: FilterScope) => string): Writer {
  return ({ value }, scope) => ({ from, where: where(scope), absent: value === false });
}

function oneOf(column: string, values: readonly string[], { bind }: FilterScope, type = 'text'): string {
  return `${column} = any (${bind(arrayText(values))}::${type}[])`;
}

/** A text, and how it is compared with whole values. */
interface Whole {
  column: string;
  equals(values: readonly string[], scope: FilterScope): string;
}

function exactly(column: string): Whole {
  return { column, equals: (values, scope) => oneOf(column, values, scope) };
}

/** For what this program has made small letters of, not Postgres: the two do not agree on every letter. */
function inSmallLetters(column: string): Whole {
  return { column, equals: (values, scope) => oneOf(column, values.map(toSmall), scope) };
}

/**
 * For what Postgres has made small letters of. The list comes as one text: taken apart by functions that are
 * immutable, it is a constant when the statement is planned, and only a constant list of thousands is hashed.
 */
function folded(column: string): Whole {
  return {
    column,
    equals: (values, { bind }) =>
      `${column} = any (string_to_array(lower(${bind(values.map(withoutSeparator).join(SEPARATOR))}::text), E'\\x01'))`,
  };
}

const SEPARATOR = '\u0001';

function withoutSeparator(value: string): string {
  return value.replaceAll(SEPARATOR, '');
}

/**
 * @param part the text in small letters
 * @param searched whether it is part of `backer.search`: then a rare word is found by the trigram index of that
 */
function textOf({ whole, part, searched }: { whole: Whole; part: string; searched?: true }): Writer {
  return ({ operator, value, narrows }, scope) => {
    if (operator === 'CONTAINS' || operator === 'STARTS_WITH') {
      const word = valuesOf(value)[0] ?? '';
      const sql = like(part, operator, word, scope);
      const first =
        searched && narrows && hasTrigram(word)
          ? `b.search like ${pattern('CONTAINS', word, scope)} and `
          : '';
      return ofBacker(scope, `${first}${sql}`);
    }
    return operator === 'IS_EMPTY'
      ? ofBacker(scope, `coalesce(${whole.column}, '') = ''`, 'null')
      : ofBacker(scope, whole.equals(valuesOf(value), scope));
  };
}

function like(column: string, operator: FilterOperator, word: string, scope: FilterScope): string {
  return `${column} like ${pattern(operator, word, scope)}`;
}

function pattern(operator: FilterOperator, word: string, { bind }: FilterScope): string {
  return `lower(${bind(`${operator === 'CONTAINS' ? '%' : ''}${escapeLike(word)}%`)}::text)`;
}

function skuText(operator: FilterOperator, value: FilterValue | undefined, scope: FilterScope): string {
  const skus = valuesOf(value);
  return operator === 'CONTAINS' || operator === 'STARTS_WITH'
    ? like('lower(t.sku)', operator, skus[0] ?? '', scope)
    : oneOf('t.sku', skus, scope);
}

const SIGNS: Partial<Record<FilterOperator, string>> = { EQ: '=', LT: '<', LTE: '<=', GT: '>', GTE: '>=' };

function compared(
  expression: string,
  operator: FilterOperator,
  value: FilterValue | undefined,
  { bind }: FilterScope,
): string {
  const [from = '', to = ''] = valuesOf(value).map((one) => `${bind(one)}::int`);
  return operator === 'BETWEEN'
    ? `${expression} between ${from} and ${to}`
    : `${expression} ${SIGNS[operator]} ${from}`;
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

/** Parcels that count: of this project, and not voided. */
function parcelOf({ project }: FilterScope): string {
  return `t.project_id = ${project} and t.voided_at is null`;
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

function touched(operations: readonly string[], { project }: FilterScope): string {
  return `(${operations.map((operation) => touchedBy(operation, project)).join(' union all ')}) t (backer_id)`;
}

function newestUpload({ project }: FilterScope): string {
  return `(select p.id from operation p where p.project_id = ${project} and p.kind = 'TRACKING_UPLOAD'
    and p.status = 'COMPLETED' order by p.settled_at desc nulls last, p.id desc limit 1)`;
}

function toSmall(text: string): string {
  return text.toLowerCase();
}

function toCapitals(text: string): string {
  return text.toUpperCase();
}
