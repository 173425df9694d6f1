import { carrierFromName, failedCheckDigit, numberFitsCarrier, recogniseCarrier } from './carrier-match.ts';

/** What a number and the carrier named beside it come to. */
export interface Judgement {
  /** The carrier, when it is known. */
  slug: string | null;
  /** Code of what to doubt aloud; nothing is refused because of it. */
  warning: 'CARRIER_UNKNOWN' | 'BAD_CHECK_DIGIT' | 'CARRIER_MISMATCH' | null;
}

const NOTHING: Judgement = { slug: null, warning: null };

/**
 * The carrier named beside the number is believed, and doubted aloud; without one the number is asked.
 * @param number cleaned, or empty
 * @param named as somebody wrote it, or empty
 */
export function judgeNumber(number: string, named: string): Judgement {
  if (named !== '') {
    const slug = carrierFromName(named);
    if (slug === null) return { slug: null, warning: 'CARRIER_UNKNOWN' };
    if (number === '') return { slug, warning: null };
    const fit = numberFitsCarrier(number, slug);
    if (fit === 'bad-check-digit') return { slug, warning: 'BAD_CHECK_DIGIT' };
    return { slug, warning: fit === 'mismatch' ? 'CARRIER_MISMATCH' : null };
  }
  if (number === '') return NOTHING;
  const guess = recogniseCarrier(number);
  if (guess) return { slug: guess.slug, warning: null };
  const failed = failedCheckDigit(number);
  return failed?.distinctive ? { slug: failed.slug, warning: 'BAD_CHECK_DIGIT' } : NOTHING;
}
