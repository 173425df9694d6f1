import type { Bucket, CarrierBook, CarrierGuess, CompiledFormat } from './carrier-book.ts';
import { characterValue, s10 } from './check-digits.ts';
import { MAX_NUMBER_LENGTH } from './number-shape.ts';

/** Guess for a cleaned number, or null when no guessable format fits. Allocates nothing after the first of its kind. */
export function guessCarrier(book: CarrierBook, number: string): CarrierGuess | null {
  const digitsOnly = classify(number);
  if (digitsOnly === null) return null;
  if (!digitsOnly && number.length === 13) {
    const guess = s10Candidate(book, number);
    if (guess !== null && s10CheckFits(number)) return guess;
  }
  const bucket = bucketOf(book, number, digitsOnly);
  if (bucket === undefined) return null;
  const { formats } = bucket;
  let fitting = 0;
  for (let index = 0; index < formats.length; index += 1) {
    const format = formats[index]!;
    if (shapeFits(format, number, digitsOnly) && (format.passes === null || format.passes(number)))
      fitting |= 1 << index;
  }
  if (fitting === 0) return null;
  let guess = bucket.guesses.get(fitting);
  if (guess === undefined) {
    guess = weigh(formats.filter((_, index) => (fitting & (1 << index)) !== 0));
    bucket.guesses.set(fitting, guess);
  }
  return guess;
}

/** Guessable formats whose shape the number has and whose check digit it fails, best first. For numbers without a guess. */
export function failedFormats(book: CarrierBook, number: string): readonly CompiledFormat[] {
  const digitsOnly = classify(number);
  if (digitsOnly === null) return [];
  return (bucketOf(book, number, digitsOnly)?.formats ?? []).filter(
    (format) => format.passes !== null && shapeFits(format, number, digitsOnly) && !format.passes(number),
  );
}

/** Whether the number has the format's shape. `digitsOnly` is what is known of the number and saves most of the work. */
export function shapeFits(format: CompiledFormat, number: string, digitsOnly: boolean): boolean {
  const { sets } = format;
  if (digitsOnly) {
    const places = format.digitPlaces;
    for (let index = 0; index < places.length; index += 1) {
      const place = places[index]!;
      if (sets[place]![number.charCodeAt(place)] !== 1) return false;
    }
    return true;
  }
  for (let place = 0; place < sets.length; place += 1) {
    if (sets[place]![number.charCodeAt(place)] !== 1) return false;
  }
  return true;
}

/** True for digits only, false when a letter or hyphen is among them, null when it is no number at all. */
export function classify(number: string): boolean | null {
  const { length } = number;
  if (length === 0 || length > MAX_NUMBER_LENGTH) return null;
  let digitsOnly = true;
  for (let index = 0; index < length; index += 1) {
    const code = number.charCodeAt(index);
    if (code >= 48 && code <= 57) continue;
    if ((code < 65 || code > 90) && code !== 45) return null;
    digitsOnly = false;
  }
  return digitsOnly;
}

/** The guess for a number with the S10 shape and an issuing country, whatever its check digit; else null. */
export function s10Candidate(book: CarrierBook, number: string): CarrierGuess | null {
  if (
    number.length !== 13 ||
    !isLetter(number, 0) ||
    !isLetter(number, 1) ||
    !isLetter(number, 11) ||
    !isLetter(number, 12)
  )
    return null;
  for (let place = 2; place < 11; place += 1) {
    const code = number.charCodeAt(place);
    if (code < 48 || code > 57) return null;
  }
  return book.s10Guesses[(number.charCodeAt(11) - 65) * 26 + number.charCodeAt(12) - 65] ?? null;
}

export function s10CheckFits(number: string): boolean {
  return s10(number, 2) === number.charCodeAt(10) - 48;
}

function isLetter(number: string, place: number): boolean {
  const code = number.charCodeAt(place);
  return code >= 65 && code <= 90;
}

function bucketOf(book: CarrierBook, number: string, digitsOnly: boolean): Bucket | undefined {
  const first = characterValue(number.charCodeAt(0));
  if (first < 0) return undefined;
  return digitsOnly
    ? book.digitBuckets[number.length * 10 + first]
    : book.mixedBuckets[number.length * 36 + first];
}

/**
 * One guess out of all formats that fit: the best format of each carrier counts, and a carrier keeps as much of its
 * confidence as it has of the sum. Two equal ones at 0.5 end at 0.25 each. Where the shape alone names the carrier, the
 * rivals of bare digits count a quarter: "420, ZIP, 92…" is USPS, though one in eleven passes as FedEx by chance.
 */
function weigh(fitting: readonly CompiledFormat[]): CarrierGuess {
  const best = new Map<string, CompiledFormat>();
  for (const candidate of fitting) {
    const known = best.get(candidate.slug);
    if (known === undefined || candidate.format.confidence > known.format.confidence)
      best.set(candidate.slug, candidate);
  }
  const ranked = [...best.values()].sort((one, other) => other.format.confidence - one.format.confidence);
  const winner = ranked[0]!;
  const total = ranked.reduce(
    (sum, { format }) =>
      sum + format.confidence * (winner.format.distinctive && !format.distinctive ? 0.25 : 1),
    0,
  );
  const guess: CarrierGuess = {
    slug: winner.slug,
    format: winner.format.id,
    confidence: Math.round((winner.format.confidence ** 2 / total) * 100) / 100,
    checkDigit: winner.passes === null ? 'none' : 'valid',
  };
  return Object.freeze(
    ranked.length === 1 ? guess : { ...guess, alternatives: ranked.slice(1).map(({ slug }) => slug) },
  );
}
