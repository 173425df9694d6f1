import {
  IconAddressBook,
  IconMapPin,
  IconNote,
  IconPackage,
  IconPackageOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconTag,
  IconTagOff,
  type Icon,
} from '@tabler/icons-react';
import type { BackerHistoryEvent } from '@waybill/schema/backers';
import type { Tone } from '../theme.ts';

/** A change of a backer as icon and tone; its words depend on what changed. */
export const backerEventLooks: Record<BackerHistoryEvent['kind'], { icon: Icon; tone: Tone }> = {
  HELD: { icon: IconPlayerPause, tone: 'attention' },
  RELEASED: { icon: IconPlayerPlay, tone: 'shipping' },
  TAGGED: { icon: IconTag, tone: 'survey' },
  UNTAGGED: { icon: IconTagOff, tone: 'survey' },
  ADDRESS_CHANGED: { icon: IconMapPin, tone: 'lock' },
  CONTACT_CHANGED: { icon: IconAddressBook, tone: 'survey' },
  NOTES_CHANGED: { icon: IconNote, tone: 'survey' },
  SHIPMENT_ADDED: { icon: IconPackage, tone: 'shipped' },
  SHIPMENT_CHANGED: { icon: IconPackage, tone: 'shipping' },
  SHIPMENT_VOIDED: { icon: IconPackageOff, tone: 'canceled' },
};
