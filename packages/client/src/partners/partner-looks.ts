import {
  IconCircleX,
  IconHandGrab,
  IconHomeCheck,
  IconPackageExport,
  IconScan,
  IconSend,
} from '@tabler/icons-react';
import type { FulfillmentRequestStatus } from '@waybill/schema/partners';
import type { Partner } from '@waybill/schema/project-partners';
import type { ReconciliationStage, ReconciliationState } from '@waybill/schema/reconciliation';
import type { StatusLook } from '../ui/status.ts';

/** How far an order is on its way through a partner's hands, as icon, word and tone. */
export const stageLooks: Record<ReconciliationStage, StatusLook> = {
  SENT: { icon: IconSend, word: 'Sent', tone: 'lock' },
  ACKNOWLEDGED: { icon: IconHandGrab, word: 'In hand', tone: 'lock' },
  SHIPPED: { icon: IconPackageExport, word: 'Shipped', tone: 'shipping' },
  SCANNED: { icon: IconScan, word: 'Scanned', tone: 'shipped' },
  DELIVERED: { icon: IconHomeCheck, word: 'Delivered', tone: 'shipped' },
  REJECTED: { icon: IconCircleX, word: 'Rejected', tone: 'attention' },
};

/** What the list can be narrowed to, in the order of the way. */
export const states: readonly { state: ReconciliationState; word: string }[] = [
  { state: 'SENT', word: 'Sent' },
  { state: 'ACKNOWLEDGED', word: 'In hand' },
  { state: 'SHIPPED', word: 'Shipped' },
  { state: 'SCANNED', word: 'Scanned' },
  { state: 'DELIVERED', word: 'Delivered' },
  { state: 'REJECTED', word: 'Rejected' },
  { state: 'STILL', word: 'Standing still' },
];

/** What the vendors call themselves whose own API orders are sent to. */
export const vendorNames: Record<NonNullable<Partner['vendor']>, string> = { SHIPBOB: 'ShipBob' };

/** How a request stands, as one says it of an order. */
export const requestWords: Record<FulfillmentRequestStatus, string> = {
  SENT: 'Sent, not answered yet',
  ACCEPTED: 'In hand',
  REJECTED: 'Rejected',
  PARTIALLY_SHIPPED: 'Shipped in part',
  SHIPPED: 'Shipped',
  CANCELED: 'Taken back',
};
