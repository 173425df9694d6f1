import type { Fate } from './journey.ts';
import type { ReferenceMatch } from './reference.ts';
import type { SimulatorStore } from './simulator-store.ts';

/** What every route needs: what is kept, what time it is, and how this simulator is set. */
export interface World {
  store: SimulatorStore;
  /** Milliseconds since 1970, by the simulator's clock. */
  now(): number;
  /** Where this simulator is reached, without a slash at the end: labels lie below it. */
  url(): string;
  /** How many times faster than usual parcels move. */
  speed: number;
  /** What somebody decided about parcels; the latest word counts. */
  fates: { match: ReferenceMatch; fate: Fate }[];
  /** Parcels whose refunds their carriers do not grant. */
  rejected: ReferenceMatch[];
}

/** EasyPost writes whole seconds. */
export function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
