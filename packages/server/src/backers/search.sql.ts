import { normaliseTrackingNumber } from '../carriers/carrier-match.ts';
import { escapeLike, hasTrigram } from '../lib/sql-text.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';

const LONGEST_SEARCH = 200;
/** More parcels than that share no prefix a person would type; an upload's rows may. */
const MOST_PARCELS = 1000;

/**
 * What a search finds, as conditions on `backer b` that all hold; none where nothing is searched for.
 *
 * Search looks for each word in `backer.search`. The number of a parcel is a second way in, by prefix; it stands as an
 * array beside the LIKE, so that both are arms of one bitmap scan.
 *
 * @param project an expression for the project's id, asked for where it is needed
 * @throws UserError LIMIT_EXCEEDED
 */
export function searchSql(search: string, project: () => string, bind: (value: string) => string): string[] {
  const text = search.replaceAll('\0', '').trim();
  if (text.length > LONGEST_SEARCH)
    throw new UserError(UserErrorCode.LIMIT_EXCEEDED, `A search has at most ${LONGEST_SEARCH} characters.`, [
      'search',
    ]);
  const words = text
    .split(/\s+/)
    .map((word) => word.replace(/^#(?=\d)/, ''))
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const found = words
    .map((word) => wordInSearch(word, bind) ?? `strpos(b.search, search_form(${bind(word)}::text)) > 0`)
    .join(' and ');
  const parcel = normaliseTrackingNumber(text);
  if (parcel.length < 4 || !/^[A-Z0-9-]*\d[A-Z0-9-]*$/.test(parcel)) return [found];
  const prefix = bind(`${escapeLike(parcel)}%`);
  return [
    `((${found}) or b.id = any (array(select s.backer_id from shipment s where s.project_id = ${project()}
        and s.tracking_number like ${prefix}::text limit ${MOST_PARCELS})))`,
  ];
}

/**
 * That a word is in `backer.search`, as the trigram index can tell; null where it cannot. The column is in small
 * letters already: LIKE there takes half the time of ILIKE and uses the same index.
 *
 * Letters are taken apart before the signs of LIKE are: some of them become one.
 */
export function wordInSearch(word: string, bind: (value: string) => string): string | null {
  const parts = word.normalize('NFKD').replace(/[\u0300-\u036f]+/g, '');
  return hasTrigram(parts) ? `b.search like search_form(${bind(`%${escapeLike(parts)}%`)}::text)` : null;
}
