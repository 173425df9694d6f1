import { IconFilterCog, IconSnowflake } from '@tabler/icons-react';
import type { SegmentItem } from '@waybill/schema/segments';
import type { StatusLook } from '../ui/status.ts';

export type SegmentKind = SegmentItem['kind'];

/** How the two kinds of segments are drawn. */
export const segmentKindLooks: Record<SegmentKind, StatusLook> = {
  DYNAMIC: { icon: IconFilterCog, word: 'Dynamic', tone: 'accent' },
  SNAPSHOT: { icon: IconSnowflake, word: 'Snapshot', tone: 'lock' },
};

/** What each kind means, where a person chooses. */
export const segmentKindHelp: Record<SegmentKind, string> = {
  DYNAMIC: 'Follows its filter: backers come and go by themselves.',
  SNAPSHOT: 'Keeps exactly the backers of this moment.',
};
