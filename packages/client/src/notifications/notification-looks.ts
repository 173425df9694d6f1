import {
  IconBan,
  IconClock,
  IconMailCheck,
  IconMailOff,
  IconMailQuestion,
  IconMailX,
  IconSend,
} from '@tabler/icons-react';
import type { NotificationKind, NotificationStatus } from '@waybill/schema/notifications';
import type { StatusLook } from '../ui/status.ts';

/** How a mail stands, as icon, word and tone. */
export const notificationLooks: Record<NotificationStatus, StatusLook> = {
  PENDING: { icon: IconClock, word: 'To go', tone: 'survey' },
  SENDING: { icon: IconSend, word: 'Sending', tone: 'accent' },
  SENT: { icon: IconMailCheck, word: 'Sent', tone: 'shipped' },
  FAILED: { icon: IconMailX, word: 'Failed', tone: 'attention' },
  UNKNOWN: { icon: IconMailQuestion, word: 'Uncertain', tone: 'shipping' },
  CANCELED: { icon: IconMailOff, word: 'Canceled', tone: 'canceled' },
  SUPPRESSED: { icon: IconBan, word: 'Held back', tone: 'canceled' },
};

/** What a mail is about. `says` is what its template is for. */
export const notificationKinds: Record<NotificationKind, { word: string; says: string }> = {
  TRACKING: {
    word: 'Tracking',
    says: 'Goes to a backer once for all parcels they have not been told of.',
  },
  CORRECTION: {
    word: 'Correction',
    says: 'Goes to a backer who was told a number that has changed since.',
  },
  DIGITAL_REWARD: {
    word: 'Digital reward',
    says: 'Goes to a backer who was given a code or a link.',
  },
};

export const kindOrder: readonly NotificationKind[] = ['TRACKING', 'CORRECTION', 'DIGITAL_REWARD'];
