import type { PoolClient } from 'pg';
import type { Owned } from '../access/authorise.ts';
import { carrierBySlug } from '../carriers/carrier-match.ts';
import { readClock } from '../lib/clock.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { queueForBacker } from '../notifications/queue.actions.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import { doubtsOf, enterParcel } from './enter-parcel.ts';
import { readParcel, type ParcelFields, type ParcelInput } from './parcel-fields.ts';
import { recordParcelChange } from './parcel-history.ts';
import { SHIPMENT_COLUMNS, shipmentOf, type Shipment, type ShipmentRow } from './shipment.type.ts';

export interface ChangedShipment {
  shipment: Shipment;
  /** Codes of what to doubt about it. */
  warnings: string[];
}

interface NewShipment extends ParcelInput {
  trackingNumber: string;
  /** As of `markFulfilled`. */
  notify: boolean;
}

const NUMBER_FIELD = ['input', 'trackingNumber'];

/**
 * Adds a parcel to an order that has been sent, in whole or in part: one without a number, one whose parcel was voided,
 * one that takes several. The order keeps its status.
 *
 * @returns the parcel, codes of what to doubt about its number, and why the backer is not told although it was asked for
 * @throws UserError NOT_FOUND, BLANK, INVALID, INVALID_TRANSITION
 */
export async function createShipment(
  db: Database,
  backer: Owned,
  by: Principal,
  input: NewShipment,
): Promise<ChangedShipment> {
  const parcel = readParcel(input);
  if (!parcel)
    throw new UserError(UserErrorCode.BLANK, 'Type the tracking number of the parcel.', NUMBER_FIELD);
  return db.write([backer.creatorId], async (client) => {
    const projectId = await lockSentOrder(client, backer.id);
    const { rowCount: repeated } = await client.query(
      'select from shipment where backer_id = $1 and tracking_number = $2 and voided_at is null',
      [backer.id, parcel.trackingNumber],
    );
    if (repeated)
      throw new UserError(
        UserErrorCode.INVALID,
        `This order has a parcel with the number ${parcel.trackingNumber} already.`,
        NUMBER_FIELD,
      );
    const owner = { backerId: backer.id, creatorId: backer.creatorId, projectId };
    const shipment = await enterParcel(client, owner, parcel, {
      source: by.kind === 'TOKEN' ? 'API' : 'MANUAL',
      at: await readClock(client),
    });
    await recordParcelChange(client, by, { was: null, became: shipment });
    const untold = await queueForBacker(client, { ...backer, projectId }, input.notify);
    const doubts = await doubtsOf(client, owner, parcel);
    return { shipment, warnings: untold === null ? doubts : [...doubts, untold] };
  });
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
  by: Principal,
  input: ParcelInput,
): Promise<ChangedShipment> {
  return db.write([owned.creatorId], async (client) => {
    const was = await lockShipment(client, owned.id);
    refuseVoided(was, 'it cannot be changed. Add the new number as another parcel');
    const number = input.trackingNumber === undefined ? was.trackingNumber : input.trackingNumber;
    if (!number?.trim())
      throw new UserError(
        UserErrorCode.BLANK,
        'A parcel keeps a tracking number. To take it away, void the parcel.',
        NUMBER_FIELD,
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
    const shipment = shipmentOf(rows[0] as ShipmentRow);
    await recordParcelChange(client, by, { was: shipmentOf(was), became: shipment });
    return { shipment, warnings: await doubtsOf(client, was, parcel) };
  });
}

/**
 * Voids one parcel: it no longer counts and stays for the record. The order keeps its status.
 * @throws UserError NOT_FOUND, INVALID_TRANSITION
 */
export async function voidShipment(db: Database, owned: Owned, by: Principal): Promise<ChangedShipment> {
  return db.write([owned.creatorId], async (client) => {
    const was = await lockShipment(client, owned.id);
    refuseVoided(was, 'there is nothing left to void');
    const { rows } = await client.query<ShipmentRow>(
      `update shipment s set voided_at = now(), edited_at = now() where s.id = $1 returning ${SHIPMENT_COLUMNS}`,
      [owned.id],
    );
    await recordParcelChange(client, by, { was: shipmentOf(was), became: null });
    return { shipment: shipmentOf(rows[0] as ShipmentRow), warnings: [] };
  });
}

/** The order first, as the bulk statements and `markFulfilled` do, so that they wait for each other and never in a circle. */
async function lockSentOrder(client: PoolClient, backerId: string): Promise<string> {
  const { rows } = await client.query<{ status: OrderStatus; projectId: string }>(
    'select status, project_id as "projectId" from orders where backer_id = $1 for no key update',
    [backerId],
  );
  const order = rows[0];
  if (!order) throw notFound('backer');
  const refuse = (message: string) => new UserError(UserErrorCode.INVALID_TRANSITION, message);
  if (order.status === 'CANCELED')
    throw refuse('This order is “Canceled”; nothing is owed, and no parcel can be added to it.');
  if (order.status !== 'FULFILLED' && order.status !== 'PARTIALLY_FULFILLED') {
    const { rowCount: sent } = await client.query(
      'select from shipment where backer_id = $1 and voided_at is null limit 1',
      [backerId],
    );
    if (!sent) throw refuse('Nothing of this order has been sent yet. Mark it as Fulfilled with the number.');
  }
  return order.projectId;
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
