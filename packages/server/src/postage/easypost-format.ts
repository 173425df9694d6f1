import type {
  BoughtLabel,
  CustomsDeclaration,
  ParcelBox,
  PostageAddress,
  ProviderShipment,
  Rate,
  RefundState,
} from './provider.ts';

/** What is read of EasyPost's Shipment; see https://docs.easypost.com/docs/shipments. */
export interface EasyPostShipment {
  id: string;
  rates?: EasyPostRate[] | null;
  messages?: { carrier?: string | null; message?: string | null }[] | null;
  selected_rate?: EasyPostRate | null;
  tracking_code?: string | null;
  tracker?: { id?: string | null } | null;
  postage_label?: { label_url?: string | null; label_pdf_url?: string | null } | null;
  refund_status?: string | null;
}

interface EasyPostRate {
  id: string;
  carrier: string;
  service: string;
  /** Decimal text in whole units: "7.58". */
  rate: string;
  currency: string;
  delivery_days?: number | null;
  est_delivery_days?: number | null;
}

const MM_AN_INCH = 25.4;
const GRAMS_AN_OUNCE = 28.349523125;

/** EasyPost takes inches and ounces, to one decimal; both are rounded up, as carriers do. */
export function parcelFields(box: ParcelBox): Record<string, number> {
  return {
    length: upToTenth(box.lengthMm / MM_AN_INCH),
    width: upToTenth(box.widthMm / MM_AN_INCH),
    height: upToTenth(box.heightMm / MM_AN_INCH),
    weight: upToTenth(box.weightG / GRAMS_AN_OUNCE),
  };
}

export function addressFields(address: PostageAddress): Record<string, string> {
  const fields: Record<string, string | null> = {
    name: address.name,
    company: address.company,
    phone: address.phone,
    email: address.email,
    street1: address.line1,
    street2: address.line2,
    city: address.city,
    state: address.state,
    zip: address.postalCode,
    country: address.country,
  };
  return Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value ? [[key, value]] : [])));
}

export function customsFields(customs: CustomsDeclaration): Record<string, unknown> {
  return {
    contents_type: customs.contentsType,
    ...(customs.contentsExplanation && { contents_explanation: customs.contentsExplanation }),
    customs_certify: true,
    customs_signer: customs.signer,
    non_delivery_option: customs.nonDelivery,
    restriction_type: 'none',
    ...(customs.exportCode && { eel_pfc: customs.exportCode }),
    customs_items: customs.lines.map((line) => ({
      description: line.description,
      quantity: line.quantity,
      value: line.valueCents / 100,
      currency: line.currency,
      weight: Math.round((line.weightG / GRAMS_AN_OUNCE) * 100) / 100,
      hs_tariff_number: line.hsCode,
      origin_country: line.originCountry,
      code: line.sku,
    })),
  };
}

/** An IOSS number does not say in which member state it was given out; EasyPost wants one, and carriers pass the number alone on. */
export function taxFields(ioss: string): Record<string, string> {
  return { entity: 'SENDER', tax_id_type: 'IOSS', tax_id: ioss, issuing_country: 'IE' };
}

/** EasyPost's shipment as we use it. */
export function shipmentOf(shipment: EasyPostShipment): ProviderShipment {
  const { id, rates, messages, refund_status: refund } = shipment;
  return {
    id,
    rates: (rates ?? []).map(rateOf),
    messages: (messages ?? []).flatMap(({ carrier, message }) =>
      message ? [carrier ? `${carrier}: ${message}` : message] : [],
    ),
    label: labelOf(shipment),
    refund: REFUNDS[refund ?? ''] ?? 'NONE',
  };
}

const REFUNDS: Record<string, RefundState> = {
  submitted: 'SUBMITTED',
  refunded: 'REFUNDED',
  rejected: 'REJECTED',
};

function labelOf(shipment: EasyPostShipment): BoughtLabel | null {
  const { selected_rate: rate, tracking_code: trackingNumber, tracker, postage_label: label } = shipment;
  const labelUrl = label?.label_pdf_url || label?.label_url;
  if (!rate || !trackingNumber || !labelUrl) return null;
  return { rate: rateOf(rate), trackingNumber, trackerId: tracker?.id ?? null, labelUrl };
}

function rateOf({
  id,
  carrier,
  service,
  rate,
  currency,
  delivery_days: days,
  est_delivery_days: about,
}: EasyPostRate): Rate {
  return {
    id,
    carrier,
    service,
    priceCents: Math.round(Number(rate) * 100),
    currency,
    deliveryDays: days ?? about ?? null,
  };
}

function upToTenth(value: number): number {
  return Math.max(0.1, Math.ceil(value * 10 - 1e-9) / 10);
}
