import type { BackerTarget } from '@waybill/schema/backers';

/** Everyone in Start Shipping: whom a template lists, and whom a push or a purchase is for, unless a person chose otherwise. */
export const everyoneReady: BackerTarget = { filter: { bucket: ['START_SHIPPING'] } };
