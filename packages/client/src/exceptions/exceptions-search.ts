import type { ExceptionFilter, ExceptionKind } from '@waybill/schema/exceptions';
import { exceptionKinds } from './exception-looks.ts';

/** What of the queue is looked at: what needs somebody, what waits for a backer, what has ended. */
export const exceptionViews = ['open', 'waiting', 'ended'] as const;
export type ExceptionView = (typeof exceptionViews)[number];

/** Ages that a person asks for, in days. */
export const ages = [2, 7, 14] as const;
type Age = (typeof ages)[number];

/** What the queue keeps in its address. */
export interface ExceptionsSearch {
  view?: Exclude<ExceptionView, 'open'>;
  kind?: ExceptionKind;
  /** So for at least this many days. */
  days?: Age;
  /** Two letters. */
  country?: string;
  /** The exception that is open. */
  open?: string;
}

/** Takes whatever stands in an address and keeps what the queue understands. */
export function readExceptionsSearch(search: Record<string, unknown>): ExceptionsSearch {
  const view = exceptionViews.find((one) => one !== 'open' && one === search['view']);
  const kind = exceptionKinds.find((one) => one === search['kind']);
  const days = ages.find((one) => String(one) === String(search['days']));
  const { country, open } = search;
  return {
    ...(view && view !== 'open' && { view }),
    ...(kind && { kind }),
    ...(days && { days }),
    ...(typeof country === 'string' && /^[A-Z]{2}$/.test(country) && { country }),
    ...(typeof open === 'string' && /^\d{1,19}$/.test(open) && { open }),
  };
}

/** What the server is asked for. */
export function filterOf({ view, kind, days, country }: ExceptionsSearch): ExceptionFilter {
  return {
    open: view !== 'ended',
    ...(view === 'waiting' && { contacted: true }),
    ...(kind && { kind: [kind] }),
    ...(days && { minDays: days }),
    ...(country && { country: [country] }),
  };
}
