import { BUCKET_STATUSES } from './order-status.ts';

/** The statuses of Start Shipping, as SQL: `status in ${START_SHIPPING}`. */
export const START_SHIPPING = `(${BUCKET_STATUSES.START_SHIPPING.map((status) => `'${status}'`).join(', ')})`;
