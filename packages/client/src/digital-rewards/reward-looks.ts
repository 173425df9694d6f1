import { IconKey, IconLink } from '@tabler/icons-react';
import type { DigitalRewardItem } from '@waybill/schema/digital-rewards';
import type { StatusLook } from '../ui/status.ts';

/** What each kind of digital reward is called and drawn as, everywhere. */
export const rewardKindLooks: Record<DigitalRewardItem['kind'], StatusLook> = {
  UNIQUE: { icon: IconKey, tone: 'accent', word: 'A code each' },
  SHARED: { icon: IconLink, tone: 'lock', word: 'One for all' },
};
