import type { PoolClient } from 'pg';
import type { OutcomeCode } from '../operations/outcomes.ts';
import type { ParcelFields } from './parcel-fields.ts';
import { SHIPMENT_COLUMNS, shipmentOf, type Shipment, type ShipmentRow } from './shipment.type.ts';

/** Whose order a parcel is of. */
export interface ParcelOwner {
  backerId: string;
  projectId: string;
  creatorId: string;
}

/** Inserts one parcel that a person or a script entered: recorded and shipped at one time. */
export async function enterParcel(
  client: PoolClient,
  { backerId, creatorId, projectId }: ParcelOwner,
  { trackingNumber, carrierSlug, carrierName, trackingUrl }: ParcelFields,
  { source, at }: { source: 'API' | 'MANUAL'; at: string },
): Promise<Shipment> {
  const { rows } = await client.query<ShipmentRow>(
    `insert into shipment as s (backer_id, creator_id, project_id, tracking_number, carrier, carrier_name, tracking_url, source, shipped_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) returning ${SHIPMENT_COLUMNS}`,
    [backerId, creatorId, projectId, trackingNumber, carrierSlug, carrierName, trackingUrl, source, at],
  );
  return shipmentOf(rows[0] as ShipmentRow);
}

/** Codes of what to doubt about a parcel's number: by its shape, and because another order of the project has it too. */
export async function doubtsOf(
  client: PoolClient,
  { backerId, projectId }: Pick<ParcelOwner, 'backerId' | 'projectId'>,
  { trackingNumber, warnings }: ParcelFields,
): Promise<string[]> {
  const { rowCount } = await client.query(
    `select from shipment s where s.project_id = $1 and s.tracking_number = $2 and s.voided_at is null and s.backer_id <> $3 limit 1`,
    [projectId, trackingNumber, backerId],
  );
  return rowCount ? [...warnings, 'TRACKING_ON_OTHER_ORDER' satisfies OutcomeCode] : warnings;
}
