import {
  IconCircleCheck,
  IconClock,
  IconEyeOff,
  IconMapPinQuestion,
  IconAlertTriangle,
} from '@tabler/icons-react';
import type { DeliveryItem, DeliveryStatus } from '@waybill/schema/inbox';
import { formatCount } from '../ui/format.ts';
import type { StatusLook } from '../ui/status.ts';

/** What became of a delivery, as icon, word and tone. */
export const deliveryLooks: Record<DeliveryStatus, StatusLook> = {
  RECEIVED: { icon: IconClock, word: 'Waiting', tone: 'survey' },
  DONE: { icon: IconCircleCheck, word: 'Taken in', tone: 'shipped' },
  UNMATCHED: { icon: IconMapPinQuestion, word: 'No parcel yet', tone: 'shipping' },
  IGNORED: { icon: IconEyeOff, word: 'Nothing to do', tone: 'canceled' },
  FAILED: { icon: IconAlertTriangle, word: 'Failed', tone: 'attention' },
};

/** What came of it, in a sentence. */
export function resultOf({ status, events, matched, problem }: DeliveryItem): string {
  if (status === 'DONE') {
    const told = `${formatCount(events ?? 0, 'event')} for ${formatCount(matched ?? 0, 'parcel')}`;
    return problem ? `${told}. ${problem}` : told;
  }
  return problem ?? (status === 'RECEIVED' ? 'It is worked off in a moment.' : '');
}

/** A body as a person reads it: JSON with its structure, anything else as it came. */
export function prettyBody(body: string): string {
  if (body.length > longestPretty) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

const longestPretty = 300_000;
