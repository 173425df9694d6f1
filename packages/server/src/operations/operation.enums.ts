import { registerEnumType } from 'type-graphql';

export enum OperationKindEnum {
  BACKER_IMPORT = 'BACKER_IMPORT',
  TRACKING_UPLOAD = 'TRACKING_UPLOAD',
  MARK_FULFILLED = 'MARK_FULFILLED',
  FORCE_MARK_FULFILLED = 'FORCE_MARK_FULFILLED',
  REVERT = 'REVERT',
  LOCK_ADDRESSES = 'LOCK_ADDRESSES',
  UNLOCK_ADDRESSES = 'UNLOCK_ADDRESSES',
  HOLD = 'HOLD',
  RELEASE = 'RELEASE',
  TAG = 'TAG',
  UNTAG = 'UNTAG',
  TRACKING_NOTIFICATIONS = 'TRACKING_NOTIFICATIONS',
  DIGITAL_REWARDS = 'DIGITAL_REWARDS',
  LABEL_PURCHASE = 'LABEL_PURCHASE',
  PARTNER_PUSH = 'PARTNER_PUSH',
  PARTNER_REPORT = 'PARTNER_REPORT',
}
registerEnumType(OperationKindEnum, {
  name: 'OperationKind',
  description: 'What a bulk change is about.',
  valuesConfig: {
    BACKER_IMPORT: { description: 'Backers, their items and states, from a file.' },
    TRACKING_UPLOAD: { description: 'Tracking numbers, from a file or a script.' },
    MARK_FULFILLED: { description: 'Orders in Start Shipping marked Fulfilled, without a parcel.' },
    FORCE_MARK_FULFILLED: { description: 'Any order that is not canceled marked Fulfilled, with a reason.' },
    REVERT: { description: 'Fulfilled orders back to what they were before; their parcels stay.' },
    LOCK_ADDRESSES: { description: 'Answered surveys on to Start Shipping: the address is final.' },
    UNLOCK_ADDRESSES: {
      description: 'Orders that nothing was shipped of back: the address may change again.',
    },
    HOLD: { description: 'Orders put on hold, with a reason, until somebody or a date ends it.' },
    RELEASE: { description: 'Holds ended.' },
    TAG: { description: 'Tags put on backers.' },
    UNTAG: { description: 'Tags taken off backers.' },
    TRACKING_NOTIFICATIONS: {
      description: 'One mail to each backer for the parcels they have not been told of.',
    },
    DIGITAL_REWARDS: { description: 'Codes, or one link for all, given to backers.' },
    LABEL_PURCHASE: { description: 'Labels bought, each order on its way once its carrier has scanned it.' },
    PARTNER_PUSH: { description: 'Orders handed to a partner.' },
    PARTNER_REPORT: { description: 'Parcels that a partner reported.' },
  },
});

export enum OperationStatusEnum {
  CREATED = 'CREATED',
  RECEIVING = 'RECEIVING',
  PLANNING = 'PLANNING',
  PLANNED = 'PLANNED',
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  COMPLETED = 'COMPLETED',
  FAILED = 'FAILED',
  CANCELED = 'CANCELED',
  UNDOING = 'UNDOING',
  UNDONE = 'UNDONE',
}
registerEnumType(OperationStatusEnum, {
  name: 'OperationStatus',
  description: 'How far a bulk change is.',
  valuesConfig: {
    CREATED: { description: 'Waits for its file.' },
    RECEIVING: { description: 'The file is coming in.' },
    PLANNING: { description: 'Every row gets its outcome; no order is touched.' },
    PLANNED: { description: 'The preview is ready and waits for a decision.' },
    QUEUED: { description: 'Decided; begins in a moment.' },
    RUNNING: { description: 'Being applied, chunk by chunk.' },
    COMPLETED: { description: 'All of it is applied.' },
    FAILED: { description: 'Stopped by something that needs a person; `failure` says what.' },
    CANCELED: { description: 'Stopped by a person; what was applied by then stays and can be undone.' },
    UNDOING: { description: 'Being taken back, chunk by chunk.' },
    UNDONE: { description: 'Taken back.' },
  },
});

export enum OutcomeSeverity {
  OK = 'OK',
  WARNING = 'WARNING',
  SKIPPED = 'SKIPPED',
  ERROR = 'ERROR',
}
registerEnumType(OutcomeSeverity, {
  name: 'OutcomeSeverity',
  description: 'How much attention a row wants.',
  valuesConfig: {
    OK: { description: 'As wanted.' },
    WARNING: { description: 'Applied, but worth a look.' },
    SKIPPED: { description: 'Left alone, by a rule or a choice.' },
    ERROR: { description: 'Cannot be applied until somebody mends the row.' },
  },
});

export enum MissingTracking {
  MARK_FULFILLED = 'MARK_FULFILLED',
  SKIP = 'SKIP',
}
registerEnumType(MissingTracking, {
  name: 'MissingTracking',
  description: 'What becomes of rows without a tracking number.',
  valuesConfig: {
    MARK_FULFILLED: { description: 'The order is marked Fulfilled without a parcel.' },
    SKIP: { description: 'The row is left alone.' },
  },
});

export enum ExistingTracking {
  REPLACE = 'REPLACE',
  SKIP = 'SKIP',
  ADD = 'ADD',
}
registerEnumType(ExistingTracking, {
  name: 'ExistingTracking',
  description: 'What becomes of rows whose order has another tracking number already.',
  valuesConfig: {
    REPLACE: { description: 'The old parcel is voided, the new one takes its place.' },
    SKIP: { description: 'The order keeps the number it has.' },
    ADD: { description: 'The number is added as a further parcel.' },
  },
});

export enum NotReady {
  SKIP = 'SKIP',
  FORCE = 'FORCE',
}
registerEnumType(NotReady, {
  name: 'NotReady',
  description: 'What becomes of rows whose order is not in Start Shipping, or is on hold.',
  valuesConfig: {
    SKIP: { description: 'The row is left alone and reported.' },
    FORCE: {
      description: 'The order is marked Fulfilled all the same; wants a reason and is loud in its history.',
    },
  },
});

export enum ActorKind {
  USER = 'USER',
  TOKEN = 'TOKEN',
  SYSTEM = 'SYSTEM',
}
registerEnumType(ActorKind, {
  name: 'ActorKind',
  description: 'What sort of somebody did it.',
  valuesConfig: {
    USER: { description: 'A person.' },
    TOKEN: { description: 'A script or partner, by an API token.' },
    SYSTEM: { description: 'Waybill itself.' },
  },
});
