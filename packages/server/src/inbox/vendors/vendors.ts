import { aftership } from './aftership.ts';
import { easypost } from './easypost.ts';
import { shipbob } from './shipbob.ts';
import { shippo } from './shippo.ts';
import { shipstationV1 } from './shipstation-v1.ts';
import { shipstationV2 } from './shipstation-v2.ts';
import { shopify } from './shopify.ts';
import type { VendorAdapter, VendorName } from './vendor.ts';

/** Every vendor whose webhooks are understood, one a line. */
export const vendors: Readonly<Record<VendorName, VendorAdapter>> = {
  AFTERSHIP: aftership,
  EASYPOST: easypost,
  SHIPBOB: shipbob,
  SHIPPO: shippo,
  SHIPSTATION_V1: shipstationV1,
  SHIPSTATION_V2: shipstationV2,
  SHOPIFY: shopify,
};

const byPath = new Map(Object.values(vendors).map((vendor) => [vendor.path, vendor]));

/** The vendor by its part of an address. */
export function vendorAt(path: string): VendorAdapter | null {
  return byPath.get(path) ?? null;
}
