/** What a person types about a parcel. */
export interface TrackingForm {
  trackingNumber: string;
  carrier: string;
  trackingUrl: string;
}

export const emptyTracking: TrackingForm = { trackingNumber: '', carrier: '', trackingUrl: '' };

/** What is sent: trimmed, and nothing where nothing was typed. */
export function trackingInput({ trackingNumber, carrier, trackingUrl }: TrackingForm) {
  return {
    trackingNumber: trackingNumber.trim() || null,
    carrier: carrier.trim() || null,
    trackingUrl: trackingUrl.trim() || null,
  };
}
