/** How far an order is, in the order of the timeline. */
export const ORDER_STATUSES = [
  'SURVEY_NOT_SENT',
  'SURVEY_NOT_COMPLETED',
  'SURVEY_COMPLETED',
  'READY_TO_FULFILL',
  'FULFILLMENT_PROCESSING',
  'FULFILLMENT_ERRORED',
  'PARTIALLY_FULFILLED',
  'FULFILLED',
  'CANCELED',
] as const;
export type OrderStatusName = (typeof ORDER_STATUSES)[number];

/** The stations of the timeline and the statuses each holds. */
export const BUCKETS = {
  SURVEY: ['SURVEY_NOT_SENT', 'SURVEY_NOT_COMPLETED'],
  LOCK_ADDRESS: ['SURVEY_COMPLETED'],
  START_SHIPPING: [
    'READY_TO_FULFILL',
    'FULFILLMENT_PROCESSING',
    'FULFILLMENT_ERRORED',
    'PARTIALLY_FULFILLED',
  ],
  SHIPPED: ['FULFILLED'],
  CANCELED: ['CANCELED'],
} as const satisfies Record<string, readonly OrderStatusName[]>;
export type BucketName = keyof typeof BUCKETS;

/**
 * Where an order may go from where it is. The one table of it: the server refuses what is not in it, the client
 * shows only the buttons that can work. Forcing goes from anywhere but CANCELED to FULFILLED and stands apart.
 */
export const ORDER_TRANSITIONS: Readonly<Record<OrderStatusName, readonly OrderStatusName[]>> = {
  SURVEY_NOT_SENT: ['SURVEY_NOT_COMPLETED', 'SURVEY_COMPLETED', 'CANCELED'],
  SURVEY_NOT_COMPLETED: ['SURVEY_COMPLETED', 'CANCELED'],
  SURVEY_COMPLETED: ['READY_TO_FULFILL', 'CANCELED'],
  READY_TO_FULFILL: [
    'FULFILLMENT_PROCESSING',
    'PARTIALLY_FULFILLED',
    'FULFILLED',
    'SURVEY_COMPLETED',
    'CANCELED',
  ],
  FULFILLMENT_PROCESSING: [
    'FULFILLMENT_ERRORED',
    'READY_TO_FULFILL',
    'PARTIALLY_FULFILLED',
    'FULFILLED',
    'CANCELED',
  ],
  FULFILLMENT_ERRORED: [
    'READY_TO_FULFILL',
    'FULFILLMENT_PROCESSING',
    'PARTIALLY_FULFILLED',
    'FULFILLED',
    'CANCELED',
  ],
  PARTIALLY_FULFILLED: ['FULFILLED', 'CANCELED'],
  FULFILLED: [],
  CANCELED: [],
};

/** The station an order of this status stands at. */
export function bucketOf(status: OrderStatusName): BucketName {
  const found = Object.entries(BUCKETS).find(([, statuses]) =>
    (statuses as readonly OrderStatusName[]).includes(status),
  );
  return (found as [BucketName, unknown])[0];
}

/** Whether "Mark as Fulfilled" works: only in Start Shipping. */
export function canMarkFulfilled(status: OrderStatusName): boolean {
  return bucketOf(status) === 'START_SHIPPING';
}

/** Whether "Force Mark as Fulfilled" works: anywhere but where nothing is owed, or nothing is left to do. */
export function canForceFulfilled(status: OrderStatusName): boolean {
  return status !== 'CANCELED' && status !== 'FULFILLED';
}
