import type { FilterOperator } from '@waybill/schema/filter-fields';
import { valuesOf } from '@waybill/schema/filter-tree';
import { wordInSearch } from '../backers/search.sql.ts';
import { escapeLike } from '../lib/sql-text.ts';
import { ofBacker, oneOf, type FilterScope, type Writer } from './filter-condition.sql.ts';

/** A text, and how it is compared with whole values. */
interface Whole {
  column: string;
  equals(values: readonly string[], scope: FilterScope): string;
}

/** Letter by letter, capitals included. */
export function exactly(column: string): Whole {
  return { column, equals: (values, scope) => oneOf(column, values, scope) };
}

/** For what this program has made small letters of, not Postgres: the two do not agree on every letter. */
export function inSmallLetters(column: string): Whole {
  return { column, equals: (values, scope) => oneOf(column, values.map(toSmall), scope) };
}

/**
 * For what Postgres has made small letters of. The list comes as one text: taken apart by functions that are
 * immutable, it is a constant when the statement is planned, and only a constant list of thousands is hashed.
 */
export function folded(column: string): Whole {
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

function toSmall(text: string): string {
  return text.toLowerCase();
}

/**
 * A field of text of `backer b`.
 *
 * @param part the text in small letters
 * @param searched whether it is part of `backer.search`: then a rare word is found by the trigram index of that,
 *   which knows no accents: it finds more, never less
 */
export function textOf({ whole, part, searched }: { whole: Whole; part: string; searched?: true }): Writer {
  return ({ operator, value, narrows }, scope) => {
    if (operator === 'CONTAINS' || operator === 'STARTS_WITH') {
      const word = valuesOf(value)[0] ?? '';
      const sql = like(part, operator, word, scope);
      const first = searched && narrows ? wordInSearch(word, scope.bind) : null;
      return ofBacker(scope, first === null ? sql : `${first} and ${sql}`);
    }
    return operator === 'IS_EMPTY'
      ? ofBacker(scope, `coalesce(${whole.column}, '') = ''`, 'null')
      : ofBacker(scope, whole.equals(valuesOf(value), scope));
  };
}

/** That a column has the word in it, or at its beginning. @param column the text in small letters */
export function like(column: string, operator: FilterOperator, word: string, scope: FilterScope): string {
  return `${column} like lower(${scope.bind(`${operator === 'CONTAINS' ? '%' : ''}${escapeLike(word)}%`)}::text)`;
}
