import type { BackerSortField } from './backer-filter.inputs.ts';

/** A place in a list: the sort key, null where there is none, and the id that settles ties. */
export type BackerPlace = readonly [key: string | number | null, id: string];

/** How one sort is written in SQL. Every key but the last has an index that begins with the project. */
interface SortKey {
  column: string;
  type: string;
  /** Who has the key, and who lacks it and so comes last, whichever end comes first. */
  present: string;
  absent: string;
  /** No two backers of a project have the same: the id need not settle anything. */
  unique: boolean;
}

const SORT_KEYS: Record<BackerSortField, SortKey> = {
  NUMBER: {
    column: 'b.number',
    type: 'int',
    present: 'b.number is not null',
    absent: 'b.number is null',
    unique: true,
  },
  NAME: {
    column: 'b.name_key',
    type: 'text',
    present: `b.name_key > ''`,
    absent: `b.name_key = ''`,
    unique: false,
  },
  EMAIL: {
    column: 'b.email_key',
    type: 'text',
    present: `b.email_key > ''`,
    absent: `b.email_key = ''`,
    unique: false,
  },
  COUNTRY: {
    column: 'b.country',
    type: 'text',
    present: 'b.country is not null',
    absent: 'b.country is null',
    unique: false,
  },
  // Indexed, every update of an order would stop being HOT. Sorting costs a quarter of a second a million.
  FULFILLED_AT: {
    column: 'o.fulfilled_at',
    type: 'timestamptz',
    present: 'o.fulfilled_at is not null',
    absent: 'o.fulfilled_at is null',
    unique: false,
  },
};

/** One stretch of a list, read by walking an index from a place onwards. */
export interface Stretch {
  where: string;
  orderBy: string;
  values: string[];
}

/**
 * A list has two stretches: those with a sort key, then those without. This gives the ones that lie ahead of a
 * place, in the order they are walked.
 *
 * @param backwards walks towards the beginning; rows come out the other way round
 * @param offset how many values the statement has already: a stretch's own are numbered after them
 */
export function stretchesFrom(
  field: BackerSortField,
  descending: boolean,
  backwards: boolean,
  from: BackerPlace | null,
  offset: number,
): Stretch[] {
  const key = SORT_KEYS[field];
  const down = descending !== backwards;
  const way = down ? ' desc' : '';
  const beyond = down ? '<' : '>';

  const withKey: Stretch = {
    where: key.present,
    orderBy: key.unique ? `${key.column}${way}` : `${key.column}${way}, b.id${way}`,
    values: [],
  };
  const withoutKey: Stretch = { where: key.absent, orderBy: `b.id${way}`, values: [] };
  const inOrder = backwards ? [withoutKey, withKey] : [withKey, withoutKey];
  if (!from) return inOrder;

  const [value, id] = from;
  if (value === null) {
    withoutKey.where += ` and b.id ${beyond} $${offset + 1}::bigint`;
    withoutKey.values.push(id);
    return backwards ? inOrder : [withoutKey];
  }
  // Upwards, "has a key" is implied. Said again it became the place where the index scan began: 86 ms in place of 3.
  withKey.where = key.unique
    ? `${key.column} ${beyond} $${offset + 1}::${key.type}`
    : `${down ? `${key.present} and ` : ''}(${key.column}, b.id) ${beyond} ($${offset + 1}::${key.type}, $${offset + 2}::bigint)`;
  withKey.values.push(String(value), ...(key.unique ? [] : [id]));
  return backwards ? [withKey] : inOrder;
}

/** The expression whose value a cursor carries; null for who lacks it. */
export function sortColumn(field: BackerSortField): string {
  const { column, absent } = SORT_KEYS[field];
  return absent.endsWith("= ''") ? `nullif(${column}, '')` : column;
}

/** Whether a value read from a cursor can be a key of this sort, or the lack of one. */
export function isSortKey(field: BackerSortField, value: unknown): value is string | number | null {
  if (value === null) return true;
  if (SORT_KEYS[field].type === 'int')
    return Number.isSafeInteger(value) && Math.abs(value as number) < 2 ** 31;
  if (typeof value !== 'string' || value.includes('\0')) return false;
  return (
    SORT_KEYS[field].type === 'text' ||
    (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value)))
  );
}
