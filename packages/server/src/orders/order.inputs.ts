import { Field, InputType, ObjectType } from 'type-graphql';
import { Backer } from '../backers/backer.entity.ts';
import { UserErrorType } from '../lib/user-error.type.ts';
import { Order } from './order.type.ts';

@InputType({ description: 'How one order is marked Fulfilled.' })
export class OrderMarkFulfilledInput {
  @Field(() => String, {
    nullable: true,
    description: 'The parcel’s number; without one no parcel is recorded.',
  })
  trackingNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The carrier by slug, or as anybody writes it; guessed from the number when left out.',
  })
  carrier?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'An http or https link; the carrier’s page when left out.',
  })
  trackingUrl?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Mark it although it is not in Start Shipping, or on hold. Canceled orders never are.',
  })
  force!: boolean;

  @Field(() => String, { nullable: true, description: 'Why; required with force, and kept in the history.' })
  reason?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether the backer is told by mail, of all parcels they have not been told of. Where that cannot be, `warnings` says why.',
  })
  notify!: boolean;
}

@InputType({ description: 'How one order is taken back.' })
export class OrderRevertInput {
  @Field(() => String, { nullable: true, description: 'Why; kept in the history.' })
  reason?: string | null;
}

@ObjectType({ description: 'Answer of what changes one order.' })
export class OrderPayload {
  @Field(() => Backer, {
    nullable: true,
    description: 'Whose order it is; null for a token that may not read backers.',
  })
  backer!: Backer | null;

  @Field(() => Order, { nullable: true, description: 'The order as it is now.' })
  order!: Order | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of what to doubt about the number, as in the report of an upload.',
  })
  warnings!: string[] | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
