import { carrierFromName, normaliseTrackingNumber } from '../carriers/carrier-match.ts';

/** Resellers’ accounts and services by whose van comes. */
const RESOLD: Readonly<Record<string, string>> = {
  endicia: 'usps',
  globalpost: 'usps',
  stamps_com: 'usps',
  ups_walleted: 'ups',
  fedex_walleted: 'fedex',
  dhl_express_worldwide: 'dhl-express',
};

const LONGEST_NUMBER = 80;

/** Our slug for what a vendor calls a carrier: `FedEx`, `fedex_uk`, `RoyalMailV3`. Null when it is none we know. */
export function carrierOf(name: string | null): string | null {
  if (name === null) return null;
  const resold = RESOLD[name.toLowerCase()];
  if (resold !== undefined) return resold;
  const spaced = name.replaceAll(/[_-]+/g, ' ').replace(/\s*V\d$/i, '');
  return carrierFromName(spaced) ?? carrierFromName(spaced.split(' ')[0] ?? '') ?? null;
}

/** A number as parcels carry it here; null where it is none. */
export function numberOf(given: string | null): string | null {
  const number = normaliseTrackingNumber(given ?? '');
  return number === '' || number.length > LONGEST_NUMBER ? null : number;
}
