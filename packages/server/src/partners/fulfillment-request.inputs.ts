import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UserErrorType } from '../lib/user-error.type.ts';
import { FulfillmentRequest } from './fulfillment-request.type.ts';

@InputType({
  description: 'Requests that the partner takes in hand: by key or by reference, exactly one of the two.',
})
export class FulfillmentRequestAcceptInput {
  @Field(() => [ID], { nullable: true, description: 'Keys of requests; at most 1,000.' })
  ids?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'References of requests; at most 1,000.' })
  references?: string[] | null;

  @Field(() => String, { nullable: true, description: 'What the partner calls it; for one request alone.' })
  externalId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'What the partner calls each of them, in the same order.',
  })
  externalIds?: string[] | null;
}

@InputType({ description: 'Requests that the partner cannot ship.' })
export class FulfillmentRequestRejectInput {
  @Field(() => [ID], { description: 'Keys of requests; at most 1,000.' })
  ids!: string[];

  @Field(() => String, { description: 'Why; the creator reads it, and may mend it and send them again.' })
  reason!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether it is the address that cannot be shipped to: the creator is asked to mend it.',
  })
  addressRefused!: boolean;
}

@InputType({ description: 'Requests whose changed address the partner has taken over.' })
export class FulfillmentRequestAddressConfirmInput {
  @Field(() => [ID], { description: 'Keys of requests; at most 1,000.' })
  ids!: string[];
}

@ObjectType({ description: 'Answer of what a partner does with requests. What could be done is done.' })
export class FulfillmentRequestsPayload {
  @Field(() => [FulfillmentRequest], { description: 'The requests it was done with, as they are now.' })
  requests!: FulfillmentRequest[];

  @Field(() => [UserErrorType], {
    description: 'One for each that it could not be done with; `field` ends with its place in the list.',
  })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Requests that are new or have changed.' })
export class FulfillmentRequestChanges {
  @Field(() => [FulfillmentRequest], { description: 'At most 100, in the order of their changes.' })
  requests!: FulfillmentRequest[];

  @Field(() => String, { description: 'Number of the last change among them: what to go on after.' })
  lastChange!: string;

  @Field(() => Boolean, {
    description: 'Whether more have changed than fit; ask fulfillmentRequests with `changedAfter` for them.',
  })
  hasMore!: boolean;
}

@InputType({ description: 'Some of a line, in a parcel.' })
export class ShipmentItemInput {
  @Field(() => String, { nullable: true, description: 'The line’s SKU.' })
  sku?: string | null;

  @Field(() => Int, { nullable: true, description: 'The line’s number, where it has no SKU.' })
  no?: number | null;

  @Field(() => Int, { description: 'How many of it are in the parcel.' })
  quantity!: number;
}
