import { registerEnumType } from 'type-graphql';

export enum PostageProviderName {
  SIMULATOR = 'SIMULATOR',
  EASYPOST = 'EASYPOST',
}
registerEnumType(PostageProviderName, {
  name: 'PostageProvider',
  description: 'Where labels are bought.',
  valuesConfig: {
    SIMULATOR: {
      description:
        'Built in, offline and free: labels that no carrier takes, parcels that move by themselves.',
    },
    EASYPOST: {
      description:
        'EasyPost, with the carriers of your account there; costs real money with a production key.',
    },
  },
});

export enum LabelStatus {
  RATED = 'RATED',
  BUYING = 'BUYING',
  BOUGHT = 'BOUGHT',
  FAILED = 'FAILED',
  VOIDING = 'VOIDING',
  VOIDED = 'VOIDED',
}
registerEnumType(LabelStatus, {
  name: 'LabelStatus',
  description: 'How far a label is.',
  valuesConfig: {
    RATED: { description: 'Priced, not paid.' },
    BUYING: { description: 'Being paid; where it stays so, the provider is asked what became of it.' },
    BOUGHT: { description: 'Paid; it can be printed.' },
    FAILED: { description: 'The provider refused it; `problem` says why.' },
    VOIDING: { description: 'The refund is asked for and not yet granted. The label must not be used.' },
    VOIDED: { description: 'Refunded.' },
  },
});

export enum ServicePreference {
  CHEAPEST = 'CHEAPEST',
  FASTEST = 'FASTEST',
  EXACT = 'EXACT',
}
registerEnumType(ServicePreference, {
  name: 'ServicePreference',
  description: 'Which of the services that take a parcel is bought.',
  valuesConfig: {
    CHEAPEST: { description: 'The lowest price; among equals the faster.' },
    FASTEST: { description: 'The fewest days; among equals the cheaper.' },
    EXACT: {
      description: 'This carrier’s, and this service where one is named; the cheapest of what is left.',
    },
  },
});

export enum ContentsType {
  MERCHANDISE = 'MERCHANDISE',
  GIFT = 'GIFT',
  DOCUMENTS = 'DOCUMENTS',
  RETURNED_GOODS = 'RETURNED_GOODS',
  SAMPLE = 'SAMPLE',
  OTHER = 'OTHER',
}
registerEnumType(ContentsType, {
  name: 'CustomsContentsType',
  description: 'What sort of goods a customs declaration speaks of.',
  valuesConfig: {
    MERCHANDISE: { description: 'Goods that were paid for. A reward is: somebody pledged for it.' },
    GIFT: { description: 'From person to person, unpaid.' },
    DOCUMENTS: { description: 'Papers without a value.' },
    RETURNED_GOODS: { description: 'Goods on their way back.' },
    SAMPLE: { description: 'Samples that are not for sale.' },
    OTHER: { description: 'Something else; `contentsExplanation` says what.' },
  },
});

export enum NonDelivery {
  RETURN = 'RETURN',
  ABANDON = 'ABANDON',
}
registerEnumType(NonDelivery, {
  name: 'CustomsNonDelivery',
  description: 'What becomes of a parcel that cannot be delivered abroad.',
  valuesConfig: {
    RETURN: { description: 'It comes back, at the sender’s cost.' },
    ABANDON: { description: 'It is given up.' },
  },
});

export enum ScanMatch {
  TRACKING_NUMBER = 'TRACKING_NUMBER',
  REFERENCE = 'REFERENCE',
  PLEDGE_ID = 'PLEDGE_ID',
  BACKER_NUMBER = 'BACKER_NUMBER',
}
registerEnumType(ScanMatch, {
  name: 'ScanMatch',
  description: 'What a scanned code was.',
  valuesConfig: {
    TRACKING_NUMBER: { description: 'The number of a parcel or label.' },
    REFERENCE: { description: 'The reference a label bears.' },
    PLEDGE_ID: { description: 'A pledge ID.' },
    BACKER_NUMBER: { description: 'A backer number.' },
  },
});

export enum ScanAction {
  HAND_OVER = 'HAND_OVER',
  MARK_FULFILLED = 'MARK_FULFILLED',
  NOTHING = 'NOTHING',
}
registerEnumType(ScanAction, {
  name: 'ScanAction',
  description: 'What a scan of this order can do.',
  valuesConfig: {
    HAND_OVER: {
      description: 'Note the parcel as packed. The order is Fulfilled when the carrier scans it.',
    },
    MARK_FULFILLED: { description: 'Mark the order Fulfilled, with the number that is given.' },
    NOTHING: { description: 'Nothing; `why` says what is in the way.' },
  },
});

export enum ScanDeed {
  HANDED_OVER = 'HANDED_OVER',
  ALREADY_HANDED_OVER = 'ALREADY_HANDED_OVER',
  MARKED_FULFILLED = 'MARKED_FULFILLED',
  ALREADY_FULFILLED = 'ALREADY_FULFILLED',
}
registerEnumType(ScanDeed, {
  name: 'ScanDeed',
  description: 'What a scan has done.',
  valuesConfig: {
    HANDED_OVER: { description: 'The parcel is noted as packed; its order waits for the carrier’s scan.' },
    ALREADY_HANDED_OVER: { description: 'It was noted before; nothing changed.' },
    MARKED_FULFILLED: { description: 'The order is Fulfilled.' },
    ALREADY_FULFILLED: { description: 'It was before; nothing changed.' },
  },
});
