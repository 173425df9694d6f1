import { backerImport } from '../backer-imports/backer-import.kind.ts';
import { digitalRewards } from '../digital-rewards/digital-rewards.kind.ts';
import { forceMarkFulfilled, markFulfilled } from '../segment-actions/mark-fulfilled.kind.ts';
import { labelPurchase } from '../postage/label-purchase.kind.ts';
import { trackingNotifications } from '../notifications/tracking-notifications.kind.ts';
import { hold, release } from '../segment-actions/hold.kind.ts';
import { lockAddresses, revert, unlockAddresses } from '../segment-actions/move.kind.ts';
import { tag, untag } from '../segment-actions/tag.kind.ts';
import { trackingUpload } from '../tracking-uploads/tracking-upload.kind.ts';
import { partnerPush } from '../partners/partner-push.kind.ts';
import { partnerReport } from '../partners/partner-report.kind.ts';
import type { OperationKind, OperationKinds } from './operation.kind.ts';

const KINDS: OperationKind[] = [
  backerImport,
  digitalRewards,
  forceMarkFulfilled,
  hold,
  labelPurchase,
  lockAddresses,
  markFulfilled,
  partnerPush,
  partnerReport,
  release,
  revert,
  tag,
  trackingNotifications,
  trackingUpload,
  unlockAddresses,
  untag,
];

/** Every kind of operation there is; a new feature adds its line. */
export const operationKinds: OperationKinds = new Map(KINDS.map((kind) => [kind.name, kind]));
