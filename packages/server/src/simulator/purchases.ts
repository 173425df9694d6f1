import { ApiError, invalid } from './api-error.ts';
import type { EasyPostLabel, EasyPostRate, LabelFormat, StoredShipment } from './easypost.types.ts';
import { fitsReference } from './reference.ts';
import { type Body, isBody, text } from './request-body.ts';
import { hexOf } from './seeded.ts';
import { findShipment, postageExists } from './shipments.ts';
import type { ShipmentRow, TrackerRow } from './simulator-store.ts';
import { type SimulatedCarrier, trackingCode } from './tracking-codes.ts';
import { startTracker, writeTracker } from './trackers.ts';
import { stamp, type World } from './world.ts';

/** How long carriers take to grant a refund here; USPS takes two weeks. */
const REFUND_MS = 45_000;

/** POST /v2/shipments/:id/buy. @throws ApiError SHIPMENT.POSTAGE.EXISTS the second time, whatever the rate */
export function buyShipment(world: World, row: ShipmentRow, body: Body): ShipmentRow {
  if (row.bought_at !== null) throw postageExists();
  const shipment = JSON.parse(row.body) as StoredShipment;
  const wanted = isBody(body.rate) ? text(body.rate.id) : null;
  if (wanted === null) throw invalid('SHIPMENT', { rate: 'Required and missing.' });
  const rate = shipment.rates.find(({ id }) => id === wanted);
  if (!rate)
    throw new ApiError(
      422,
      'SHIPMENT.POSTAGE.FAILURE',
      'The rate is not one of this shipment’s, or no longer holds.',
    );
  const { store } = world;
  return store.together(() => {
    const code = trackingCode(rate.carrier as SimulatedCarrier, rate.service, store.salt, store.number());
    const tracker = startTracker(world, row.account, shipment, {
      code,
      carrier: rate.carrier,
      service: rate.service,
      days: rate.delivery_days,
    });
    store.buy.run(rate.id, world.now(), code, tracker.id, row.id);
    return findShipment(world, row.account, row.id);
  });
}

/** POST /v2/shipments/:id/refund: until the carrier has the parcel. Asked for twice it is one refund. */
export function refundShipment(world: World, row: ShipmentRow): ShipmentRow {
  const { store } = world;
  if (row.bought_at === null || row.tracker_id === null)
    throw new ApiError(
      422,
      'SHIPMENT.REFUND.UNAVAILABLE',
      'Unable to request refund. The shipment has no postage.',
    );
  if (row.refunded_at !== null) return row;
  const tracker = store.tracker.get(row.tracker_id) as unknown as TrackerRow;
  if (tracker.scans > 1)
    throw new ApiError(
      422,
      'SHIPMENT.REFUND.UNAVAILABLE',
      'Unable to request refund. The parcel has been shipped.',
    );
  const at = world.now();
  store.together(() => {
    store.refund.run(at, row.id);
    store.moveTracker.run(tracker.scans, null, tracker.id);
    const granted = Math.round(at + REFUND_MS / world.speed);
    for (const { id } of store.webhooks.all(row.account) as { id: string }[])
      store.send.run('refund.successful', row.id, 0, id, granted, granted);
  });
  return findShipment(world, row.account, row.id);
}

export function refundStatus(world: World, row: ShipmentRow): 'submitted' | 'refunded' | 'rejected' | null {
  if (row.refunded_at === null) return null;
  if (world.rejected.some((match) => fitsReference(match, row.reference))) return 'rejected';
  return world.now() < row.refunded_at + REFUND_MS / world.speed ? 'submitted' : 'refunded';
}

/** A Refund, as `refund.successful` tells of it. */
export function writeRefund(row: ShipmentRow) {
  const shipment = JSON.parse(row.body) as StoredShipment;
  const at = stamp(row.refunded_at ?? row.created_at);
  return {
    id: `rfnd_${hexOf(`refund ${row.id}`)}`,
    object: 'Refund',
    created_at: at,
    updated_at: at,
    tracking_code: row.tracking_code,
    confirmation_number: null,
    status: 'refunded',
    carrier: selectedRate(shipment, row)?.carrier ?? null,
    shipment_id: row.id,
  };
}

export function selectedRate(shipment: StoredShipment, row: ShipmentRow): EasyPostRate | null {
  return shipment.rates.find(({ id }) => id === row.rate_id) ?? null;
}

/** A Shipment, as every route answers with it. */
export function writeShipment(world: World, row: ShipmentRow, alsoAs?: LabelFormat) {
  const shipment = JSON.parse(row.body) as StoredShipment;
  const rate = selectedRate(shipment, row);
  const trackerRow =
    row.tracker_id === null ? null : (world.store.tracker.get(row.tracker_id) as unknown as TrackerRow);
  const tracker = trackerRow && writeTracker(trackerRow, trackerRow.scans);
  const form = row.scan_form_id === null ? null : world.store.form.get(row.scan_form_id);
  const refund = refundStatus(world, row);
  return {
    ...shipment,
    object: 'Shipment',
    mode: 'test',
    is_return: false,
    status: refund === null || refund === 'rejected' ? (tracker?.status ?? 'unknown') : 'cancelled',
    tracking_code: row.tracking_code,
    updated_at: tracker?.updated_at ?? shipment.created_at,
    batch_id: null,
    batch_status: null,
    batch_message: null,
    insurance: null,
    order_id: null,
    buyer_address: shipment.to_address,
    postage_label: rate && labelOf(world, row, shipment, alsoAs),
    selected_rate: rate,
    tracker,
    refund_status: refund,
    scan_form: form ? (JSON.parse((form as { body: string }).body) as object) : null,
    forms: [],
    fees: rate
      ? [fee('LabelFee', '0.00000', refund), fee('PostageFee', Number(rate.rate).toFixed(5), refund)]
      : [],
  };
}

function fee(type: string, amount: string, refund: string | null) {
  return { object: 'Fee', type, amount, charged: true, refunded: refund === 'refunded' };
}

/** In the format asked for when the shipment was made: PDF unless it was ZPL. EasyPost's own default is a PNG. */
function labelOf(
  world: World,
  row: ShipmentRow,
  shipment: StoredShipment,
  alsoAs: LabelFormat | undefined,
): EasyPostLabel {
  const at = stamp(row.bought_at ?? row.created_at);
  const format = labelFormat(shipment);
  const file = (extension: string) => `${world.url()}/files/postage_label/${row.id.slice(4)}.${extension}`;
  return {
    object: 'PostageLabel',
    id: `pl_${hexOf(`label ${row.id}`)}`,
    created_at: at,
    updated_at: at,
    date_advance: 0,
    integrated_form: 'none',
    label_date: at,
    label_resolution: 203,
    label_size: '4x6',
    label_type: 'default',
    label_file_type: format === 'PDF' ? 'application/pdf' : 'application/zpl',
    label_url: file(format.toLowerCase()),
    label_pdf_url: format === 'PDF' || alsoAs === 'PDF' ? file('pdf') : null,
    label_zpl_url: format === 'ZPL' || alsoAs === 'ZPL' ? file('zpl') : null,
    label_epl2_url: null,
    label_file: null,
  };
}

function labelFormat({ options }: StoredShipment): LabelFormat {
  return text(options.label_format)?.toUpperCase() === 'ZPL' ? 'ZPL' : 'PDF';
}

/** GET /v2/shipments/:id/label?file_format=…: the same label in another format. */
export function convertLabel(world: World, row: ShipmentRow, format: string | null) {
  if (row.bought_at === null)
    throw new ApiError(422, 'SHIPMENT.POSTAGE.REQUIRED', 'Postage is required before a label can be had.');
  const wanted = format?.toUpperCase();
  if (wanted !== 'PDF' && wanted !== 'ZPL')
    throw new ApiError(
      422,
      'SHIPMENT.POSTAGE.FORMAT_UNAVAILABLE',
      'The simulator makes labels as PDF and ZPL.',
    );
  return writeShipment(world, row, wanted);
}
