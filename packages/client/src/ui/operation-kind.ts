import {
  IconArrowBackUp,
  IconBolt,
  IconCircleCheck,
  IconGift,
  IconLock,
  IconLockOpen,
  IconMailForward,
  IconPackageExport,
  IconPackageImport,
  IconPlayerPause,
  IconPlayerPlay,
  IconReceipt2,
  IconTag,
  IconTagOff,
  IconUpload,
  IconUsersPlus,
  type Icon,
} from '@tabler/icons-react';
import type { OperationKind } from '@waybill/schema/operations';
import type { ProjectPaths } from '../paths.ts';

/** What each kind of operation is called and drawn as, everywhere. */
export const operationKindLooks: Record<OperationKind, { icon: Icon; word: string }> = {
  BACKER_IMPORT: { icon: IconUsersPlus, word: 'Backer import' },
  TRACKING_UPLOAD: { icon: IconUpload, word: 'Tracking upload' },
  MARK_FULFILLED: { icon: IconCircleCheck, word: 'Mark as Fulfilled' },
  FORCE_MARK_FULFILLED: { icon: IconBolt, word: 'Force Mark as Fulfilled' },
  REVERT: { icon: IconArrowBackUp, word: 'Revert' },
  LOCK_ADDRESSES: { icon: IconLock, word: 'Lock addresses' },
  UNLOCK_ADDRESSES: { icon: IconLockOpen, word: 'Unlock addresses' },
  HOLD: { icon: IconPlayerPause, word: 'Put on hold' },
  RELEASE: { icon: IconPlayerPlay, word: 'Release from hold' },
  TAG: { icon: IconTag, word: 'Tag' },
  UNTAG: { icon: IconTagOff, word: 'Take tags off' },
  TRACKING_NOTIFICATIONS: { icon: IconMailForward, word: 'Tracking notifications' },
  DIGITAL_REWARDS: { icon: IconGift, word: 'Digital rewards' },
  LABEL_PURCHASE: { icon: IconReceipt2, word: 'Label purchase' },
  PARTNER_PUSH: { icon: IconPackageExport, word: 'Push to a partner' },
  PARTNER_REPORT: { icon: IconPackageImport, word: 'Report of a partner' },
};

/** The page of an operation: uploads and imports live in their wizard, everything else under operations. */
export function operationHref(paths: ProjectPaths, operation: { id: string; kind: OperationKind }): string {
  if (operation.kind === 'TRACKING_UPLOAD') return paths.upload(operation.id);
  if (operation.kind === 'BACKER_IMPORT') return paths.import(operation.id);
  return paths.operation(operation.id);
}
