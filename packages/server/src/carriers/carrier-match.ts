import {
  type CarrierBook,
  type CarrierGuess,
  compactName,
  compileCarriers,
  S10_FORMAT,
} from './carrier-book.ts';
import {
  classify,
  failedFormats,
  guessCarrier,
  s10Candidate,
  s10CheckFits,
  shapeFits,
} from './carrier-guess.ts';
import type { Carrier } from './carrier.ts';
import { CARRIERS } from './carriers.data.ts';

/**
 * Which carrier a tracking number belongs to, as far as the number can tell. Everything here runs once a row in files
 * of a million rows, so numbers are looked up by length and first character in tables made at start: cleaning, damage
 * check and guess take about 0.3 µs a row (bench/carrier-match.bench.ts). Always advisory: nothing is refused because of
 * a guess.
 */

/** How a number and the carrier named beside it agree. */
export type CarrierFit =
  | 'fits'
  /** The shape is that carrier's, the check digit is not: most likely a typing slip. */
  | 'bad-check-digit'
  /** That carrier writes no such numbers, or the number clearly is another's. */
  | 'mismatch'
  /** The carrier, or enough of its formats, is not known to us. */
  | 'unknown';

/** A number with a carrier's shape and a wrong check digit. */
export interface FailedCheckDigit {
  readonly slug: string;
  readonly format: string;
  /** The shape alone names this carrier. When false (bare digits) it may just as well be another carrier's number. */
  readonly distinctive: boolean;
}

/** A number that fits once the zeros are back which a spreadsheet dropped. */
export interface ZeroSuggestion {
  readonly number: string;
  readonly slug: string;
  readonly format: string;
}

/** Damage that cannot be mended from the cell: the digits are gone. */
export type ExcelDamage = 'EXCEL_SCIENTIFIC' | 'EXCEL_TRUNCATED';

/** From here on a guess is trusted enough to call a named carrier wrong that we do not know well. */
const CLEARLY_ANOTHERS = 0.9;

/** Four zeros cover every format that begins with them (SSCC-18 has three); each further one invites chance hits. */
const MOST_LOST_ZEROS = 4;

/** Longer text is a note, neither a carrier's name nor a number. */
const LONGEST_TEXT = 80;

/** A file names few carriers, each a hundred thousand times; a hostile one names a new one in each row. */
const REMEMBERED_NAMES = 2_000;

const PRINTABLE_ASCII = /^[ -~]*$/;
const QUOTES = `"'“”‘’`;
const WRAPPING = `${QUOTES}=`;

// Excel's numbers end at 1E+308, so a longer exponent is a real number: Colissimo writes 6E12345678901.
const SCIENTIFIC = /^\d([.,]\d+)?E\+?\d{1,3}$/i;

let book: CarrierBook = compileCarriers(CARRIERS);
let slugByText = new Map<string, string | null>();

/**
 * Replaces the carriers of this process; for start-up, before the first request, with what `loadCarriers` gave.
 * Without it the carriers that Waybill ships with are used.
 */
export function useCarriers(carriers: readonly Carrier[]): void {
  book = compileCarriers(carriers);
  slugByText = new Map();
}

/** Every known carrier, for people to choose from. */
export function allCarriers(): readonly Carrier[] {
  return book.carriers;
}

/** The carrier with this slug, or null. */
export function carrierBySlug(slug: string): Carrier | null {
  return book.bySlug.get(slug) ?? null;
}

/**
 * Guesses the carrier of a cleaned number (see `normaliseTrackingNumber`).
 * @returns a shared frozen object, or null when no format fits that says anything by itself.
 */
export function recogniseCarrier(number: string): CarrierGuess | null {
  return guessCarrier(book, number);
}

/** For a number that `recogniseCarrier` knows nothing of: whose number it would be, were its check digit right. */
export function failedCheckDigit(number: string): FailedCheckDigit | null {
  const postal = s10Candidate(book, number);
  if (postal !== null)
    return s10CheckFits(number) ? null : { slug: postal.slug, format: S10_FORMAT, distinctive: true };
  const failed = failedFormats(book, number);
  const best = failed.find(({ format }) => format.distinctive) ?? failed[0];
  return best
    ? { slug: best.slug, format: best.format.id, distinctive: best.format.distinctive ?? false }
    : null;
}

/** Whether a cleaned number can be the named carrier's. Houses such as DHL count as one: "DHL" with a DHL eCommerce number fits. */
export function numberFitsCarrier(number: string, slug: string): CarrierFit {
  const carrier = book.bySlug.get(slug);
  const digitsOnly = classify(number);
  if (carrier === undefined || digitsOnly === null) return 'unknown';
  let failed = false;
  // Every post delivers the items of every other, and consolidators hand theirs to a post: an S10 number fits them all.
  if (carrier.s10 !== undefined && s10Candidate(book, number) !== null) {
    if (s10CheckFits(number)) return 'fits';
    failed = true;
  }
  for (const format of book.formatsOf.get(slug)?.[number.length] ?? []) {
    if (!shapeFits(format, number, digitsOnly)) continue;
    if (format.passes === null || format.passes(number)) return 'fits';
    failed = true;
  }
  if (failed) return 'bad-check-digit';
  if (carrier.complete) return 'mismatch';
  const guess = guessCarrier(book, number);
  return guess !== null && guess.confidence >= CLEARLY_ANOTHERS ? 'mismatch' : 'unknown';
}

/**
 * Looks for the zeros that a spreadsheet dropped in front of a number. Only a suggestion: one in ten wrong numbers
 * finds a format by chance.
 * @param slug the carrier named beside it; without one, all formats with a check digit are tried.
 * @returns null when the number is not digits only or nothing fits with up to four zeros more.
 */
export function suggestLeadingZeros(number: string, slug?: string): ZeroSuggestion | null {
  if (classify(number) !== true) return null;
  const named = slug === undefined ? undefined : book.formatsOf.get(slug);
  let best: ZeroSuggestion | null = null;
  let confidence = 0;
  for (let zeros = 1; zeros <= MOST_LOST_ZEROS; zeros += 1) {
    const padded = '0'.repeat(zeros) + number;
    const formats = named ? named[padded.length] : book.digitBuckets[padded.length * 10]?.formats;
    for (const candidate of formats ?? []) {
      if (candidate.format.confidence <= confidence || candidate.passes === null) continue;
      if (!shapeFits(candidate, padded, true) || !candidate.passes(padded)) continue;
      confidence = candidate.format.confidence;
      best = { number: padded, slug: candidate.slug, format: candidate.format.id };
    }
  }
  return best;
}

/**
 * The slug a carrier's name, code or slug means, as other systems and people write it; null when unknown, which is
 * allowed everywhere. A service after the name is overlooked: "USPS Priority Mail".
 */
export function carrierFromName(text: string): string | null {
  const known = slugByText.get(text);
  if (known !== undefined) return known;
  if (text.length > LONGEST_TEXT) return null;
  const slug = book.byName.get(compactName(text)) ?? carrierBeforeService(text);
  if (slugByText.size >= REMEMBERED_NAMES) slugByText.clear();
  // A copy: a cell cut out of a file is a slice that would keep the whole chunk of the file in memory.
  slugByText.set(Buffer.from(text, 'utf16le').toString('utf16le'), slug);
  return slug;
}

function carrierBeforeService(text: string): string | null {
  const words = text
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  for (let count = Math.min(words.length - 1, 5); count > 0; count -= 1) {
    const name = compactName(words.slice(0, count).join(''));
    if (book.namesBeforeService.has(name)) return book.byName.get(name) ?? null;
  }
  return null;
}

/** The carrier's tracking page for a number, or null when we know no page. Always http or https. */
export function trackingUrl(slug: string, number: string): string | null {
  const parts = book.urls.get(slug);
  if (parts === undefined || number === '') return null;
  const safe = classify(number) === null ? encodeURIComponent(number.toWellFormed()) : number;
  return parts.length === 2 ? parts[0]! + safe + parts[1]! : parts.join(safe);
}

/**
 * Strips what spreadsheets and people wrap around a number: `="…"`, a leading apostrophe, quotes, any kind of space
 * (also between groups of digits), invisible characters; upper case. The caller keeps the original, and splits a cell
 * with several numbers before it comes here.
 * @returns the same string, unallocated, when there is nothing to strip.
 */
export function normaliseTrackingNumber(raw: string): string {
  const { length } = raw;
  for (let index = 0; index < length; index += 1) {
    const code = raw.charCodeAt(index);
    if ((code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 45) continue;
    return normaliseSlowly(raw);
  }
  return raw;
}

function normaliseSlowly(raw: string): string {
  // NFKC turns full-width digits and letters into plain ones. \p{C} holds control, zero-width and direction characters
  // and the BOM. Twice, because upper case can take composed letters apart and the result must be a fixed point: it is
  // compared for equality. Ends are cut by hand: an expression with quotes on both sides is quadratic on many quotes.
  const text = PRINTABLE_ASCII.test(raw)
    ? raw.replaceAll(' ', '').toUpperCase()
    : raw
        .normalize('NFKC')
        .replace(/[\s\p{C}]+/gu, '')
        .toUpperCase()
        .normalize('NFKC');
  let start = 0;
  let end = text.length;
  while (start < end && WRAPPING.includes(text.charAt(start))) start += 1;
  while (end > start && QUOTES.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/**
 * Tells whether Excel (or its like) has destroyed a number: shown as `9.25082E+11`, or cut to 15 significant digits with
 * zeros behind. Check digits do not find the latter: of 31 real USPS numbers cut so, 4 still passed.
 *
 * Limit: of whole 16-digit numbers one in ten ends in 0. Those with a fitting check digit (Canada Post) are passed, for
 * the cut could only have replaced that digit. Without one (Evri) they are called damaged; in a file that really is
 * damaged all of them end in 0, not a tenth.
 * @param raw the cell as it was in the file, or the cleaned number.
 */
export function excelDamage(raw: string): ExcelDamage | null {
  const first = raw.charCodeAt(0);
  // Letters first: nothing a spreadsheet takes for a number.
  if ((first >= 65 && first <= 90) || (first >= 97 && first <= 122)) return null;
  const last = raw.charCodeAt(raw.length - 1);
  if (isDigit(first) && isDigit(last)) return damageOf(raw);
  // Something is wrapped around it: spaces, quotes, ="…".
  return damageOf(normaliseTrackingNumber(raw));
}

function damageOf(number: string): ExcelDamage | null {
  const { length } = number;
  if (length < 4 || length > LONGEST_TEXT) return null;
  if (!isDigit(number.charCodeAt(1))) return SCIENTIFIC.test(number) ? 'EXCEL_SCIENTIFIC' : null;
  if (length < 16 || number.charCodeAt(length - 1) !== 48) return null;
  let significant = 0;
  while (number.charCodeAt(significant) === 48) significant += 1;
  if (length - significant < 16) return null;
  for (let index = length - 2; index >= significant + 15; index -= 1)
    if (number.charCodeAt(index) !== 48) return null;
  for (let index = 0; index < significant + 15; index += 1)
    if (!isDigit(number.charCodeAt(index))) return null;
  const whole = length - significant === 16 && guessCarrier(book, number)?.checkDigit === 'valid';
  return whole ? null : 'EXCEL_TRUNCATED';
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
