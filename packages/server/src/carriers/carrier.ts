import type { CheckRule } from './check-digits.ts';

/** One way in which a carrier writes its numbers. */
export interface NumberFormat {
  /** Stable, unique over all carriers: recorded in tests and shown beside a guess. */
  id: string;
  /** For people. */
  name: string;
  /** See number-shape.ts. Always the whole number, upper case, without spaces. */
  shape: string;
  /** Absent: nothing in the number can be verified. */
  check?: CheckRule;
  /**
   * How far the format alone speaks for this carrier once shape and check digit fit, 0 to 1. 0: never guessed, it only
   * confirms a carrier that somebody named ("12 digits" is right for GLS, and says nothing by itself). One in ten
   * random numbers passes a mod-10 digit, hence the low values of formats that are bare digits.
   */
  confidence: number;
  /** The shape alone names the carrier, so that a wrong check digit is a typing slip and not another carrier's number. */
  distinctive?: boolean;
}

/** A carrier as Waybill knows it. Unknown carriers are allowed everywhere; they only lack guess and link. */
export interface Carrier {
  /** Kept in the database; never changes. */
  slug: string;
  name: string;
  /** Other spellings; compared without case, accents and punctuation. Name and slug count without being listed. */
  aliases: readonly string[];
  /** Tracking page, `%s` standing for the number; http(s) only. */
  url: string | null;
  /** Carriers of one house whose numbers are not told apart in people's files ("DHL"). */
  family?: string;
  /**
   * Countries whose UPU S10 numbers (two letters, nine digits, country) this carrier issues. Empty: it issues none but
   * hands out those of others (consolidators). Absent: S10 numbers are foreign to it.
   */
  s10?: readonly string[];
  formats: readonly NumberFormat[];
  /** All formats in use are listed, so that a number fitting none is a mismatch rather than unknown to us. */
  complete?: boolean;
  /** A service may follow the name: "USPS Priority Mail". Left out where that would be another company: "Correos de Chile". */
  servicesInName?: boolean;
}

/** The third fact about a format, spelled out where it is used: see `NumberFormat.distinctive`. */
export const DISTINCTIVE = true;

/** GS1's rule, which USPS, Canada Post and FedEx Ground share: weights 3 and 1 from the right. */
export const GS1 = { algorithm: 'mod10', weights: [3, 1] } satisfies CheckRule;

/** One line of a carrier's table. */
export function format(
  id: string,
  name: string,
  shape: string,
  confidence: number,
  check?: CheckRule,
  distinctive?: typeof DISTINCTIVE,
): NumberFormat {
  return { id, name, shape, confidence, ...(check && { check }), ...(distinctive && { distinctive }) };
}

/** Names written with spaces between them: a list of quoted strings would take a line each. */
export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
