import { countryName } from '../ui/country.ts';
import { formatNumber } from '../ui/format.ts';
import { bucketLooks, orderStatusLooks } from '../ui/status.ts';
import type { BackerSearch } from './backer-search.ts';

/** One filter as a part of the sentence "2,000 backers in Start Shipping, from Germany or France". */
export interface FilterChip {
  key: keyof BackerSearch;
  words: string;
  /** What to take out of the address to be rid of it. */
  clears: readonly (keyof BackerSearch)[];
}

function either(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${last}` : last;
}

function range(from: string | undefined, to: string | undefined): string {
  const number = (text: string) => formatNumber(Number(text));
  if (from && to) return `numbered ${number(from)} to ${number(to)}`;
  return from ? `numbered ${number(from)} and up` : `numbered up to ${number(to ?? '')}`;
}

/** The filters in force, in the order a sentence wants them. */
export function filterChips(search: BackerSearch): FilterChip[] {
  const chips: FilterChip[] = [];
  const add = (key: keyof BackerSearch, words: string, clears: readonly (keyof BackerSearch)[] = [key]) =>
    chips.push({ key, words, clears });
  if (search.bucket) add('bucket', `in ${either(search.bucket.map((one) => bucketLooks[one].word))}`);
  if (search.status)
    add('status', `with status ${either(search.status.map((one) => orderStatusLooks[one].word))}`);
  if (search.country) add('country', `from ${either(search.country.map(countryName))}`);
  if (search.sku) add('sku', `owed ${either(search.sku)}`);
  if (search.digital) add('digital', 'owed digital items only');
  if (search.tag) add('tag', `tagged ${either(search.tag)}`);
  if (search.from || search.to) add('from', range(search.from, search.to), ['from', 'to']);
  if (search.tracking)
    add('tracking', search.tracking === 'yes' ? 'with a tracking number' : 'without a tracking number');
  if (search.hold) add('hold', search.hold === 'yes' ? 'on hold' : 'not on hold');
  if (search.operation) add('operation', `touched by operation ${search.operation}`);
  return chips;
}

/** Every key that narrows the list, the search included: what "clear" clears. */
export const narrowingKeys: readonly (keyof BackerSearch)[] = [
  'q',
  'status',
  'bucket',
  'country',
  'tag',
  'sku',
  'tracking',
  'hold',
  'digital',
  'operation',
  'from',
  'to',
];
