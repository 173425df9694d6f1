import type { PoolClient } from 'pg';
import type { Owned } from '../access/authorise.ts';
import { carrierBySlug } from '../carriers/carrier-match.ts';
import type { Database } from '../lib/database.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { readParcel, type ParcelFields, type ParcelInput } from './parcel-fields.ts';
import { SHIPMENT_COLUMNS, shipmentOf, type Shipment, type ShipmentRow } from './shipment.type.ts';

export interface ChangedShipment {
  shipment: Shipment;
  /** Codes of what to doubt about it. */
  warnings: string[];
}

/**
 * Changes number, carrier or link of one parcel; what is left out stays. A link belongs to its number and carrier: with
 * another of these it goes, unless a new one is given.
 *
 * @throws UserError NOT_FOUND, BLANK, INVALID, INVALID_TRANSITION
 */
export async function updateShipment(
  db: Database,
  owned: Owned,
  input: ParcelInput,
): Promise<ChangedShipment> {
  return db.write([owned.creatorId], async (client) => {
    const was = await lockShipment(client, owned.id);
    refuseVoided(was, 'it cannot be changed. Record a new parcel');
    const number = input.trackingNumber === undefined ? was.trackingNumber : input.trackingNumber;
    if (!number?.trim())
      throw new UserError(
        UserErrorCode.BLANK,
        'A parcel keeps a tracking number. To take it away, void the parcel.',
        ['input', 'trackingNumber'],
      );
    const oldCarrier = was.carrierSlug ?? was.givenName;
    const carrier = input.carrier === undefined ? oldCarrier : input.carrier;
    const parcel = readParcel({
      trackingNumber: number,
      carrier,
      trackingUrl: input.trackingUrl,
    }) as ParcelFields;
    const same = parcel.trackingNumber === was.trackingNumber && parcel.carrierSlug === was.carrierSlug;
    const url = input.trackingUrl === undefined && same ? was.givenUrl : parcel.trackingUrl;
    if (parcel.trackingNumber !== was.trackingNumber) await forgetTracking(client, owned.id);
    const { rows } = await client.query<ShipmentRow>(
      `update shipment s set tracking_number = $2, carrier = $3, carrier_name = $4, tracking_url = $5, edited_at = now()
       where s.id = $1 returning ${SHIPMENT_COLUMNS}`,
      [owned.id, parcel.trackingNumber, parcel.carrierSlug, parcel.carrierName, url],
    );
    return { shipment: shipmentOf(rows[0] as ShipmentRow), warnings: parcel.warnings };
  });
}

/**
 * Voids one parcel: it no longer counts and stays for the record. The order keeps its status.
 * @throws UserError NOT_FOUND, INVALID_TRANSITION
 */
export async function voidShipment(db: Database, owned: Owned): Promise<ChangedShipment> {
  return db.write([owned.creatorId], async (client) => {
    refuseVoided(await lockShipment(client, owned.id), 'there is nothing left to void');
    const { rows } = await client.query<ShipmentRow>(
      `update shipment s set voided_at = now(), edited_at = now() where s.id = $1 returning ${SHIPMENT_COLUMNS}`,
      [owned.id],
    );
    return { shipment: shipmentOf(rows[0] as ShipmentRow), warnings: [] };
  });
}

/** What was said of a number was not said of another. */
async function forgetTracking(client: PoolClient, id: string): Promise<void> {
  await client.query('delete from parcel_event where shipment_id = $1', [id]);
  await client.query(
    `update shipment set tracking_status = 'UNKNOWN', tracking_at = null, tracking_reason = null, delivery_attempts = null,
       estimated_delivery_at = null, accepted_at = null, delivered_at = null where id = $1`,
    [id],
  );
}

async function lockShipment(client: PoolClient, id: string): Promise<ShipmentRow> {
  const { rows } = await client.query<ShipmentRow>(
    `select ${SHIPMENT_COLUMNS} from shipment s where s.id = $1 for update`,
    [id],
  );
  if (!rows[0]) throw notFound('shipment');
  return rows[0];
}

function refuseVoided(shipment: ShipmentRow, so: string): void {
  if (shipment.voidedAt === null) return;
  const carrier = shipment.carrierSlug && carrierBySlug(shipment.carrierSlug)?.name;
  const name = [carrier, shipment.trackingNumber].filter(Boolean).join(' ');
  throw new UserError(UserErrorCode.INVALID_TRANSITION, `The parcel ${name} was voided already; ${so}.`);
}
