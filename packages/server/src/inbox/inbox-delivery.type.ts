import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { UserErrorType } from '../lib/user-error.type.ts';
import { DeliveryStatus, Vendor } from './vendor.enums.ts';
import { VendorConnection } from './vendor-connection.type.ts';

@ObjectType({ description: 'One thing that a vendor sent, as it came.' })
export class InboxDelivery {
  @Field(() => ID, { description: 'Key of the delivery.' })
  id!: string;

  creatorId!: string;
  connectionId!: string;

  @Field(() => Vendor, { description: 'Who sent it.' })
  vendor!: `${Vendor}`;

  @Field(() => String, { nullable: true, description: 'What kind of thing it says, in the vendor’s word.' })
  eventType!: string | null;

  @Field(() => DeliveryStatus, { description: 'What became of it.' })
  status!: `${DeliveryStatus}`;

  @Field(() => Int, { nullable: true, description: 'How many events it tells; null before it was read.' })
  events!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many parcels it met.' })
  matched!: number | null;

  @Field(() => String, { nullable: true, description: 'Why nothing came of it, or not all.' })
  problem!: string | null;

  @Field(() => Int, { description: 'How often it was worked off.' })
  attempts!: number;

  @Field(() => Int, { description: 'How often the same came again.' })
  copies!: number;

  @Field(() => DateTime, { description: 'When it came in.' })
  receivedAt!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was last worked off.' })
  processedAt!: string | null;
}

@ObjectType({ description: 'A line of a delivery’s head.' })
export class InboxHeader {
  @Field(() => String, { description: 'Its name, in lower case.' })
  name!: string;

  @Field(() => String, { description: 'What it says.' })
  value!: string;
}

@ObjectType({ description: 'The inbox as it stands: what needs looking at, and the addresses.' })
export class InboxFeed {
  @Field(() => ID, { description: 'The creator whose inbox it is.' })
  id!: string;

  @Field(() => Int, { description: 'Deliveries that wait to be worked off.' })
  waiting!: number;

  @Field(() => Int, { description: 'Deliveries whose number no parcel has yet.' })
  unmatched!: number;

  @Field(() => Int, { description: 'Deliveries that could not be taken in.' })
  failed!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The newest delivery; another than before means there are more.',
  })
  newestId!: string | null;

  @Field(() => [VendorConnection], { description: 'The connections, newest first, disabled ones last.' })
  connections!: VendorConnection[];
}

@ObjectType({ description: 'Answer of a replay.' })
export class InboxReplayPayload {
  @Field(() => [InboxDelivery], { nullable: true, description: 'The deliveries that are worked off again.' })
  deliveries!: InboxDelivery[] | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

/** Columns of `inbox_delivery d`, but head and body: a list does not read those. */
export const DELIVERY_COLUMNS = `d.id, d.creator_id as "creatorId", d.connection_id as "connectionId", d.vendor,
  d.event_type as "eventType", d.status, d.events, d.matched, d.problem, d.attempts, d.copies,
  d.received_at as "receivedAt", d.processed_at as "processedAt"`;
