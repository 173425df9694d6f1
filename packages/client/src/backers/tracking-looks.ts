import {
  IconAlertTriangle,
  IconBan,
  IconBuildingStore,
  IconCircleCheck,
  IconHelp,
  IconMapPin,
  IconPackage,
  IconPackageOff,
  IconTruck,
  IconTruckReturn,
} from '@tabler/icons-react';
import type { OrderHistoryEvent, ShipmentDetail } from '@waybill/schema/backers';
import type { StatusLook } from '../ui/status.ts';

/** A parcel's tracking status as icon, word and tone. */
export const trackingLooks: Record<ShipmentDetail['trackingStatus'], StatusLook> = {
  UNKNOWN: { icon: IconHelp, word: 'No scan yet', tone: 'survey' },
  PRE_TRANSIT: { icon: IconPackage, word: 'Label made', tone: 'survey' },
  IN_TRANSIT: { icon: IconTruck, word: 'In transit', tone: 'lock' },
  OUT_FOR_DELIVERY: { icon: IconMapPin, word: 'Out for delivery', tone: 'lock' },
  AVAILABLE_FOR_PICKUP: { icon: IconBuildingStore, word: 'Waits for pickup', tone: 'shipping' },
  DELIVERED: { icon: IconCircleCheck, word: 'Delivered', tone: 'shipped' },
  RETURN_TO_SENDER: { icon: IconTruckReturn, word: 'On its way back', tone: 'attention' },
  FAILURE: { icon: IconPackageOff, word: 'Not delivered', tone: 'attention' },
  CANCELLED: { icon: IconBan, word: 'Canceled by carrier', tone: 'canceled' },
  ERROR: { icon: IconAlertTriangle, word: 'Tracking failed', tone: 'attention' },
};

/** How a parcel came to be known. */
export const shipmentSourceWords: Record<ShipmentDetail['source'], string> = {
  UPLOAD: 'tracking upload',
  MANUAL: 'by hand',
  SEGMENT_ACTION: 'bulk action',
  API: 'API',
  PARTNER: 'partner',
  POSTAGE: 'postage',
};

/** How a change of an order came about. */
export const historySourceWords: Record<OrderHistoryEvent['source'], string> = {
  IMPORT: 'Backer import',
  UPLOAD: 'Tracking upload',
  MANUAL: 'By hand',
  FORCE: 'Forced',
  REVERT: 'Reverted',
  UNDO: 'Undone',
  API: 'API',
  SEGMENT_ACTION: 'Bulk action',
  PARTNER: 'Partner',
  POSTAGE: 'Postage',
};

/** A tracking link that is safe to click: http and https only, whatever a file said. */
export function safeLink(url: string | null | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) ? url : undefined;
}

/** Why a parcel is where it is. */
export const trackingReasonWords: Record<NonNullable<ShipmentDetail['trackingReason']>, string> = {
  DELIVERY_ATTEMPTED: 'nobody took it',
  ADDRESS_PROBLEM: 'the address is not accepted',
  CUSTOMS: 'with customs',
  DUTY_UNPAID: 'duty is to be paid',
  DAMAGED: 'damaged',
  LOST: 'lost',
  REFUSED: 'refused by the recipient',
  RECIPIENT_MOVED: 'the recipient has moved',
  HELD: 'held by the carrier',
  DELAYED: 'delayed',
  OTHER: 'another reason',
};
