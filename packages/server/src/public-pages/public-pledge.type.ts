import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { ItemKind } from '../orders/order.type.ts';
import { TrackingStatus } from '../shipments/shipment.enums.ts';

@ObjectType({ description: 'A line of what a backer is owed, as the backer sees it.' })
export class PublicItem {
  @Field(() => String, { description: 'What it is.' })
  name!: string;

  @Field(() => Int, { description: 'How many of it.' })
  quantity!: number;

  @Field(() => ItemKind, { description: 'Whether it needs a parcel.' })
  kind!: ItemKind;
}

@ObjectType({ description: 'One scan of a parcel, as the backer it goes to sees it.' })
export class PublicScan {
  @Field(() => DateTime, { description: 'When it was.' })
  at!: string;

  @Field(() => TrackingStatus, { description: 'Where the parcel was then.' })
  status!: TrackingStatus;

  @Field(() => String, {
    nullable: true,
    description: 'At which place; null where none is known, and where it is the backer’s own.',
  })
  place!: string | null;
}

@ObjectType({ description: 'A parcel, as the backer it goes to sees it.' })
export class PublicParcel {
  @Field(() => String, { nullable: true, description: 'Its carrier’s name, where it is known.' })
  carrierName!: string | null;

  @Field(() => String, { nullable: true, description: 'The tracking number.' })
  trackingNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Where it can be followed.' })
  trackingUrl!: string | null;

  @Field(() => TrackingStatus, { description: 'Where it is, as far as the carrier has said.' })
  trackingStatus!: TrackingStatus;

  @Field(() => DateTime, { nullable: true, description: 'When it left, as far as told.' })
  shippedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'The carrier’s first scan.' })
  acceptedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it arrived.' })
  deliveredAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When its carrier expects to deliver it.' })
  expectedAt!: string | null;

  @Field(() => [PublicScan], { description: 'Its last scans, the newest first.' })
  scans!: PublicScan[];
}

@ObjectType({ description: 'A code or link that was given to the backer.' })
export class PublicCode {
  @Field(() => String, { description: 'What it is for.' })
  rewardName!: string;

  @Field(() => String, { nullable: true, description: 'How to use it.' })
  instructions!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code, or the address to open; null where it can no longer be read.',
  })
  code!: string | null;

  @Field(() => DateTime, { description: 'When it was given.' })
  givenAt!: string;
}

@ObjectType({
  description:
    'What the backer’s own page shows. No name, email, street or id: a link may be forwarded, and this is all it opens.',
})
export class PublicPledge {
  @Field(() => String, { description: 'The campaign’s title.' })
  projectTitle!: string;

  @Field(() => String, { description: 'Whose campaign it is.' })
  creatorName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The creator’s public profile; null where this project is not on it.',
  })
  creatorUrl!: string | null;

  @Field(() => Int, { nullable: true, description: 'The backer’s number in the campaign.' })
  backerNumber!: number | null;

  @Field(() => String, { nullable: true, description: 'The reward that was backed.' })
  rewardTitle!: string | null;

  @Field(() => String, { nullable: true, description: 'Country it goes to, by its two letters.' })
  country!: string | null;

  @Field(() => OrderStatus, { description: 'How far the order is.' })
  status!: OrderStatus;

  @Field(() => DateTime, { nullable: true, description: 'When it was fulfilled; null while it is not.' })
  fulfilledAt!: string | null;

  @Field(() => [PublicItem], { description: 'What is owed.' })
  items!: PublicItem[];

  @Field(() => [PublicParcel], { description: 'What has been sent, oldest first.' })
  parcels!: PublicParcel[];

  @Field(() => [PublicCode], { description: 'Codes and links given, oldest first.' })
  codes!: PublicCode[];
}
