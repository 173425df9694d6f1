import { judgeNumber } from '../carriers/carrier-judgement.ts';
import { excelDamage, normaliseTrackingNumber } from '../carriers/carrier-match.ts';
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

const LONGEST_NUMBER = 80;
const LONGEST_NAME = 80;

/**
 * Cleans and judges what was typed, as an upload does with a row.
 *
 * @returns null when nothing was typed at all
 * @throws UserErrors when the number is missing, damaged or several, or the link is none
 */
export function readParcel(input: ParcelInput): ParcelFields | null {
  const number = normaliseTrackingNumber(input.trackingNumber ?? '');
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
  } else if (number.length > LONGEST_NUMBER || /[;,|]/.test(number)) {
    refuse(
      UserErrorCode.INVALID,
      'trackingNumber',
      `One tracking number of at most ${LONGEST_NUMBER} characters goes here. For several parcels, upload a file with a row for each.`,
    );
  } else if (excelDamage(number)) {
    refuse(
      UserErrorCode.INVALID,
      'trackingNumber',
      'A spreadsheet has cut this number: its last digits are lost. Copy it from where it came from.',
    );
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
