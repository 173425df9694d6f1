import type { VendorName } from './vendors/vendor.ts';

/**
 * Hosts that something is fetched from because a delivery says so, or that orders are sent to. Nothing else is called,
 * whatever a delivery says.
 */
const HOSTS: Readonly<Partial<Record<VendorName, RegExp>>> = {
  SHIPSTATION_V1: /^ssapi\d{0,3}\.shipstation\.com$/,
  SHIPBOB: /^(?:sandbox-)?api\.shipbob\.com$/,
  SHIPSTATION_V2: /^api\.(?:shipengine|shipstation)\.com$/,
};

/**
 * Whether an address is the vendor’s own: https on its usual port, without a password, on a host from the list; or at
 * one of the origins that whoever runs this instance allows besides (VENDOR_ORIGINS), as a test stand needs it.
 */
export function isKnownAddress(vendor: VendorName, address: string, alsoAllowed: readonly string[]): boolean {
  const url = URL.parse(address);
  if (!url || url.username !== '' || url.password !== '') return false;
  if (alsoAllowed.includes(url.origin)) return true;
  return url.protocol === 'https:' && url.port === '' && (HOSTS[vendor]?.test(url.hostname) ?? false);
}
