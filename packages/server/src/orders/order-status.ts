import { registerEnumType } from 'type-graphql';

/** How far an order is; the names are those of the database's enum `order_status`, in its order. */
export enum OrderStatus {
  SURVEY_NOT_SENT = 'SURVEY_NOT_SENT',
  SURVEY_NOT_COMPLETED = 'SURVEY_NOT_COMPLETED',
  SURVEY_COMPLETED = 'SURVEY_COMPLETED',
  READY_TO_FULFILL = 'READY_TO_FULFILL',
  FULFILLMENT_PROCESSING = 'FULFILLMENT_PROCESSING',
  FULFILLMENT_ERRORED = 'FULFILLMENT_ERRORED',
  PARTIALLY_FULFILLED = 'PARTIALLY_FULFILLED',
  FULFILLED = 'FULFILLED',
  CANCELED = 'CANCELED',
}
registerEnumType(OrderStatus, {
  name: 'OrderStatus',
  description: 'How far an order is.',
  valuesConfig: {
    SURVEY_NOT_SENT: { description: 'The backer has not been asked yet what goes where.' },
    SURVEY_NOT_COMPLETED: { description: 'The backer has been asked and has not answered.' },
    SURVEY_COMPLETED: { description: 'Answered; the address may still change.' },
    READY_TO_FULFILL: { description: 'The address is locked; it can be shipped.' },
    FULFILLMENT_PROCESSING: { description: 'A partner or a label has it; the parcel is not on its way yet.' },
    FULFILLMENT_ERRORED: {
      description: 'The partner or the carrier could not take it; a person has to look.',
    },
    PARTIALLY_FULFILLED: { description: 'Some of its items are on their way.' },
    FULFILLED: { description: 'Everything owed is on its way.' },
    CANCELED: { description: 'Nothing is owed any more.' },
  },
});

export enum Bucket {
  SURVEY = 'SURVEY',
  LOCK_ADDRESS = 'LOCK_ADDRESS',
  START_SHIPPING = 'START_SHIPPING',
  SHIPPED = 'SHIPPED',
  CANCELED = 'CANCELED',
}
registerEnumType(Bucket, {
  name: 'Bucket',
  description: 'The steps of a project’s timeline; each holds some statuses.',
  valuesConfig: {
    SURVEY: { description: 'The survey is open.' },
    LOCK_ADDRESS: { description: 'Answered, and the address is not locked yet.' },
    START_SHIPPING: { description: 'Can be shipped, or is being shipped.' },
    SHIPPED: { description: 'Fulfilled.' },
    CANCELED: { description: 'Canceled.' },
  },
});

/** The statuses of each bucket, both in the order of the timeline. */
export const BUCKET_STATUSES: Record<Bucket, readonly OrderStatus[]> = {
  SURVEY: [OrderStatus.SURVEY_NOT_SENT, OrderStatus.SURVEY_NOT_COMPLETED],
  LOCK_ADDRESS: [OrderStatus.SURVEY_COMPLETED],
  START_SHIPPING: [
    OrderStatus.READY_TO_FULFILL,
    OrderStatus.FULFILLMENT_PROCESSING,
    OrderStatus.FULFILLMENT_ERRORED,
    OrderStatus.PARTIALLY_FULFILLED,
  ],
  SHIPPED: [OrderStatus.FULFILLED],
  CANCELED: [OrderStatus.CANCELED],
};

export function bucketOf(status: OrderStatus): Bucket {
  for (const bucket of Object.values(Bucket)) if (BUCKET_STATUSES[bucket].includes(status)) return bucket;
  throw new Error(`No bucket holds ${status}.`);
}
