import type { ReconciliationState } from '@waybill/schema/reconciliation';
import { states } from './partner-looks.ts';

/** What the page of partners keeps in its address. */
export interface PartnersSearch {
  state?: ReconciliationState;
  /** Only what this partner has. */
  partner?: string;
}

/** Takes whatever stands in an address and keeps what the page understands. */
export function readPartnersSearch(search: Record<string, unknown>): PartnersSearch {
  const state = states.find((one) => one.state === search['state'])?.state;
  const { partner } = search;
  return {
    ...(state && { state }),
    ...(typeof partner === 'string' && /^\d{1,19}$/.test(partner) && { partner }),
  };
}
