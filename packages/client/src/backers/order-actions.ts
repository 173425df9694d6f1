import type { BackerRow } from '@waybill/schema/backers';
import { canForceFulfilled, canMarkFulfilled } from '@waybill/schema/order-transitions';

type OrderState = Pick<BackerRow['order'], 'status'> & { hold: { reason: string } | null };

/** Null when the action can work; else why it cannot, as a person reads it. */
export type Obstacle = string | null;

/** What can be done with one order now. The server decides; this is so that only buttons that can work are offered. */
export function obstacles({
  status,
  hold,
}: OrderState): Record<'mark' | 'force' | 'revert' | 'hold' | 'release' | 'lock', Obstacle> {
  const canceled = 'This order is canceled';
  const fulfilled = 'This order is fulfilled already';
  return {
    mark:
      status === 'CANCELED'
        ? canceled
        : status === 'FULFILLED'
          ? fulfilled
          : hold
            ? `On hold: ${hold.reason}`
            : canMarkFulfilled(status)
              ? null
              : 'This order has not reached Start Shipping',
    force: canForceFulfilled(status) ? null : status === 'CANCELED' ? canceled : fulfilled,
    revert: status === 'FULFILLED' || status === 'PARTIALLY_FULFILLED' ? null : 'Nothing was marked yet',
    hold: status === 'CANCELED' ? canceled : status === 'FULFILLED' ? fulfilled : null,
    release: hold ? null : 'This order is not on hold',
    lock:
      status === 'CANCELED'
        ? canceled
        : status === 'SURVEY_NOT_SENT' || status === 'SURVEY_NOT_COMPLETED'
          ? 'The survey is not answered yet'
          : status !== 'SURVEY_COMPLETED'
            ? 'The address is locked already'
            : hold
              ? `On hold: ${hold.reason}`
              : null,
  };
}

/** The same about adding a parcel to an order of which so many parcels count. */
export function parcelObstacle({ status }: Pick<OrderState, 'status'>, parcels: number): Obstacle {
  if (status === 'CANCELED') return 'This order is canceled';
  const sent = status === 'FULFILLED' || status === 'PARTIALLY_FULFILLED' || parcels > 0;
  return sent ? null : 'Nothing was sent yet; mark it as Fulfilled';
}

/** Of the ticked orders: how many an action would change, and why the rest would be left alone. */
export interface TargetCounts {
  selected: number;
  /** In Start Shipping and not on hold. */
  ready: number;
  /** In Start Shipping, but on hold. */
  held: number;
  fulfilled: number;
  canceled: number;
}

/** Counts ticked orders that are all at hand. */
export function countTarget(orders: readonly OrderState[]): TargetCounts {
  const inShipping = orders.filter((order) => canMarkFulfilled(order.status));
  return {
    selected: orders.length,
    ready: inShipping.filter((order) => !order.hold).length,
    held: inShipping.filter((order) => order.hold).length,
    fulfilled: orders.filter((order) => order.status === 'FULFILLED').length,
    canceled: orders.filter((order) => order.status === 'CANCELED').length,
  };
}

/** Why *Mark as Fulfilled* leaves some of them alone: "12 already fulfilled", "3 on hold". Empty when it takes all. */
export function leftAlone(counts: TargetCounts, number: (value: number) => string): string[] {
  const early = counts.selected - counts.ready - counts.held - counts.fulfilled - counts.canceled;
  return [
    counts.fulfilled > 0 ? `${number(counts.fulfilled)} already fulfilled` : '',
    early > 0 ? `${number(early)} not in Start Shipping` : '',
    counts.held > 0 ? `${number(counts.held)} on hold` : '',
    counts.canceled > 0 ? `${number(counts.canceled)} canceled` : '',
  ].filter(Boolean);
}
