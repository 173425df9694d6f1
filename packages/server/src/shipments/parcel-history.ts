import type { PoolClient } from 'pg';
import { BackerEventKind } from '../backers/backer-event.type.ts';
import type { Principal } from '../lib/principal.ts';
import type { Shipment } from './shipment.type.ts';

/** A parcel as history keeps it: what a person typed of it. A link that its carrier makes follows from the rest. */
interface ParcelPast {
  trackingNumber: string | null;
  carrier: string | null;
  trackingUrl: string | null;
}

interface ParcelChange {
  /** Null of a parcel that was added. */
  was: Shipment | null;
  /** Null of one that was voided. */
  became: Shipment | null;
}

/**
 * Writes into the history what was done to one parcel by itself, in the caller's transaction; nothing where nothing
 * changed. What comes and goes with an order's marking is told by the order's own history.
 */
export async function recordParcelChange(
  client: PoolClient,
  by: Principal,
  { was, became }: ParcelChange,
): Promise<void> {
  const of = became ?? was;
  const detail = { was: was && pastOf(was), became: became && pastOf(became) };
  if (!of || JSON.stringify(detail.was) === JSON.stringify(detail.became)) return;
  const kind = !was
    ? BackerEventKind.SHIPMENT_ADDED
    : became
      ? BackerEventKind.SHIPMENT_CHANGED
      : BackerEventKind.SHIPMENT_VOIDED;
  await client.query(
    `insert into backer_event (backer_id, creator_id, project_id, kind, detail, actor_kind, actor_name, at)
     values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())`,
    [of.backerId, of.creatorId, of.projectId, kind, JSON.stringify(detail), by.kind, by.name],
  );
}

function pastOf({ trackingNumber, carrierName, givenUrl }: Shipment): ParcelPast {
  return { trackingNumber, carrier: carrierName, trackingUrl: givenUrl };
}
