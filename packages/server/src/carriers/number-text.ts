import { carrierFromName, normaliseTrackingNumber, numberFitsCarrier } from './carrier-match.ts';
import { PLACEHOLDERS } from './placeholders.data.ts';

/**
 * What stands where a tracking number belongs: a number, a placeholder for none ("n/a", "-", "pending"), or what no
 * carrier ever wrote as one, such as words, links, addresses and what spreadsheets put in place of a value.
 */
export type NumberText = 'number' | 'placeholder' | 'not-a-number';

/** Carriers stay below 48 (`MAX_NUMBER_LENGTH`); the rest is for what packers write before and behind. */
export const LONGEST_NUMBER = 80;

/** Without backtracking: up to the first digit that is no zero, and on to the end. */
const PLAIN = /^[A-Z0-]*[1-9][0-9A-Z-]*$/;
/** Besides digits, letters and hyphens: the dots of the Swiss post, slashes of freight, the (00) and (420) of GS1. */
const WRITTEN_BY_CARRIERS = /^(?:\(\d{2,4}\)|[0-9A-Z./_-])+$/;
const LINK = /^WWW\.|\.[A-Z]{2,}\//;
/** `="…"` and `=123` are how people keep a spreadsheet's hands off a number. */
const FORMULA = /^[\s'‘’]*[=＝]+\s*[^\s=＝"'“”‘’\d]/;
/** Nothing but zeros, or but crosses. */
const FILLED_IN = /^(?:0+|X+)$/;

const NONE: ReadonlySet<string> = new Set(
  Object.values(PLACEHOLDERS).flatMap((words) => words.split(',').map(lettersOf)),
);

/**
 * Judges the text of one number, once a row in files of a million rows: about 50 ns where it is plain
 * (bench/carrier-match.bench.ts). Damage by spreadsheets (`excelDamage`) is looked for before, several numbers in one
 * text are split before.
 *
 * Letters alone are a word, unless the carrier named beside them writes such numbers: one in thirteen Track IDs of GLS has
 * no digit. Limit: what has a digit and only signs that carriers write is taken for a number, a date in the wrong column
 * too.
 * @param raw as it was written
 * @param number the same, cleaned by `normaliseTrackingNumber`
 * @param named the carrier beside it, as somebody wrote it, or empty
 */
export function judgeText(raw: string, number: string, named: string): NumberText {
  if (number.length > LONGEST_NUMBER) return 'not-a-number';
  if (raw !== number && FORMULA.test(raw)) return 'not-a-number';
  return PLAIN.test(number) ? 'number' : judgeSlowly(raw, number, named);
}

/** Whether the text says that there is no number: it is empty, or a placeholder. */
export function saysNone(raw: string): boolean {
  return judgeText(raw, normaliseTrackingNumber(raw), '') === 'placeholder';
}

function judgeSlowly(raw: string, number: string, named: string): NumberText {
  // #N/A and its like, in any language; ##### is a number that was shown in too narrow a column, and is lost.
  if (number.startsWith('#')) return 'not-a-number';
  const letters = lettersOf(number);
  if (letters === '' || NONE.has(letters) || FILLED_IN.test(letters)) return 'placeholder';
  if (!WRITTEN_BY_CARRIERS.test(number) || LINK.test(number)) return 'not-a-number';
  return /\d/.test(number) || isOfLetters(raw, number, named) ? 'number' : 'not-a-number';
}

function isOfLetters(raw: string, number: string, named: string): boolean {
  const slug = named === '' || /\S\s+\S/.test(raw) ? null : carrierFromName(named);
  return slug !== null && numberFitsCarrier(number, slug) === 'fits';
}

/** Letters and digits alone, without their accents. */
function lettersOf(text: string): string {
  return text
    .toUpperCase()
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
