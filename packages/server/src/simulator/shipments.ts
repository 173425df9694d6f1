import { randomUUID } from 'node:crypto';
import { addressOf, addressProblems } from './addresses.ts';
import { ApiError, invalid, notFound } from './api-error.ts';
import type { EasyPostParcel, EasyPostRate, RateMessage, StoredShipment } from './easypost.types.ts';
import { offers } from './price-list.ts';
import { type Body, isBody, number, text } from './request-body.ts';
import type { ShipmentRow } from './simulator-store.ts';
import { stamp, type World } from './world.ts';
import { crossesCustoms, uspsZone } from './zones.ts';

const id = (prefix: string) => `${prefix}_${randomUUID().replaceAll('-', '')}`;

/** POST /v2/shipments: made and priced at once, not paid. Twice the same reference is two shipments, as with EasyPost. */
export function createShipment(world: World, account: string, body: Body): ShipmentRow {
  const given = isBody(body.shipment) ? body.shipment : {};
  const missing: Record<string, string> = {};
  for (const field of ['to_address', 'from_address', 'parcel'])
    if (!isBody(given[field])) missing[field] = 'Required and missing.';
  if (Object.keys(missing).length > 0) throw invalid('SHIPMENT', missing);
  const to = addressOf(world, account, given.to_address as Body);
  const from = addressOf(world, account, given.from_address as Body);
  const at = stamp(world.now());
  const shipment: StoredShipment = {
    id: id('shp'),
    created_at: at,
    reference: text(given.reference),
    options: {
      currency: 'USD',
      payment: { type: 'SENDER' },
      date_advance: 0,
      ...(isBody(given.options) ? given.options : {}),
    },
    to_address: to,
    from_address: from,
    return_address: isBody(given.return_address) ? addressOf(world, account, given.return_address) : from,
    parcel: parcelOf(given.parcel as Body, at),
    customs_info: customsOf(given.customs_info, at, crossesCustoms(from.country, to.country)),
    usps_zone: from.country === 'US' && to.country === 'US' ? uspsZone(from.zip, to.zip) : null,
    rates: [],
    messages: [],
  };
  Object.assign(shipment, rate(shipment, at));
  world.store.addShipment.run(
    shipment.id,
    account,
    shipment.reference,
    JSON.stringify(shipment),
    world.now(),
  );
  return findShipment(world, account, shipment.id);
}

/** POST /v2/shipments/:id/rerate: new prices, with new ids. */
export function rerateShipment(world: World, row: ShipmentRow): ShipmentRow {
  if (row.bought_at !== null) throw postageExists();
  const shipment = JSON.parse(row.body) as StoredShipment;
  Object.assign(shipment, rate(shipment, stamp(world.now())));
  world.store.setBody.run(JSON.stringify(shipment), row.id);
  return findShipment(world, row.account, row.id);
}

/**
 * By its id, or by its reference: EasyPost takes the one for the other. Of several with a reference the one that was
 * paid, else the youngest.
 *
 * @throws ApiError 404
 */
export function findShipment(world: World, account: string, idOrReference: string): ShipmentRow {
  const { store } = world;
  const row = (store.shipment.get(idOrReference) ?? store.byReference.get(account, idOrReference)) as
    ShipmentRow | undefined;
  if (row?.account !== account) throw notFound();
  return row;
}

export function postageExists(): ApiError {
  return new ApiError(422, 'SHIPMENT.POSTAGE.EXISTS', 'Postage already exists for this shipment.');
}

function parcelOf(given: Body, at: string): EasyPostParcel {
  const weight = number(given.weight);
  if (weight === null || weight <= 0)
    throw invalid('PARCEL', { weight: 'Required and must be greater than 0.' });
  return {
    id: id('prcl'),
    object: 'Parcel',
    created_at: at,
    updated_at: at,
    length: number(given.length),
    width: number(given.width),
    height: number(given.height),
    predefined_package: text(given.predefined_package),
    weight,
    mode: 'test',
  };
}

const CUSTOMS_FIELDS = ['description', 'quantity', 'value', 'weight', 'origin_country'];

function customsOf(given: unknown, at: string, required: boolean): Body | null {
  if (!isBody(given)) {
    if (!required) return null;
    throw new ApiError(
      422,
      'SHIPMENT.CUSTOMS_INFO.REQUIRED',
      'Customs info is required for international shipments.',
      [{ customs_info: 'Required and missing.' }],
    );
  }
  const items = Array.isArray(given.customs_items) ? given.customs_items.filter(isBody) : [];
  if (items.length === 0) throw invalid('CUSTOMS_INFO', { customs_items: 'Required and missing.' });
  for (const item of items) {
    const field = CUSTOMS_FIELDS.find((name) => text(item[name]) === null);
    if (field === 'description')
      throw new ApiError(
        422,
        'SHIPMENT.CUSTOMS_INFO.DESCRIPTION_REQUIRED',
        'A description is required for each customs item.',
        [{ description: 'Required and missing.' }],
      );
    if (field !== undefined) throw invalid('CUSTOMS_ITEM', { [field]: 'Required and missing.' });
  }
  return {
    contents_explanation: null,
    contents_type: 'merchandise',
    customs_certify: false,
    customs_signer: null,
    eel_pfc: null,
    non_delivery_option: 'return',
    restriction_comments: null,
    restriction_type: 'none',
    declaration: null,
    ...given,
    id: id('cstinfo'),
    object: 'CustomsInfo',
    created_at: at,
    updated_at: at,
    mode: 'test',
    customs_items: items.map((item) => ({
      hs_tariff_number: null,
      code: null,
      manufacturer: null,
      currency: null,
      eccn: null,
      printed_commodity_identifier: null,
      ...item,
      id: id('cstitem'),
      object: 'CustomsItem',
      created_at: at,
      updated_at: at,
      mode: 'test',
    })),
  };
}

function rate(shipment: StoredShipment, at: string): Pick<StoredShipment, 'rates' | 'messages'> {
  const { parcel, to_address: to, from_address: from } = shipment;
  const problems = [...addressProblems(from), ...addressProblems(to)];
  const size = parcel.length && parcel.width && parcel.height;
  const priced = offers({
    from: from.country,
    to: to.country,
    ounces: parcel.weight,
    size: size ? [parcel.length ?? 0, parcel.width ?? 0, parcel.height ?? 0] : null,
    zone: shipment.usps_zone,
  });
  const message = (carrier: string, words: string): RateMessage => ({
    carrier,
    carrier_account_id: accountOf(carrier),
    type: 'rate_error',
    message: words,
  });
  const [problem] = problems;
  if (problem) {
    const carriers = [...new Set(priced.offers.map(({ carrier }) => carrier))];
    return {
      rates: [],
      messages: carriers.map((carrier) => message(carrier, `${problem.field}: ${problem.message}`)),
    };
  }
  return {
    messages: priced.declined.map(({ carrier, message: words }) => message(carrier, words)),
    rates: priced.offers.map(({ carrier, service, cents, currency, days, guaranteed }): EasyPostRate => ({
      id: id('rate'),
      object: 'Rate',
      created_at: at,
      updated_at: at,
      mode: 'test',
      service,
      carrier,
      rate: money(cents),
      currency,
      retail_rate: money(Math.round(cents * 1.18)),
      retail_currency: currency,
      list_rate: money(Math.round(cents * 1.07)),
      list_currency: currency,
      billing_type: 'easypost',
      delivery_days: days,
      delivery_date: null,
      delivery_date_guaranteed: guaranteed,
      est_delivery_days: days,
      shipment_id: shipment.id,
      carrier_account_id: accountOf(carrier),
    })),
  };
}

function money(cents: number): string {
  return (cents / 100).toFixed(2);
}

/** One account a carrier, the same in every simulator. */
function accountOf(carrier: string): string {
  return `ca_${Buffer.from(`simulated ${carrier}`.padEnd(16)).toString('hex').slice(0, 32)}`;
}
