import { valuesOf } from '@waybill/schema/filter-tree';
import { searchSql } from '../backers/search.sql.ts';
import { arrayText } from '../lib/sql-text.ts';
import { compared, ofBacker, oneOf, type Writers } from './filter-condition.sql.ts';
import { exactly, folded, inSmallLetters, textOf } from './filter-text.sql.ts';

/** Of the backer themselves, and of where they live. */
export const BACKER_WRITERS: Writers = {
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
};

function toCapitals(text: string): string {
  return text.toUpperCase();
}
