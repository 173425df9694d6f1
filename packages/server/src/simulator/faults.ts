import { ApiError } from './api-error.ts';
import { fitsReference, type ReferenceMatch } from './reference.ts';
import type { RouteName } from './routes.ts';

/** What a test lets go wrong. */
export type Fault = {
  on: RouteName;
  /** Only for these shipments. */
  reference?: ReferenceMatch;
  /** How often; once unless said otherwise. */
  times?: number;
} & (
  | { kind: 'ERROR'; status?: 500 | 502 | 503 }
  /** Refused with an error of EasyPost's. */
  | { kind: 'REFUSE'; code: string; message: string }
  | { kind: 'LIMIT'; retryAfterSeconds: number }
  /** Done, and then the connection is cut: what a client takes for a time-out, without waiting for one. */
  | { kind: 'CUT_AFTER' }
  /** Done, and answered with an error. */
  | { kind: 'ERROR_AFTER' }
  /** Done, and answered when the promise says so; never, if it never does. */
  | { kind: 'SLOW'; until: Promise<unknown> }
);

/** Faults in the order in which they were asked for; each serves until it is used up. */
export class Faults {
  private readonly waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.waiting.length = 0;
  }

  /** @param reference of the shipment a call is about; asked for only where a fault names one */
  take(on: RouteName, reference: () => string | null): Fault | null {
    const found = this.waiting.find(
      ({ fault, left }) =>
        left > 0 &&
        fault.on === on &&
        (fault.reference === undefined || fitsReference(fault.reference, reference())),
    );
    if (!found) return null;
    found.left -= 1;
    return found.fault;
  }
}

/** @throws ApiError for a fault that strikes before anything is done */
export function strikeBefore(fault: Fault | null): void {
  switch (fault?.kind) {
    case 'ERROR':
      throw new ApiError(fault.status ?? 500, 'INTERNAL_SERVER_ERROR', 'We’re sorry, something went wrong.');
    case 'REFUSE':
      throw new ApiError(422, fault.code, fault.message);
    case 'LIMIT':
      throw new ApiError(
        429,
        'RATE_LIMITED',
        'You have made too many requests. Please try again later.',
        [],
        {
          'retry-after': String(fault.retryAfterSeconds),
        },
      );
    case 'CUT_AFTER':
    case 'ERROR_AFTER':
    case 'SLOW':
    case undefined:
      return;
  }
}
