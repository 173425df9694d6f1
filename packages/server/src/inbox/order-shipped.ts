/** A warehouse’s word that it has packed and labelled something: what a partner’s report says, in a vendor’s format. */
export interface OrderShipped {
  /** What we called the order when it was given to them. */
  reference: string | null;
  /** What they call it. */
  vendorOrderId: string | null;
  trackingNumber: string;
  /** Our slug; null where the carrier is not known. */
  carrier: string | null;
  carrierName: string | null;
  trackingUrl: string | null;
  /** ISO 8601. */
  shippedAt: string;
  /** What is in the parcel; null where they do not say. */
  items: { sku: string; quantity: number }[] | null;
}
