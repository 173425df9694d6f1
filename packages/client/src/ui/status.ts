import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClipboardList,
  IconClock,
  IconEye,
  IconFileUpload,
  IconHourglass,
  IconLoader,
  IconLock,
  IconMailOff,
  IconPackage,
  IconPackageExport,
  IconPackages,
  IconPlayerPause,
  IconTools,
  IconTruckDelivery,
  type Icon,
} from '@tabler/icons-react';
import type { graphql } from '@waybill/schema/graphql';
import type { Tone } from '../theme.ts';

export type OrderStatus = ReturnType<typeof graphql.scalar<'OrderStatus'>>;
export type Bucket = ReturnType<typeof graphql.scalar<'Bucket'>>;
export type ProjectStatus = ReturnType<typeof graphql.scalar<'ProjectStatus'>>;
export type OperationStatus = ReturnType<typeof graphql.scalar<'OperationStatus'>>;
export type OutcomeSeverity = ReturnType<typeof graphql.scalar<'OutcomeSeverity'>>;

/** How a status is shown everywhere: an icon, a word and a tone, so that colour is never the only sign. */
export interface StatusLook {
  icon: Icon;
  word: string;
  tone: Tone;
}

export const orderStatusLooks: Record<OrderStatus, StatusLook> = {
  SURVEY_NOT_SENT: { icon: IconMailOff, word: 'Survey not sent', tone: 'survey' },
  SURVEY_NOT_COMPLETED: { icon: IconHourglass, word: 'Survey not completed', tone: 'survey' },
  SURVEY_COMPLETED: { icon: IconLock, word: 'Survey completed', tone: 'lock' },
  READY_TO_FULFILL: { icon: IconPackage, word: 'Ready to fulfill', tone: 'shipping' },
  FULFILLMENT_PROCESSING: { icon: IconPackages, word: 'Processing', tone: 'shipping' },
  FULFILLMENT_ERRORED: { icon: IconAlertTriangle, word: 'Errored', tone: 'attention' },
  PARTIALLY_FULFILLED: { icon: IconPackageExport, word: 'Partially fulfilled', tone: 'shipping' },
  FULFILLED: { icon: IconCircleCheck, word: 'Fulfilled', tone: 'shipped' },
  CANCELED: { icon: IconBan, word: 'Canceled', tone: 'canceled' },
};

export const bucketLooks: Record<Bucket, StatusLook> = {
  SURVEY: { icon: IconClipboardList, word: 'Survey', tone: 'survey' },
  LOCK_ADDRESS: { icon: IconLock, word: 'Lock address', tone: 'lock' },
  START_SHIPPING: { icon: IconPackage, word: 'Start Shipping', tone: 'shipping' },
  SHIPPED: { icon: IconTruckDelivery, word: 'Shipped', tone: 'shipped' },
  CANCELED: { icon: IconBan, word: 'Canceled', tone: 'canceled' },
};

/** The buckets in the order an order passes them. */
export const bucketOrder: readonly Bucket[] = [
  'SURVEY',
  'LOCK_ADDRESS',
  'START_SHIPPING',
  'SHIPPED',
  'CANCELED',
];

export const projectStatusLooks: Record<ProjectStatus, StatusLook> = {
  IN_PRODUCTION: { icon: IconTools, word: 'In production', tone: 'survey' },
  IN_FULFILLMENT: { icon: IconTruckDelivery, word: 'In fulfillment', tone: 'shipping' },
  FULFILLED: { icon: IconCircleCheck, word: 'Fulfilled', tone: 'shipped' },
};

export const operationStatusLooks: Record<OperationStatus, StatusLook> = {
  CREATED: { icon: IconFileUpload, word: 'Waits for its file', tone: 'survey' },
  RECEIVING: { icon: IconFileUpload, word: 'Receiving', tone: 'accent' },
  PLANNING: { icon: IconLoader, word: 'Checking', tone: 'accent' },
  PLANNED: { icon: IconEye, word: 'Ready to check', tone: 'shipping' },
  QUEUED: { icon: IconClock, word: 'Queued', tone: 'accent' },
  RUNNING: { icon: IconLoader, word: 'Running', tone: 'accent' },
  COMPLETED: { icon: IconCircleCheck, word: 'Completed', tone: 'shipped' },
  FAILED: { icon: IconCircleX, word: 'Failed', tone: 'attention' },
  CANCELED: { icon: IconBan, word: 'Canceled', tone: 'canceled' },
  UNDOING: { icon: IconArrowBackUp, word: 'Undoing', tone: 'accent' },
  UNDONE: { icon: IconArrowBackUp, word: 'Undone', tone: 'canceled' },
};

export const severityLooks: Record<OutcomeSeverity, StatusLook> = {
  OK: { icon: IconCircleCheck, word: 'Good', tone: 'shipped' },
  WARNING: { icon: IconAlertTriangle, word: 'Look at it', tone: 'shipping' },
  SKIPPED: { icon: IconPlayerPause, word: 'Left alone', tone: 'survey' },
  ERROR: { icon: IconCircleX, word: 'To mend', tone: 'attention' },
};
