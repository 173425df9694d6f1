import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { Bucket, OrderStatus } from '../orders/order-status.ts';
import { ProjectStatus } from './project.entity.ts';

@ObjectType({ description: 'How many orders have a status.' })
export class OrderStatusCount {
  @Field(() => OrderStatus, { description: 'The status.' })
  status!: OrderStatus;

  @Field(() => Int, { description: 'Orders that have it now.' })
  count!: number;
}

@ObjectType({ description: 'How many orders are in a bucket.' })
export class BucketCount {
  @Field(() => Bucket, { description: 'The bucket.' })
  bucket!: Bucket;

  @Field(() => Int, { description: 'Orders in it now.' })
  count!: number;
}

@ObjectType({
  description:
    'Every live number of a project, as one snapshot; kept with each change, never counted on demand.',
})
export class FulfillmentProgress {
  @Field(() => ID, { description: 'Key of the snapshot: the project’s.' })
  id!: string;

  @Field(() => ID, { description: 'The project it is about.' })
  projectId!: string;

  @Field(() => String, { description: 'Grows with every change; of two snapshots the higher is the newer.' })
  version!: string;

  @Field(() => DateTime, { description: 'When a number last changed.' })
  updatedAt!: string;

  @Field(() => Int, { description: 'All orders.' })
  orders!: number;

  @Field(() => Int, {
    description: 'Orders that count for the majority: not canceled, with a physical item.',
  })
  eligibleOrders!: number;

  @Field(() => [OrderStatusCount], {
    description: 'Every status with its orders, zero included, in the order of the work.',
  })
  byStatus!: OrderStatusCount[];

  @Field(() => [BucketCount], {
    description: 'Every bucket with its orders, zero included, in the order of the timeline.',
  })
  byBucket!: BucketCount[];

  @Field(() => Int, { description: 'Eligible orders that are marked fulfilled.' })
  fulfilled!: number;

  @Field(() => Int, { description: 'Parcels a carrier has scanned.' })
  confirmed!: number;

  @Field(() => Int, { description: 'Parcels that have arrived.' })
  delivered!: number;

  @Field(() => Int, { description: 'Parcels, voided ones left out.' })
  shipments!: number;

  @Field(() => Float, { description: 'Fulfilled of eligible, 0 to 1; 0 when none is eligible.' })
  fulfilledShare!: number;

  @Field(() => Float, {
    description: 'Orders fulfilled a minute, over the last ten minutes with work in them.',
  })
  shippedPerMinute!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When all eligible orders are fulfilled at that pace; null without one.',
  })
  estimatedCompletionAt!: string | null;

  @Field(() => Int, {
    description: 'Eligible orders still to fulfill before the project is Fulfilled; 0 when it is.',
  })
  untilFulfilled!: number;

  @Field(() => ProjectStatus, { description: 'The project’s status that these numbers make.' })
  status!: ProjectStatus;

  @Field(() => DateTime, { nullable: true, description: 'When it became Fulfilled; null while it is not.' })
  fulfilledAt!: string | null;
}

export enum TimeUnit {
  MINUTE = 'MINUTE',
  HOUR = 'HOUR',
  DAY = 'DAY',
}
registerEnumType(TimeUnit, {
  name: 'TimeUnit',
  description: 'Width of a bar of the chart.',
  valuesConfig: {
    MINUTE: { description: 'One minute.' },
    HOUR: { description: 'One hour.' },
    DAY: { description: 'One day, in UTC.' },
  },
});

@ObjectType({ description: 'One bar of the chart.' })
export class TimePoint {
  @Field(() => DateTime, { description: 'When it begins.' })
  at!: string;

  @Field(() => Int, { description: 'Orders fulfilled in it that still are.' })
  fulfilled!: number;
}

@ObjectType({ description: 'The orders of one country.' })
export class CountryCount {
  @Field(() => String, { nullable: true, description: 'Two-letter code; null where the address names none.' })
  country!: string | null;

  @Field(() => Int, { description: 'Orders that go there, canceled ones left out.' })
  orders!: number;

  @Field(() => Int, { description: 'Those of them that are fulfilled.' })
  fulfilled!: number;
}
