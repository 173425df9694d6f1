import { registerEnumType } from 'type-graphql';

export enum SegmentAction {
  MARK_FULFILLED = 'MARK_FULFILLED',
  FORCE_MARK_FULFILLED = 'FORCE_MARK_FULFILLED',
  REVERT = 'REVERT',
  LOCK_ADDRESSES = 'LOCK_ADDRESSES',
  UNLOCK_ADDRESSES = 'UNLOCK_ADDRESSES',
  HOLD = 'HOLD',
  RELEASE = 'RELEASE',
  TAG = 'TAG',
  UNTAG = 'UNTAG',
}
registerEnumType(SegmentAction, {
  name: 'SegmentAction',
  description: 'What can be done to many backers at once.',
  valuesConfig: {
    MARK_FULFILLED: {
      description: 'Orders in Start Shipping become Fulfilled; the rest is reported as not ready.',
    },
    FORCE_MARK_FULFILLED: {
      description: 'Any order that is not canceled becomes Fulfilled; wants a reason and the count.',
    },
    REVERT: {
      description:
        'Fulfilled orders go back to the status they had before; their parcels stay, and those orders are reported.',
    },
    LOCK_ADDRESSES: {
      description: 'Orders whose survey is answered move to Start Shipping; the rest is reported.',
    },
    UNLOCK_ADDRESSES: {
      description: 'Orders that are ready and of which nothing is on its way leave Start Shipping again.',
    },
    HOLD: {
      description:
        'Orders that are neither Fulfilled nor canceled are put on hold; wants a reason, and takes a date.',
    },
    RELEASE: { description: 'Holds end.' },
    TAG: { description: 'Tags are put on; wants the tags, and the right to change backers.' },
    UNTAG: { description: 'Tags are taken off; wants the tags, and the right to change backers.' },
  },
});
