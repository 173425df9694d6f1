import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { TrackingReason, TrackingStatus } from './shipment.enums.ts';

@ObjectType({ description: 'One saying of a carrier about a parcel.' })
export class ParcelEvent {
  @Field(() => ID, { description: 'Key of the saying.' })
  id!: string;

  shipmentId!: string;

  @Field(() => DateTime, { description: 'When it happened, by the carrier’s clock.' })
  at!: string;

  @Field(() => TrackingStatus, { description: 'Where the parcel was then.' })
  status!: TrackingStatus;

  @Field(() => TrackingReason, { nullable: true, description: 'Why, where the carrier says so.' })
  reason!: TrackingReason | null;

  @Field(() => String, { nullable: true, description: 'The carrier’s own words.' })
  message!: string | null;

  @Field(() => String, { nullable: true, description: 'Where it happened.' })
  place!: string | null;

  @Field(() => DateTime, { description: 'When we heard of it.' })
  receivedAt!: string;
}

@ObjectType({ description: 'An item of the order that is in a parcel.' })
export class ShipmentItem {
  @Field(() => ID, { description: 'Key of the line: the parcel and the item.' })
  id!: string;

  shipmentId!: string;

  @Field(() => String, { nullable: true, description: 'Its SKU.' })
  sku!: string | null;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Int, { description: 'How many of it are in the parcel.' })
  quantity!: number;
}
