import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { carrierBySlug, trackingUrl } from '../carriers/carrier-match.ts';
import { DateTime } from '../lib/date-time.scalar.ts';

export enum FulfillmentRequestStatus {
  SENT = 'SENT',
  ACCEPTED = 'ACCEPTED',
  REJECTED = 'REJECTED',
  PARTIALLY_SHIPPED = 'PARTIALLY_SHIPPED',
  SHIPPED = 'SHIPPED',
  CANCELED = 'CANCELED',
}
registerEnumType(FulfillmentRequestStatus, {
  name: 'FulfillmentRequestStatus',
  description: 'How far a request is.',
  valuesConfig: {
    SENT: { description: 'Waits for the partner’s answer; the creator may still take it back.' },
    ACCEPTED: { description: 'The partner has it in hand.' },
    REJECTED: { description: 'The partner cannot ship it, and says why; the creator may send it again.' },
    PARTIALLY_SHIPPED: { description: 'Some of its items are in parcels that have left.' },
    SHIPPED: { description: 'All of its items are in parcels that have left.' },
    CANCELED: { description: 'The creator took it back: nothing is to be shipped.' },
  },
});

@ObjectType({ description: 'Where the parcel of a request goes.' })
export class RequestAddress {
  @Field(() => String, { description: 'To whom.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Street and number.' })
  line1!: string | null;

  @Field(() => String, { nullable: true, description: 'Whatever else the carrier needs.' })
  line2!: string | null;

  @Field(() => String, { nullable: true, description: 'City.' })
  city!: string | null;

  @Field(() => String, { nullable: true, description: 'State, province or region.' })
  state!: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code, as text.' })
  postalCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Country by its two letters (ISO 3166-1).' })
  country!: string | null;

  @Field(() => String, { nullable: true, description: 'Country as it was written.' })
  countryName!: string | null;

  @Field(() => String, { nullable: true, description: 'Phone number for the carrier.' })
  phone!: string | null;

  @Field(() => String, { nullable: true, description: 'Email address for the carrier’s notices.' })
  email!: string | null;
}

@ObjectType({ description: 'A line of a request: something to put into a parcel.' })
export class RequestItem {
  @Field(() => Int, { description: 'Its number in the order; names it where there is no SKU.' })
  no!: number;

  @Field(() => String, { nullable: true, description: 'The SKU; null where the source gives none.' })
  sku!: string | null;

  @Field(() => String, { description: 'What it is.' })
  name!: string;

  @Field(() => Int, { description: 'How many of it are to be shipped.' })
  quantity!: number;

  @Field(() => Int, { description: 'How many of it are in parcels of this request that have left.' })
  shipped!: number;
}

@ObjectType({ description: 'How many of a line are in a parcel.' })
export class RequestParcelItem {
  @Field(() => Int, { description: 'The line’s number in the order.' })
  no!: number;

  @Field(() => Int, { description: 'How many of it.' })
  quantity!: number;
}

@ObjectType({ description: 'A parcel that the partner reported for a request.' })
export class RequestParcel {
  @Field(() => ID, { description: 'Key of the parcel.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Its number; null where it cannot be followed.' })
  trackingNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Its carrier’s name.' })
  carrierName!: string | null;

  @Field(() => String, { nullable: true, description: 'Where it can be followed.' })
  trackingUrl!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it left.' })
  shippedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'The carrier’s first scan.' })
  acceptedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it arrived.' })
  deliveredAt!: string | null;

  @Field(() => [RequestParcelItem], { description: 'What is in it; empty for everything that was owed.' })
  items!: RequestParcelItem[];
}

/** Self-contained: a copy of what was sent, from which no other object can be reached. */
@ObjectType({
  description: 'One order handed to one partner: where it goes, what is in it, and how far it is.',
})
export class FulfillmentRequest {
  @Field(() => ID, { description: 'Key of the request.' })
  id!: string;

  creatorId!: string;
  projectId!: string;
  backerId!: string;

  @Field(() => ID, { description: 'Key of the partner it was sent to.' })
  partnerId!: string;

  @Field(() => String, { description: 'The name of the partner it was sent to.' })
  partnerName!: string;

  @Field(() => String, {
    description: 'What it is called on paper: the pledge’s ID, else # and the backer’s number.',
  })
  reference!: string;

  @Field(() => FulfillmentRequestStatus, { description: 'How far it is.' })
  status!: FulfillmentRequestStatus;

  @Field(() => RequestAddress, { description: 'Where it goes, as it was sent, or confirmed since.' })
  address!: RequestAddress;

  @Field(() => Int, { description: 'The version of the address that was sent, or confirmed since.' })
  addressVersion!: number;

  @Field(() => Boolean, {
    description: 'Whether the address is another one now, and neither confirmed nor shipped to yet.',
  })
  addressChanged!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When it changed; null where it did not.' })
  addressChangedAt!: string | null;

  @Field(() => RequestAddress, {
    nullable: true,
    description:
      'The address as it is now, where it changed; confirm it with fulfillmentRequestAddressConfirm.',
  })
  currentAddress!: RequestAddress | null;

  @Field(() => [RequestItem], { description: 'What is to be shipped; nothing digital.' })
  items!: RequestItem[];

  @Field(() => [RequestParcel], { description: 'The parcels reported for it; voided ones left out.' })
  parcels!: RequestParcel[];

  @Field(() => String, { nullable: true, description: 'What the creator wrote to it.' })
  note!: string | null;

  @Field(() => Int, { description: 'Which time it was sent: 1, then one more with each retry.' })
  attempt!: number;

  @Field(() => String, { nullable: true, description: 'What the partner calls it.' })
  externalId!: string | null;

  @Field(() => String, { nullable: true, description: 'Why the partner cannot ship it.' })
  rejection!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a vendor’s API: why it could not be handed over yet; it is tried again by itself.',
  })
  trouble!: string | null;

  @Field(() => DateTime, { description: 'When it was sent, the last time.' })
  sentAt!: string;

  @Field(() => DateTime, { nullable: true, description: 'When the partner accepted it.' })
  acknowledgedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the partner rejected it.' })
  rejectedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When its last parcel was reported.' })
  shippedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the creator took it back.' })
  canceledAt!: string | null;

  @Field(() => DateTime, { description: 'When it last changed.' })
  changedAt!: string;

  @Field(() => String, {
    description: 'Number of its last change, as text; those of a partner grow. Give it as `changedAfter`.',
  })
  change!: string;
}

/** Whether `shipment s` of the same backer is one that the partner reported for `fulfillment_request r`. */
export const OF_REQUEST = `s.partner_id = r.partner_id and s.voided_at is null
    and s.created_at >= r.created_at and s.created_at <= coalesce(r.canceled_at, 'infinity')`;

const PARCELS = /* sql */ `coalesce((
  select jsonb_agg(jsonb_build_object('id', s.id::text, 'trackingNumber', s.tracking_number, 'carrier', s.carrier,
      'carrierName', s.carrier_name, 'trackingUrl', s.tracking_url, 'shippedAt', s.shipped_at, 'acceptedAt', s.accepted_at,
      'deliveredAt', s.delivered_at, 'items', coalesce((
        select jsonb_agg(jsonb_build_object('no', i.item_no, 'quantity', i.quantity) order by i.item_no)
        from shipment_item i where i.shipment_id = s.id), '[]')) order by s.id)
  from shipment s where s.backer_id = r.backer_id and ${OF_REQUEST}), '[]')`;

/** Columns of `fulfillment_request r join partner p` that `requestOf` reads; everything a partner's role may see. */
export const REQUEST_COLUMNS = `r.id, r.creator_id as "creatorId", r.project_id as "projectId", r.backer_id as "backerId",
  r.partner_id as "partnerId", p.name as "partnerName", r.reference, r.status, r.address, r.address_version as "addressVersion",
  r.address_changed_at as "addressChangedAt", r.current_address as "currentAddress", r.items, ${PARCELS} as parcels,
  r.note, r.attempt, r.external_id as "externalId", r.rejection, r.trouble, r.sent_at as "sentAt",
  r.acknowledged_at as "acknowledgedAt", r.rejected_at as "rejectedAt", r.shipped_at as "shippedAt",
  r.canceled_at as "canceledAt", r.changed_at as "changedAt", r.change`;

export const REQUEST_TABLES = 'fulfillment_request r join partner p on p.id = r.partner_id';

interface ParcelColumns {
  id: string;
  trackingNumber: string | null;
  carrier: string | null;
  carrierName: string | null;
  trackingUrl: string | null;
  shippedAt: string | null;
  acceptedAt: string | null;
  deliveredAt: string | null;
  items: RequestParcelItem[];
}

type StoredAddress = Partial<RequestAddress>;

/** A request as it is read: what was sent is JSON. */
export interface RequestRow extends Omit<
  FulfillmentRequest,
  'address' | 'currentAddress' | 'addressChanged' | 'items' | 'parcels'
> {
  [column: string]: unknown;
  address: StoredAddress;
  currentAddress: StoredAddress | null;
  items: Omit<RequestItem, 'shipped'>[];
  parcels: ParcelColumns[];
}

export function requestOf(row: RequestRow): FulfillmentRequest {
  const whole = row.parcels.some(({ items }) => items.length === 0);
  const inParcels = (no: number) =>
    row.parcels.reduce(
      (sum, { items }) => sum + items.reduce((some, item) => some + (item.no === no ? item.quantity : 0), 0),
      0,
    );
  // After it has left, another address is the creator's to care for.
  const open = ['SENT', 'ACCEPTED', 'PARTIALLY_SHIPPED'].includes(row.status);
  const changed = open && row.addressChangedAt !== null;
  return {
    ...row,
    address: addressOf(row.address),
    currentAddress: changed && row.currentAddress ? addressOf(row.currentAddress) : null,
    addressChanged: changed,
    items: row.items.map((item) => ({
      ...item,
      shipped: whole ? item.quantity : Math.min(item.quantity, inParcels(item.no)),
    })),
    parcels: row.parcels.map(parcelOf),
  };
}

function parcelOf({ carrier, ...parcel }: ParcelColumns): RequestParcel {
  const known = carrier ? carrierBySlug(carrier) : null;
  const { trackingNumber } = parcel;
  return {
    ...parcel,
    carrierName: known?.name ?? parcel.carrierName ?? carrier,
    trackingUrl:
      parcel.trackingUrl ?? (carrier && trackingNumber ? trackingUrl(carrier, trackingNumber) : null),
    shippedAt: isoOf(parcel.shippedAt),
    acceptedAt: isoOf(parcel.acceptedAt),
    deliveredAt: isoOf(parcel.deliveredAt),
  };
}

/** JSON carries an offset where everything else that goes out ends in Z. */
function isoOf(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function addressOf(stored: StoredAddress): RequestAddress {
  const part = (text: string | null | undefined) => text ?? null;
  return {
    name: stored.name ?? '',
    line1: part(stored.line1),
    line2: part(stored.line2),
    city: part(stored.city),
    state: part(stored.state),
    postalCode: part(stored.postalCode),
    country: part(stored.country),
    countryName: part(stored.countryName),
    phone: part(stored.phone),
    email: part(stored.email),
  };
}
