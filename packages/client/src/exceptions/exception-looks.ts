import {
  IconClockPause,
  IconDoor,
  IconHelpCircle,
  IconMapOff,
  IconMapPin,
  IconPackageOff,
  IconReceiptRefund,
  IconScanEye,
  IconTruckReturn,
  IconUserX,
} from '@tabler/icons-react';
import type { ExceptionCounts, ExceptionItem, ExceptionKind } from '@waybill/schema/exceptions';
import { formatNumber } from '../ui/format.ts';
import type { StatusLook } from '../ui/status.ts';

interface ExceptionLook extends StatusLook {
  /** What it means, and what helps, in a sentence. */
  help: string;
}

/** Why a parcel needs a person, as icon, word and tone. */
export const exceptionLooks: Record<ExceptionKind, ExceptionLook> = {
  NO_SCAN: {
    icon: IconScanEye,
    word: 'No scan',
    tone: 'shipping',
    help: 'It has a label, and no carrier has scanned it. See whether it still lies with you.',
  },
  NO_MOVEMENT: {
    icon: IconClockPause,
    word: 'No movement',
    tone: 'shipping',
    help: 'The carrier has said nothing new for too long. Ask the carrier to search for it.',
  },
  DELIVERY_ATTEMPTED: {
    icon: IconDoor,
    word: 'Nobody home',
    tone: 'shipping',
    help: 'A delivery was attempted in vain. The backer may arrange another one.',
  },
  RETURNED: {
    icon: IconTruckReturn,
    word: 'Returned',
    tone: 'attention',
    help: 'It is on its way back to you. Ask for the right address, then send it again.',
  },
  FAILED: {
    icon: IconPackageOff,
    word: 'Not delivered',
    tone: 'attention',
    help: 'The carrier has given up. Ask the carrier why, or send it again.',
  },
  ADDRESS_REFUSED: {
    icon: IconMapOff,
    word: 'Address refused',
    tone: 'attention',
    help: 'The carrier does not accept the address. Ask the backer for the right one.',
  },
  ADDRESS_CHANGED: {
    icon: IconMapPin,
    word: 'Address changed',
    tone: 'shipping',
    help: 'The backer’s address changed after it was sent off with the old one.',
  },
  PARTNER_REJECTED: {
    icon: IconUserX,
    word: 'Rejected by partner',
    tone: 'attention',
    help: 'The partner does not take the order. Mend what it says, then push it again.',
  },
  LABEL_UNCERTAIN: {
    icon: IconHelpCircle,
    word: 'Label uncertain',
    tone: 'attention',
    help: 'The provider did not answer in time: nobody knows whether the label was bought.',
  },
  REFUND_REFUSED: {
    icon: IconReceiptRefund,
    word: 'Refund refused',
    tone: 'attention',
    help: 'The provider keeps the money for a label that was voided. See with which label the parcel leaves, and ask the provider.',
  },
};

export const exceptionKinds = Object.keys(exceptionLooks) as ExceptionKind[];

type Resolution = NonNullable<ExceptionItem['resolution']>;

/** How an exception ended. */
export const resolutionWords: Record<Resolution, string> = {
  RESHIPPED: 'Sent again',
  HELD: 'Put on hold',
  CONTACTED: 'Backer contacted',
  DONE: 'Resolved',
  BY_ITSELF: 'Ended by itself',
};

/** "12 returned, 3 no scan": the most frequent first. */
export function exceptionSummary({ byKind }: ExceptionCounts): string {
  const parts = byKind
    .slice(0, 3)
    .map(({ kind, count }) => `${formatNumber(count)} ${exceptionLooks[kind].word.toLowerCase()}`);
  return `${parts.join(', ')}${byKind.length > 3 ? ' and more' : ''}.`;
}
