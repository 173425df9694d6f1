import type { Carrier, NumberFormat } from './carrier.ts';
import { checkDigitTest } from './check-digits.ts';
import {
  allowsDigit,
  allowsEveryDigit,
  type CharacterSet,
  MAX_NUMBER_LENGTH,
  parseShape,
} from './number-shape.ts';
import { UPU_COUNTRIES } from './postal-carriers.data.ts';

/** What a number says about its carrier. Advisory: one in ten bare 12-digit numbers passes as FedEx by chance. */
export interface CarrierGuess {
  readonly slug: string;
  /** Id of the format in the carrier data. */
  readonly format: string;
  /** 0 to 1; shared out when formats of several carriers fit. */
  readonly confidence: number;
  /** `none`: the format has no check digit, only the shape fits. */
  readonly checkDigit: 'valid' | 'none';
  /** Slugs of the other carriers whose formats fit too, likeliest first. Absent when there are none. */
  readonly alternatives?: readonly string[];
}

/** A format of one length, ready to be tried. */
export interface CompiledFormat {
  readonly slug: string;
  readonly format: NumberFormat;
  readonly length: number;
  readonly sets: readonly CharacterSet[];
  /** Places still in doubt once the number is known to be digits only: for "12 digits" none. */
  readonly digitPlaces: readonly number[];
  readonly passes: ((number: string) => boolean) | null;
}

/** Formats that a number of one length and first character may have. */
export interface Bucket {
  readonly formats: readonly CompiledFormat[];
  /** One guess for each combination of fitting formats, made when first seen and then shared by all rows. */
  readonly guesses: Map<number, CarrierGuess>;
}

/** Carriers in the form that look-ups need. Immutable once made. */
export interface CarrierBook {
  readonly carriers: readonly Carrier[];
  readonly bySlug: ReadonlyMap<string, Carrier>;
  /** Compacted name → slug, see `compactName`. */
  readonly byName: ReadonlyMap<string, string>;
  /** Names after which a service may follow. */
  readonly namesBeforeService: ReadonlySet<string>;
  /** Guessable formats by length and first digit, for numbers of digits only. */
  readonly digitBuckets: readonly (Bucket | undefined)[];
  /** Guessable formats by length and first character, for numbers with a letter or hyphen. */
  readonly mixedBuckets: readonly (Bucket | undefined)[];
  /** Every format a carrier's numbers may have, its family's included, by length. */
  readonly formatsOf: ReadonlyMap<string, readonly (readonly CompiledFormat[])[]>;
  /** Guess for each S10 country, at 26 × first letter + second; null where no operator issues. */
  readonly s10Guesses: readonly (CarrierGuess | null)[];
  /** Tracking pages, cut at the places where the number goes. */
  readonly urls: ReadonlyMap<string, readonly string[]>;
}

// A bit for each format of a bucket; 31 would reach the sign bit of a 32-bit integer.
const MOST_FORMATS_A_BUCKET = 30;

/** A check digit that is nearly never right by chance twice over: letters, digit mod 11 and an existing country. */
const S10_CONFIDENCE = 0.97;

/** Id under which S10 numbers are reported, whatever the carrier. */
export const S10_FORMAT = 'upu-s10';

/**
 * Turns carrier data into look-up tables; some milliseconds, done once at start.
 * @throws Error naming carrier and format, when a shape cannot be read.
 */
export function compileCarriers(carriers: readonly Carrier[]): CarrierBook {
  const bySlug = new Map(carriers.map((carrier) => [carrier.slug, carrier]));
  const formats = carriers.flatMap((carrier) =>
    carrier.formats.flatMap((format) => compileFormat(carrier.slug, format)),
  );
  const guessable = formats.filter(({ format }) => format.confidence > 0);
  return {
    carriers,
    bySlug,
    ...indexNames(carriers),
    digitBuckets: bucketsByFirst(
      guessable.filter((format) => format.sets.every(allowsDigit)),
      '0123456789',
    ),
    mixedBuckets: bucketsByFirst(
      guessable.filter((format) => !format.sets.every(isDigitsOnly)),
      '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    ),
    formatsOf: new Map(carriers.map((carrier) => [carrier.slug, familyFormats(carrier, carriers, formats)])),
    s10Guesses: indexCountries(carriers),
    urls: new Map(
      carriers.flatMap(({ slug, url }) => (url === null ? [] : [[slug, url.split('%s')] as const])),
    ),
  };
}

/** Lower case, without accents, spaces and punctuation: "DHL eCommerce", "dhl_ecommerce" and "DHL-Ecommerce" are one name. */
export function compactName(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function compileFormat(slug: string, format: NumberFormat): CompiledFormat[] {
  let variants: CharacterSet[][];
  try {
    variants = parseShape(format.shape);
  } catch (error) {
    throw new Error(
      `Carrier ${slug}, format ${format.id}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  const passes = format.check ? checkDigitTest(format.check) : null;
  return variants.map((sets) => ({
    slug,
    format,
    length: sets.length,
    sets,
    digitPlaces: sets.flatMap((set, place) => (allowsEveryDigit(set) ? [] : [place])),
    passes,
  }));
}

function isDigitsOnly(set: CharacterSet): boolean {
  for (let code = 45; code <= 90; code += 1) if ((code < 48 || code > 57) && set[code] === 1) return false;
  return true;
}

/** @param firsts the characters a number may begin with, in the order of their place in the table. */
function bucketsByFirst(formats: readonly CompiledFormat[], firsts: string): (Bucket | undefined)[] {
  const buckets = new Array<Bucket | undefined>((MAX_NUMBER_LENGTH + 1) * firsts.length).fill(undefined);
  for (let length = 1; length <= MAX_NUMBER_LENGTH; length += 1) {
    for (let place = 0; place < firsts.length; place += 1) {
      const here = formats.filter(
        (format) => format.length === length && format.sets[0]![firsts.charCodeAt(place)] === 1,
      );
      if (here.length > MOST_FORMATS_A_BUCKET) {
        throw new Error(
          `${here.length} formats fit numbers of ${length} characters that begin with ${firsts.charAt(place)}; at most ${MOST_FORMATS_A_BUCKET} may`,
        );
      }
      here.sort((one, other) => other.format.confidence - one.format.confidence);
      if (here.length > 0) buckets[length * firsts.length + place] = { formats: here, guesses: new Map() };
    }
  }
  return buckets;
}

function familyFormats(
  carrier: Carrier,
  carriers: readonly Carrier[],
  formats: readonly CompiledFormat[],
): CompiledFormat[][] {
  const house = new Set(
    carriers
      .filter(
        (other) => other === carrier || (carrier.family !== undefined && other.family === carrier.family),
      )
      .map(({ slug }) => slug),
  );
  const byLength: CompiledFormat[][] = Array.from({ length: MAX_NUMBER_LENGTH + 1 }, () => []);
  for (const format of formats) if (house.has(format.slug)) byLength[format.length]!.push(format);
  return byLength;
}

function indexNames(carriers: readonly Carrier[]): Pick<CarrierBook, 'byName' | 'namesBeforeService'> {
  const byName = new Map<string, string>();
  const namesBeforeService = new Set<string>();
  for (const carrier of carriers) {
    for (const name of [carrier.slug, carrier.name, ...carrier.aliases]) {
      const compact = compactName(name);
      byName.set(compact, carrier.slug);
      if (carrier.servicesInName) namesBeforeService.add(compact);
      else namesBeforeService.delete(compact);
    }
  }
  return { byName, namesBeforeService };
}

function indexCountries(carriers: readonly Carrier[]): (CarrierGuess | null)[] {
  const guesses = new Array<CarrierGuess | null>(26 * 26).fill(null);
  const put = (country: string, slug: string) => {
    guesses[(country.charCodeAt(0) - 65) * 26 + country.charCodeAt(1) - 65] = Object.freeze({
      slug,
      format: S10_FORMAT,
      confidence: S10_CONFIDENCE,
      checkDigit: 'valid',
    });
  };
  for (const country of UPU_COUNTRIES) put(country, 'upu');
  for (const carrier of carriers) for (const country of carrier.s10 ?? []) put(country, carrier.slug);
  return guesses;
}
