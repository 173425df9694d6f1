import { Field, ID, Int, ObjectType } from 'type-graphql';
import { carrierBySlug, trackingUrl } from '../carriers/carrier-match.ts';
import { CarrierType } from '../carriers/carrier.type.ts';
import { DateTime } from '../lib/date-time.scalar.ts';
import { columnChooser, selectList } from '../lib/select-list.ts';
import { ShipmentSource, TrackingReason, TrackingStatus } from './shipment.enums.ts';

@ObjectType({ description: 'One parcel. An order may have several.' })
export class Shipment {
  @Field(() => ID, { description: 'Key of the parcel.' })
  id!: string;

  backerId!: string;
  projectId!: string;
  creatorId!: string;
  carrierSlug!: string | null;
  givenName!: string | null;
  givenUrl!: string | null;

  @Field(() => CarrierType, { nullable: true, description: 'Its carrier, if Waybill knows it.' })
  carrier!: CarrierType | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its carrier’s name: ours where we know it, else as it was given.',
  })
  carrierName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where it can be followed: the link it came with, else the carrier’s page.',
  })
  trackingUrl!: string | null;

  @Field(() => String, { nullable: true, description: 'The number, cleaned of spaces and quotes.' })
  trackingNumber!: string | null;

  @Field(() => TrackingStatus, { description: 'Where it is, as far as known.' })
  trackingStatus!: TrackingStatus;

  @Field(() => TrackingReason, {
    nullable: true,
    description: 'Why it is there, where its carrier says so.',
  })
  trackingReason!: TrackingReason | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it came to where it is, by its carrier’s clock; null while nothing was heard.',
  })
  trackingAt!: string | null;

  @Field(() => Int, { description: 'How often its delivery was attempted in vain.' })
  deliveryAttempts!: number;

  @Field(() => DateTime, { nullable: true, description: 'When its carrier expects to deliver it.' })
  estimatedDeliveryAt!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Of a parcel sent again: the one whose place it takes.',
  })
  replacesId!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was decided to send it again. From then on it is not counted.',
  })
  replacedAt!: string | null;

  @Field(() => ShipmentSource, { description: 'By which way it came here.' })
  source!: ShipmentSource;

  @Field(() => ID, { nullable: true, description: 'The operation that made it.' })
  operationId!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it left, as far as told.' })
  shippedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'The carrier’s first scan.' })
  acceptedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it arrived.' })
  deliveredAt!: string | null;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  createdAt!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was voided or replaced; a voided parcel is kept for the record.',
  })
  voidedAt!: string | null;
}

/** Property → column of `shipment s`. */
const COLUMNS = {
  id: 's.id',
  backerId: 's.backer_id',
  projectId: 's.project_id',
  creatorId: 's.creator_id',
  carrierSlug: 's.carrier',
  givenName: 's.carrier_name',
  givenUrl: 's.tracking_url',
  trackingNumber: 's.tracking_number',
  trackingStatus: 's.tracking_status',
  trackingReason: 's.tracking_reason',
  trackingAt: 's.tracking_at',
  deliveryAttempts: 'coalesce(s.delivery_attempts, 0)',
  estimatedDeliveryAt: 's.estimated_delivery_at',
  replacesId: 's.replaces_shipment_id',
  replacedAt: 's.replaced_at',
  source: 's.source',
  operationId: 's.operation_id',
  shippedAt: 's.shipped_at',
  acceptedAt: 's.accepted_at',
  deliveredAt: 's.delivered_at',
  createdAt: 's.created_at',
  voidedAt: 's.voided_at',
};

/** Every column of `shipment s`, for readers that do not know what will be asked. */
export const SHIPMENT_COLUMNS = selectList(COLUMNS);

/** A parcel as it lies in the table: without what is said of it by its carrier. */
export type ShipmentRow = Omit<Shipment, 'carrier' | 'carrierName' | 'trackingUrl'>;

/**
 * The parcel of a row, completed in place. Resolvers for these three fields, called once a parcel, were a tenth of the
 * answer to a page of backers.
 */
export function shipmentOf(row: ShipmentRow): Shipment {
  const shipment = row as Shipment;
  const { carrierSlug, givenName, givenUrl, trackingNumber } = shipment;
  const known = carrierSlug ? carrierBySlug(carrierSlug) : null;
  shipment.carrier = known ? { id: known.slug, name: known.name } : null;
  shipment.carrierName = known?.name ?? givenName ?? carrierSlug;
  shipment.trackingUrl =
    givenUrl ?? (carrierSlug && trackingNumber ? trackingUrl(carrierSlug, trackingNumber) : null);
  return shipment;
}

/** The columns that these fields of a parcel are made of. */
export const shipmentColumns = columnChooser({
  columns: COLUMNS,
  ofEach: ['id', 'backerId'],
  madeOf: {
    __typename: [],
    backer: [],
    events: [],
    items: [],
    carrier: ['carrierSlug'],
    carrierName: ['carrierSlug', 'givenName'],
    trackingUrl: ['givenUrl', 'carrierSlug', 'trackingNumber'],
  },
});
