import {
  IconArrowBackUp,
  IconBan,
  IconCircleX,
  IconHelp,
  IconPackage,
  IconPrinter,
  IconReceipt2,
} from '@tabler/icons-react';
import type { LabelItem } from '@waybill/schema/labels';
import { trackingLooks } from '../backers/tracking-looks.ts';
import type { StatusLook } from '../ui/status.ts';

/** How far a label is, by the furthest thing that is known of it: the carrier's word before the packer's. */
export function labelLook(label: LabelItem): StatusLook {
  if (label.status === 'RATED') return { icon: IconReceipt2, word: 'Priced', tone: 'survey' };
  if (label.status === 'BUYING')
    return { icon: IconHelp, word: 'Not known whether bought', tone: 'attention' };
  if (label.status === 'FAILED') return { icon: IconCircleX, word: 'Refused', tone: 'attention' };
  if (label.status === 'VOIDING')
    return { icon: IconArrowBackUp, word: 'Refund asked for', tone: 'canceled' };
  if (label.status === 'VOIDED') return { icon: IconBan, word: 'Voided', tone: 'canceled' };
  const tracking = label.shipment?.trackingStatus;
  if (tracking && tracking !== 'UNKNOWN' && tracking !== 'PRE_TRANSIT') return trackingLooks[tracking];
  if (label.packedAt) return { icon: IconPackage, word: 'Packed', tone: 'lock' };
  if (label.printedAt) return { icon: IconPrinter, word: 'Printed', tone: 'shipping' };
  return { icon: IconReceipt2, word: 'Bought', tone: 'shipping' };
}

/** Whether it can be voided: paid, and no carrier has it. */
export function isVoidable({ status, shipment }: LabelItem): boolean {
  return status === 'BOUGHT' && !shipment?.acceptedAt;
}

/** Why it cannot be voided, in a few words; null where it can. */
export function whyNotVoidable(label: LabelItem): string | null {
  if (isVoidable(label)) return null;
  if (label.status === 'BOUGHT') return 'the carrier has the parcel';
  if (label.status === 'VOIDING' || label.status === 'VOIDED') return 'voided already';
  if (label.status === 'BUYING') return 'not known whether it was bought';
  return 'never bought';
}
