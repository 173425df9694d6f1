import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { ShipmentSource, TrackingStatus } from './shipment.enums.ts';

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

  @Field(() => String, { nullable: true, description: 'The number, cleaned of spaces and quotes.' })
  trackingNumber!: string | null;

  @Field(() => TrackingStatus, { description: 'Where it is, as far as known.' })
  trackingStatus!: TrackingStatus;

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

export const SHIPMENT_COLUMNS = `s.id, s.backer_id as "backerId", s.project_id as "projectId", s.creator_id as "creatorId",
  s.carrier as "carrierSlug", s.carrier_name as "givenName", s.tracking_url as "givenUrl",
  s.tracking_number as "trackingNumber", s.tracking_status as "trackingStatus", s.source, s.operation_id as "operationId",
  s.shipped_at as "shippedAt", s.accepted_at as "acceptedAt", s.delivered_at as "deliveredAt", s.created_at as "createdAt",
  s.voided_at as "voidedAt"`;
