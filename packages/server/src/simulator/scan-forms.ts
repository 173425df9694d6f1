import { randomUUID } from 'node:crypto';
import { ApiError, invalid, notFound } from './api-error.ts';
import type { EasyPostAddress, StoredShipment } from './easypost.types.ts';
import { scanFormPdf } from './label.ts';
import { selectedRate } from './purchases.ts';
import { type Body, isBody } from './request-body.ts';
import { findShipment } from './shipments.ts';
import { stamp, type World } from './world.ts';

interface ScanForm {
  id: string;
  object: 'ScanForm';
  created_at: string;
  updated_at: string;
  tracking_codes: string[];
  address: EasyPostAddress;
  status: 'created';
  message: null;
  form_file_type: 'application/pdf';
  batch_id: null;
  confirmation: null;
}

/** POST /v2/scan_forms: parcels of one carrier from one address, each on one form only. */
export function createScanForm(world: World, account: string, body: Body) {
  const given = isBody(body.scan_form) ? body.scan_form : body;
  const ids = (Array.isArray(given.shipments) ? given.shipments : [])
    .map((one: unknown) => (isBody(one) ? one.id : one))
    .filter((id): id is string => typeof id === 'string');
  if (ids.length === 0) throw invalid('SCAN_FORM', { shipments: 'Required and missing.' });
  const rows = ids.map((id) => findShipment(world, account, id));
  const shipments = rows.map((row) => JSON.parse(row.body) as StoredShipment);
  const from = shipments[0]?.from_address as EasyPostAddress;
  const carriers = new Set(
    rows.map((row, at) => selectedRate(shipments[at] as StoredShipment, row)?.carrier),
  );
  if (carriers.has(undefined)) throw refusal('Every shipment needs postage before it can stand on a form.');
  if (carriers.size > 1) throw refusal('Shipments of several carriers cannot share a form.');
  const place = ({ street1, zip }: EasyPostAddress) => `${street1} ${zip}`;
  if (shipments.some(({ from_address }) => place(from_address) !== place(from)))
    throw refusal('Shipments from several addresses cannot share a form.');
  if (rows.some((row) => row.scan_form_id !== null))
    throw refusal('A shipment already stands on another form.');
  if (rows.some((row) => row.refunded_at !== null))
    throw refusal('A shipment’s refund was asked for; it cannot be handed over.');
  const at = stamp(world.now());
  const form: ScanForm = {
    id: `sf_${randomUUID().replaceAll('-', '')}`,
    object: 'ScanForm',
    created_at: at,
    updated_at: at,
    tracking_codes: rows.map((row) => row.tracking_code ?? ''),
    address: from,
    status: 'created',
    message: null,
    form_file_type: 'application/pdf',
    batch_id: null,
    confirmation: null,
  };
  const { store } = world;
  store.together(() => {
    store.addForm.run(form.id, account, JSON.stringify(form));
    for (const row of rows) store.putOnForm.run(form.id, row.id);
  });
  return withUrl(world, form);
}

export function findScanForm(world: World, account: string, id: string) {
  const { owner, form } = stored(world, id);
  if (owner !== account) throw notFound();
  return withUrl(world, form);
}

export function listScanForms(world: World, account: string) {
  const rows = world.store.forms.all(account) as { body: string }[];
  return {
    scan_forms: rows.map(({ body }) => withUrl(world, JSON.parse(body) as ScanForm)),
    has_more: false,
  };
}

/** The file behind `form_url`. */
export function scanFormFile(world: World, id: string): Buffer {
  const { form } = stored(world, id);
  return scanFormPdf(form.id, form.tracking_codes, form.address, form.created_at.slice(0, 10));
}

function stored(world: World, id: string): { owner: string; form: ScanForm } {
  const row = world.store.form.get(id) as { account: string; body: string } | undefined;
  if (!row) throw notFound();
  return { owner: row.account, form: JSON.parse(row.body) as ScanForm };
}

function withUrl(world: World, form: ScanForm) {
  return { ...form, form_url: `${world.url()}/files/scan_form/${form.id.slice(3)}.pdf` };
}

function refusal(message: string): ApiError {
  return new ApiError(422, 'SCAN_FORM.CREATE.FAILURE', message);
}
