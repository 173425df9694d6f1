import { createHash } from 'node:crypto';

/** What an upload's columns may mean: a tracking file that comes back, or a backer list that comes in. */
export type MappingKind = 'tracking' | 'backers';

export type TrackingField =
  | 'pledgeId'
  | 'backerNumber'
  | 'backerUid'
  | 'orderNumber'
  | 'email'
  | 'trackingNumber'
  | 'carrier'
  | 'trackingUrl'
  | 'shippedAt'
  | 'sku'
  | 'quantity'
  | 'items'
  | 'package'
  | 'partial'
  | 'wave'
  | 'name'
  | 'postalCode'
  | 'country';

export type BackerField =
  | 'pledgeId'
  | 'backerNumber'
  | 'backerUid'
  | 'orderNumber'
  | 'email'
  | 'name'
  | 'rewardTitle'
  | 'pledgedStatus'
  | 'fulfillmentStatus'
  | 'surveyStatus'
  | 'status'
  | 'notes'
  | 'deliveryNotes'
  | 'tags'
  | 'pledgedAt'
  | 'shippingName'
  | 'shippingFirstName'
  | 'shippingLastName'
  | 'company'
  | 'address1'
  | 'address2'
  | 'city'
  | 'state'
  | 'postalCode'
  | 'countryName'
  | 'countryCode'
  | 'phone'
  | 'sku'
  | 'itemName'
  | 'quantity'
  | 'items'
  | 'trackingNumber'
  | 'carrier'
  | 'trackingUrl'
  /** One column per item, its cells the quantity; the only field that several columns may hold. */
  | 'itemColumn';

export interface FieldAliases<Field extends string> {
  field: Field;
  /** Normalised headers that mean this field. */
  strong: readonly string[];
  /** Headers that mean it when no column has a better claim. */
  weak?: readonly string[];
}

/** Keys under which both tables find an order (reference/domain.md §3.2). */
const PLEDGE_ID = [
  'pledge_id',
  'pledge',
  'backer_id',
  'backerid',
  'backer_kit_id',
  'backerkit_id',
  'pbid',
  'pledgebox_id',
  'contribution_id',
  'contribution_number',
  'backing_id',
];
const BACKER_NUMBER = ['backer_number', 'backer_no', 'backer_num'];
const BACKER_UID = ['backer_uid', 'kickstarter_uid', 'uid'];
const ORDER_NUMBER = [
  'order_number',
  'order_no',
  'order_num',
  'order',
  'order_id',
  'order_code',
  'orderpublicid',
  'order_public_id',
  'order_name',
  'orderid',
  'ordernumber',
  'sales_order',
  'external_id',
  'bestellnummer',
  'numero_de_commande',
  'numero_de_pedido',
  'numero_d_ordine',
];
const ORDER_NUMBER_WEAK = ['reference', 'reference_number', 'customer_reference', 'rubber_stamp_1'];
const EMAIL = [
  'email',
  'e_mail',
  'email_address',
  'e_mail_address',
  'backer_email',
  'recipient_email',
  'customer_email',
  'ship_email',
  'ship_to_email',
  'shipping_email',
];
const TRACKING_NUMBER = [
  'tracking_number',
  'tracking_no',
  'tracking_num',
  'tracking',
  'tracking_code',
  'tracking_id',
  'trackingnumber',
  'trackingcode',
  'track_no',
  'shipment_tracking_number',
  'awb',
  'awb_number',
  'waybill',
  'waybill_number',
  'consignment',
  'consignment_number',
  'parcel_number',
  'barcode',
  'label_number',
  'sendungsnummer',
  'trackingnummer',
  'numero_de_suivi',
  'numero_de_seguimiento',
  'numero_di_tracking',
  'codigo_de_rastreo',
];
const CARRIER = [
  'carrier',
  'carrier_name',
  'courier',
  'courier_name',
  'shipping_carrier',
  'shipment_carrier',
  'shipment_provider',
  'shipping_provider',
  'shipping_company',
  'carrier_code',
  'courier_code',
  'versanddienstleister',
  'transporteur',
  'transportista',
  'corriere',
];
const CARRIER_WEAK = ['provider', 'shipping_method', 'service', 'ship_method', 'shipment_service'];
const TRACKING_URL = ['tracking_url', 'tracking_link', 'track_url', 'trackingurl', 'tracking_page'];
const POSTAL_CODE = [
  'postal_code',
  'shipping_postal_code',
  'ship_to_postal_code',
  'ship_postal_code',
  'zip',
  'zip_code',
  'zipcode',
  'postcode',
  'shipping_zip',
  'shipping_zip_code',
  'ship_zip',
  'postal',
  'plz',
];

/** First strong alias wins over later ones of the same field, and any strong one over any weak one. */
export const TRACKING_ALIASES: readonly FieldAliases<TrackingField>[] = [
  { field: 'pledgeId', strong: PLEDGE_ID },
  { field: 'backerNumber', strong: BACKER_NUMBER, weak: ['backer'] },
  { field: 'backerUid', strong: BACKER_UID },
  { field: 'orderNumber', strong: ORDER_NUMBER, weak: ORDER_NUMBER_WEAK },
  { field: 'email', strong: EMAIL },
  { field: 'trackingNumber', strong: TRACKING_NUMBER },
  { field: 'carrier', strong: CARRIER, weak: CARRIER_WEAK },
  { field: 'trackingUrl', strong: TRACKING_URL, weak: ['url', 'link'] },
  {
    field: 'shippedAt',
    strong: [
      'ship_date',
      'shipped_at',
      'shipped_date',
      'date_ship_date',
      'date_shipped_date',
      'shipment_ship_date',
      'dispatch_date',
      'despatch_date',
      'date_shipped',
      'shipping_date',
    ],
    weak: ['date'],
  },
  { field: 'sku', strong: ['sku', 'item_sku', 'product_sku'] },
  { field: 'quantity', strong: ['qty', 'quantity', 'item_quantity', 'shipped_qty'] },
  { field: 'items', strong: ['items', 'line_items', 'sku_and_quantity_list', 'sku_quantity_list'] },
  {
    field: 'package',
    strong: ['package_number', 'package_no', 'parcel_no', 'box', 'shipment_package_count'],
  },
  { field: 'partial', strong: ['partial_shipped', 'partial'] },
  { field: 'wave', strong: ['wave', 'batch', 'shipment_group'], weak: ['channel'] },
  {
    field: 'name',
    strong: [
      'shipping_name',
      'ship_name',
      'ship_to_name',
      'recipient_name',
      'recipient_full_name',
      'recipient',
      'backer_name',
      'customer_name',
      'full_name',
    ],
    weak: ['name'],
  },
  { field: 'postalCode', strong: POSTAL_CODE },
  {
    field: 'country',
    strong: [
      'country',
      'country_code',
      'shipping_country',
      'shipping_country_code',
      'shipping_country_name',
      'country_name',
      'ship_to_country',
      'destination_country',
      'ship_country',
    ],
  },
];

/** Kickstarter's three generations, BackerKit, PledgeBox, Gamefound and common 3PL order files (domain.md §3.1). */
export const BACKER_ALIASES: readonly FieldAliases<BackerField>[] = [
  { field: 'pledgeId', strong: PLEDGE_ID },
  { field: 'backerNumber', strong: BACKER_NUMBER, weak: ['number', 'backer', 'kickstarter_backer_number'] },
  { field: 'backerUid', strong: BACKER_UID },
  { field: 'orderNumber', strong: ORDER_NUMBER, weak: ORDER_NUMBER_WEAK },
  { field: 'email', strong: EMAIL },
  { field: 'name', strong: ['backer_name', 'name', 'full_name', 'customer_name', 'account_name'] },
  {
    field: 'rewardTitle',
    strong: [
      'reward_title',
      'reward_name',
      'reward',
      'pledge_level',
      'pledge_level_title',
      'pledge_level_name',
      'pledge_name',
      'reward_tier',
      'tier',
    ],
  },
  { field: 'pledgedStatus', strong: ['pledged_status', 'pledge_status', 'payment_status'] },
  {
    field: 'fulfillmentStatus',
    strong: [
      'fulfillment_status',
      'fulfilment_status',
      'rewards_sent',
      'reward_sent',
      'shipping_status',
      'shipped',
    ],
  },
  {
    field: 'surveyStatus',
    strong: ['survey_status', 'survey_response', 'survey', 'survey_state', 'survey_completed'],
  },
  { field: 'status', strong: ['status', 'order_status', 'stage', 'backer_status', 'state_of_order'] },
  {
    field: 'notes',
    strong: ['notes', 'note', 'internal_notes', 'backer_notes', 'comments', 'comment', 'memo'],
  },
  {
    field: 'deliveryNotes',
    strong: ['shipping_delivery_notes', 'delivery_notes', 'delivery_instructions', 'shipping_notes'],
  },
  { field: 'tags', strong: ['tags', 'tag', 'labels'] },
  {
    field: 'pledgedAt',
    strong: [
      'pledged_at',
      'pledge_date',
      'pledged_date',
      'backed_at',
      'order_date',
      'created_at',
      'date_pledged',
    ],
  },
  {
    field: 'shippingName',
    strong: [
      'shipping_name',
      'ship_name',
      'ship_to_name',
      'recipient_name',
      'recipient_full_name',
      'recipient',
      'shipping_full_name',
      'ship_to',
      'delivery_name',
    ],
  },
  { field: 'shippingFirstName', strong: ['shipping_first_name', 'first_name', 'recipient_first_name'] },
  {
    field: 'shippingLastName',
    strong: ['shipping_last_name', 'last_name', 'surname', 'recipient_last_name'],
  },
  {
    field: 'company',
    strong: ['shipping_company_name', 'company', 'company_name', 'recipient_company', 'ship_to_company'],
  },
  {
    field: 'address1',
    strong: [
      'shipping_address_1',
      'address_1',
      'address1',
      'address_line_1',
      'shipping_address_line_1',
      'ship_to_address_1',
      'street_1',
      'street_address',
      'street',
      'shipping_address1',
      'ship_address_1',
      'ship_address1',
    ],
    weak: ['address', 'shipping_address'],
  },
  {
    field: 'address2',
    strong: [
      'shipping_address_2',
      'address_2',
      'address2',
      'address_line_2',
      'shipping_address_line_2',
      'ship_to_address_2',
      'street_2',
      'shipping_address2',
      'ship_address_2',
      'ship_address2',
    ],
  },
  { field: 'city', strong: ['shipping_city', 'city', 'ship_to_city', 'ship_city', 'town'] },
  {
    field: 'state',
    strong: [
      'shipping_state',
      'state',
      'province',
      'state_province',
      'shipping_state_province',
      'shipping_province',
      'ship_to_state',
      'ship_state',
      'region',
      'county',
      'state_region',
    ],
  },
  { field: 'postalCode', strong: POSTAL_CODE },
  {
    field: 'countryName',
    strong: ['shipping_country_name', 'country_name'],
    weak: ['shipping_country', 'country', 'ship_to_country', 'ship_country', 'destination_country'],
  },
  {
    field: 'countryCode',
    strong: [
      'shipping_country_code',
      'country_code',
      'ship_to_country_code',
      'country_iso',
      'iso_country_code',
    ],
  },
  {
    field: 'phone',
    strong: [
      'shipping_phone_number',
      'phone',
      'phone_number',
      'shipping_phone',
      'recipient_phone',
      'telephone',
      'mobile',
      'ship_to_phone',
      'ship_phone',
    ],
  },
  { field: 'sku', strong: ['sku', 'item_sku', 'product_sku', 'line_item_sku', 'sku_code'] },
  {
    field: 'itemName',
    strong: [
      'item_name',
      'item_name_title',
      'item_title',
      'item',
      'product',
      'product_name',
      'line_item',
      'line_item_name',
      'sku_name',
      'item_description',
    ],
  },
  {
    field: 'quantity',
    strong: ['quantity', 'qty', 'item_quantity', 'line_item_quantity', 'sku_quantity', 'item_qty'],
  },
  {
    field: 'items',
    strong: [
      'items',
      'line_items',
      'sku_and_quantity_list',
      'sku_quantity_list',
      'skus_and_quantities',
      'sku_list',
      'skus',
      'item_list',
      'order_items',
    ],
  },
  { field: 'trackingNumber', strong: TRACKING_NUMBER },
  { field: 'carrier', strong: CARRIER },
  { field: 'trackingUrl', strong: TRACKING_URL },
];

/**
 * Columns of known exports that hold numbers and are no item: without this list a column of zeros named
 * "Bonus Support" would be read as an item nobody ordered.
 */
export const NO_ITEM_HEADERS: ReadonlySet<string> = new Set([
  'shipping_amount',
  'shipping_amount_paid',
  'shipping_cost',
  'shipping',
  'backing_minimum',
  'reward_minimum',
  'reward_id',
  'bonus_support',
  'pledge_amount',
  'pledged_amount',
  'pledge_total',
  'amount',
  'amount_paid',
  'total',
  'subtotal',
  'order_total',
  'balance',
  'credit',
  'tax',
  'vat',
  'discount',
  'price',
  'unit_price',
  'item_price',
  'cost',
  'currency',
  'billing_state_province',
  'billing_country',
  'late_pledge',
  'item_weight',
  'item_weight_oz',
  'weight',
  'weight_oz',
  'weight_g',
  'total_weight',
  'hs_code',
  'id',
  'row',
  'line',
  'count',
  'total_items',
  'item_count',
  'number_of_items',
  'package_number',
  'package_no',
  'parcel_no',
  'box',
  'shipment_package_count',
  'wave',
  'batch',
  'age',
  'year',
  'po_box',
]);

/**
 * The form in which headers are compared: without byte order mark and zero-width characters, NFKC, lower case, every
 * run of other than letters and digits a single `_`, none at the ends, and without accents.
 */
export function normaliseHeader(text: string): string {
  return text
    .replace(/[\ufeff\u200b-\u200d\u2060]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** An add-on's column in a Kickstarter report, `[Addon: 12345] Name`, or null. */
export function parseAddonHeader(header: string): { addonId: string; name: string } | null {
  if (header.length > 500) return null;
  const found = /^\s*\[\s*add-?on\s*:\s*([^\]\s]+)\s*\](.+)$/i.exec(header);
  const name = found?.[2]?.trim() ?? '';
  return found && name !== '' ? { addonId: found[1] as string, name } : null;
}

/** Identity of a header for remembering its mapping: SHA-256, hex, over the normalised headers in their order. */
export function headerFingerprint(columns: readonly { header: string }[]): string {
  return createHash('sha256')
    .update(JSON.stringify(columns.map((column) => normaliseHeader(column.header))))
    .digest('hex');
}

const KNOWN_HEADERS: ReadonlySet<string> = new Set([
  ...[...TRACKING_ALIASES, ...BACKER_ALIASES].flatMap((aliases) => [
    ...aliases.strong,
    ...(aliases.weak ?? []),
  ]),
  ...NO_ITEM_HEADERS,
]);

/** Whether a cell reads like the name of a column of some known file. */
export function isKnownHeader(cell: string): boolean {
  return cell.length <= 80 && (KNOWN_HEADERS.has(normaliseHeader(cell)) || parseAddonHeader(cell) !== null);
}
