import type { Endpoint } from '../lists/ask.ts';

/** What the pacer is told: whom to ask, with which bodies, how often; then `stop`. */
export type PacerRequest = { endpoint: Endpoint; bodies: string[]; perSecond: number } | 'stop';

/** Milliseconds each answer took since `start`, in the order they came. */
export interface PacerReport {
  latencies: number[];
}
