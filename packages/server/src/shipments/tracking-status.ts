import { TrackingStatus } from './shipment.enums.ts';

/**
 * How much a status says, least first. A parcel is where the greatest of all it was ever said to be puts it: by phase,
 * then by the carrier's clock, then by rank. That is a maximum, so the same sayings lead to the same end in whichever
 * order, and however often, they come.
 *
 * What is final outweighs what is later: a scan at a depot after “delivered” is a scan on the way back into the van's
 * computer. The two ends outweigh each other by time, so Delivered is left only by Return to sender.
 */
const PHASES: Record<TrackingStatus, { phase: number; rank: number }> = {
  UNKNOWN: { phase: 0, rank: 0 },
  ERROR: { phase: 0, rank: 1 },
  PRE_TRANSIT: { phase: 1, rank: 0 },
  CANCELLED: { phase: 1, rank: 1 },
  IN_TRANSIT: { phase: 2, rank: 0 },
  OUT_FOR_DELIVERY: { phase: 2, rank: 1 },
  AVAILABLE_FOR_PICKUP: { phase: 2, rank: 2 },
  FAILURE: { phase: 2, rank: 3 },
  DELIVERED: { phase: 3, rank: 0 },
  RETURN_TO_SENDER: { phase: 3, rank: 1 },
};

/** Whether a carrier that says so has had the parcel in its hands. */
export function isPhysicalScan(status: TrackingStatus | `${TrackingStatus}`): boolean {
  return PHASES[status].phase >= 2;
}

/** The statuses of which `isPhysicalScan` is true, for SQL: `status in (…)`. */
export const PHYSICAL_SCANS = `(${Object.values(TrackingStatus)
  .filter(isPhysicalScan)
  .map((status) => `'${status}'`)
  .join(', ')})`;

/** SQL for the phase of a status. */
export const phaseOf = (status: string): string => choose(status, ({ phase }) => phase);

/** SQL for the rank of a status within its phase. */
export const rankOf = (status: string): string => choose(status, ({ rank }) => rank);

function choose(status: string, value: (place: { phase: number; rank: number }) => number): string {
  const cases = Object.entries(PHASES).map(([name, place]) => `when '${name}' then ${value(place)}`);
  return `case ${status} ${cases.join(' ')} end`;
}
