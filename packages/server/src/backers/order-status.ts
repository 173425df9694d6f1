import { registerEnumType } from 'type-graphql';
import { BUCKETS, ORDER_STATUSES } from '@waybill/schema/order-transitions';

/** GraphQL's view of the table of transitions, which client and server share. */
export const OrderStatus = Object.fromEntries(ORDER_STATUSES.map((status) => [status, status])) as {
  [S in (typeof ORDER_STATUSES)[number]]: S;
};
export type OrderStatus = (typeof ORDER_STATUSES)[number];
registerEnumType(OrderStatus, {
  name: 'OrderStatus',
  description: 'How far an order is.',
  valuesConfig: {
    SURVEY_NOT_SENT: { description: 'The backer has not been asked anything yet.' },
    SURVEY_NOT_COMPLETED: { description: 'Asked, but not answered.' },
    SURVEY_COMPLETED: { description: 'Answered; the address is still open.' },
    READY_TO_FULFILL: { description: 'The address is locked; the parcel can go.' },
    FULFILLMENT_PROCESSING: { description: 'A partner or a label has it.' },
    FULFILLMENT_ERRORED: { description: 'The partner sent it back; needs a person.' },
    PARTIALLY_FULFILLED: { description: 'Some of it has been shipped.' },
    FULFILLED: { description: 'All of it has been shipped, or marked so.' },
    CANCELED: { description: 'Nothing is owed any more.' },
  },
});

export const Bucket = Object.fromEntries(Object.keys(BUCKETS).map((bucket) => [bucket, bucket])) as {
  [B in keyof typeof BUCKETS]: B;
};
export type Bucket = keyof typeof BUCKETS;
registerEnumType(Bucket, {
  name: 'Bucket',
  description: 'A station of the timeline; a view of the order status.',
  valuesConfig: {
    SURVEY: { description: 'Survey not sent or not answered.' },
    LOCK_ADDRESS: { description: 'Answered; the address waits to be locked.' },
    START_SHIPPING: { description: 'Ready, with a partner, errored, or partly shipped.' },
    SHIPPED: { description: 'Fulfilled.' },
    CANCELED: { description: 'Canceled.' },
  },
});
