import type { DeliveryStatus, Vendor } from '@waybill/schema/inbox';
import { vendorOrder } from './vendor-words.ts';

/** What the page about carrier updates keeps in its address. */
export interface InboxSearch {
  status?: InboxState;
  vendor?: Vendor;
  /** The delivery that is open. */
  delivery?: string;
}

/** Statuses as they stand in the address. */
export type InboxState = 'waiting' | 'taken-in' | 'no-parcel' | 'failed' | 'ignored';

export const inboxStates: readonly { state: InboxState; status: DeliveryStatus; word: string }[] = [
  { state: 'failed', status: 'FAILED', word: 'Failed' },
  { state: 'no-parcel', status: 'UNMATCHED', word: 'No parcel yet' },
  { state: 'waiting', status: 'RECEIVED', word: 'Waiting' },
  { state: 'taken-in', status: 'DONE', word: 'Taken in' },
  { state: 'ignored', status: 'IGNORED', word: 'Nothing to do' },
];

/** Takes whatever stands in an address and keeps what the page understands. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const status = inboxStates.find((one) => one.state === search['status'])?.state;
  const vendor = vendorOrder.find((one) => one === search['vendor']);
  const { delivery } = search;
  return {
    ...(status && { status }),
    ...(vendor && { vendor }),
    ...(typeof delivery === 'string' && /^\d{1,19}$/.test(delivery) && { delivery }),
  };
}
