import type { PartnerVendor } from '../partner.type.ts';

/** A request as it is handed to a vendor. */
export interface HandOver {
  /** Ours and unique: under it the vendor makes one order, however often it is asked. */
  reference: string;
  /** What people call it. */
  orderNumber: string;
  address: {
    name?: string;
    line1?: string;
    line2?: string;
    city?: string;
    state?: string;
    postalCode?: string;
    country?: string;
    phone?: string;
    email?: string;
  };
  items: { no: number; sku: string | null; name: string; quantity: number }[];
  note: string | null;
}

/** What opens a vendor's API. */
export interface VendorAccess {
  connectionId: string;
  apiKey: string;
  /** Where its API is. */
  apiUrl: string;
}

/** The vendor has the order, under its own key; or it will not take it, in its own words. */
export type HandOverAnswer = { externalId: string } | { refused: string; addressRefused?: boolean };

/**
 * It cannot be told whether the vendor has the order, or the fault is not the order's: it is handed over again later,
 * under the same reference.
 */
export class VendorAway extends Error {
  override name = 'VendorAway';

  constructor(
    message: string,
    /** When the vendor says to come back; null where it does not. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}

/** One vendor's API for orders. */
export interface VendorApi {
  name: `${PartnerVendor}`;
  /** For people. */
  title: string;
  apiUrl: string;
  /** @throws VendorAway */
  handOver(access: VendorAccess, order: HandOver): Promise<HandOverAnswer>;
  /**
   * The vendor's key of what it has under a reference of ours; null where it has nothing.
   * @throws VendorAway
   */
  find(access: VendorAccess, reference: string): Promise<string | null>;
}

/** What a vendor is told to call a request: another one each time it is sent. */
export function referenceOf(requestId: string, attempt: number): string {
  return attempt === 1 ? `WB-${requestId}` : `WB-${requestId}-${attempt}`;
}

/** The request behind such a reference; null where it is none of ours. */
export function requestOfReference(reference: string | null): { id: string } | null {
  const id = /^WB-([1-9]\d{0,17})(?:-\d{1,6})?$/.exec(reference ?? '')?.[1];
  return id === undefined ? null : { id };
}
