import type { BackerTarget } from '@waybill/schema/backers';

/** Whom the template lists unless a person chose otherwise: everyone in Start Shipping. */
export const everyoneReady: BackerTarget = { filter: { bucket: ['START_SHIPPING'] } };
