import type { BackerTarget } from '@waybill/schema/backers';

/** Everyone in Start Shipping: whom a push or a purchase is for, unless a person chose otherwise. */
export const everyoneReady: BackerTarget = { filter: { bucket: ['START_SHIPPING'] } };

/** Whom a template lists, unless a person chose otherwise: as the server does where no target is named. */
export const everyoneToPack = {
  filter: { bucket: ['START_SHIPPING'], onHold: false, digitalOnly: false },
} satisfies BackerTarget;
