import { UserError, UserErrorCode } from '../lib/user-error.ts';

const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** @throws UserError INVALID for what is no country of ISO 3166-1 */
export function requireCountry(given: string, field: string[]): string {
  const code = given.trim().toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && REGIONS.of(code) !== undefined) return code;
  throw new UserError(
    UserErrorCode.INVALID,
    `“${given.slice(0, 20)}” is no country; one is two letters, such as DE or US.`,
    field,
  );
}

/** @throws UserError INVALID */
export function requireWhole(
  given: number,
  least: number,
  most: number,
  what: string,
  field: string[],
): number {
  if (Number.isInteger(given) && given >= least && given <= most) return given;
  throw new UserError(
    UserErrorCode.INVALID,
    `${what} is ${given}; it can be ${least} to ${most.toLocaleString('en-US')}.`,
    field,
  );
}
