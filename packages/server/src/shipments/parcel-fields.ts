import { judgeNumber } from '../carriers/carrier-judgement.ts';
import { excelDamage, normaliseTrackingNumber } from '../carriers/carrier-match.ts';
import { judgeText, LONGEST_NUMBER } from '../carriers/number-text.ts';
import { UserError, UserErrorCode, UserErrors } from '../lib/user-error.ts';
import { cleanCell, safeUrl } from '../table-files/cell-values.ts';

/** What a person may type about a parcel. */
export interface ParcelInput {
  trackingNumber?: string | null;
  carrier?: string | null;
  trackingUrl?: string | null;
}

/** The same as it is stored, with codes of what to doubt. */
export interface ParcelFields {
  trackingNumber: string;
  carrierSlug: string | null;
  carrierName: string | null;
  trackingUrl: string | null;
  warnings: string[];
}

/** As much of what was typed as a sentence quotes. */
const LONGEST_QUOTE = 60;
const LONGEST_NAME = 80;

/**
 * Cleans and judges what was typed, as an upload does with a row.
 *
 * @returns null when nothing was typed at all
 * @throws UserErrors when the number is missing, damaged, several or none, or the link is none
 */
export function readParcel(input: ParcelInput): ParcelFields | null {
  const typed = input.trackingNumber ?? '';
  const number = normaliseTrackingNumber(typed);
  const named = cleanCell(input.carrier ?? '');
  const link = cleanCell(input.trackingUrl ?? '');
  if (number === '' && named === '' && link === '') return null;
  const errors: UserError[] = [];
  const refuse = (code: UserErrorCode, field: string, message: string) =>
    errors.push(new UserError(code, message, ['input', field]));

  if (number === '') {
    refuse(
      UserErrorCode.BLANK,
      'trackingNumber',
      'Type the tracking number too, or leave carrier and link empty.',
    );
  } else {
    const message = refusalOf(typed, number, named);
    if (message !== null) refuse(UserErrorCode.INVALID, 'trackingNumber', message);
  }
  if (named.length > LONGEST_NAME)
    refuse(UserErrorCode.INVALID, 'carrier', `Shorten the carrier’s name to ${LONGEST_NAME} characters.`);
  const url = link === '' ? null : safeUrl(link);
  if (link !== '' && url === null)
    refuse(
      UserErrorCode.INVALID,
      'trackingUrl',
      'A link begins with https:// or http://, holds no password and has at most 2,048 characters.',
    );
  if (errors.length > 0) throw new UserErrors(errors);

  const { slug, warning } = judgeNumber(number, named);
  return {
    trackingNumber: number,
    carrierSlug: slug,
    carrierName: slug === null && named !== '' ? named : null,
    trackingUrl: url,
    warnings: warning ? [warning] : [],
  };
}

/** Why this is not one tracking number, or null. */
function refusalOf(typed: string, number: string, named: string): string | null {
  if (excelDamage(number))
    return 'A spreadsheet has cut this number: its last digits are lost. Copy it from where it came from.';
  if (number.length > LONGEST_NUMBER || /[;,|]/.test(number))
    return `One tracking number of at most ${LONGEST_NUMBER} characters goes here. For several parcels, upload a file with a row for each.`;
  const text = judgeText(typed, number, named);
  if (text === 'number') return null;
  const quoted = `“${cleanCell(typed).slice(0, LONGEST_QUOTE)}” is no tracking number.`;
  return text === 'placeholder'
    ? `${quoted} Leave the field empty where there is none.`
    : `${quoted} Type the number alone; a link to it has a field of its own.`;
}
