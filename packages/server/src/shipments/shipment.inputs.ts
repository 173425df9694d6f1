import { Field, InputType, ObjectType } from 'type-graphql';
import { UserErrorType } from '../lib/user-error.type.ts';
import { TrackingStatus } from './shipment.enums.ts';
import { Shipment } from './shipment.type.ts';

@InputType({ description: 'Which parcels. Everything given must hold.' })
export class ShipmentFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Their number begins so; spaces and quotes do not matter.',
  })
  trackingNumber?: string | null;

  @Field(() => [String], { nullable: true, description: 'They go with one of these carriers, by slug.' })
  carrier?: string[] | null;

  @Field(() => [TrackingStatus], { nullable: true, description: 'They have one of these tracking statuses.' })
  trackingStatus?: TrackingStatus[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether they are voided; both when left out.' })
  voided?: boolean | null;
}

@InputType({ description: 'A parcel that is added to an order.' })
export class ShipmentCreateInput {
  @Field(() => String, { description: 'The number, as it is written anywhere.' })
  trackingNumber!: string;

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
    description:
      'Whether the backer is told by mail, of all parcels they have not been told of. Where that cannot be, `warnings` says why.',
  })
  notify!: boolean;
}

@InputType({ description: 'A change of a parcel; what is left out stays.' })
export class ShipmentUpdateInput {
  @Field(() => String, { nullable: true, description: 'The number, as it is written anywhere.' })
  trackingNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The carrier by slug, or as anybody writes it; null = guess it from the number.',
  })
  carrier?: string | null;

  @Field(() => String, { nullable: true, description: 'An http or https link; null = the carrier’s page.' })
  trackingUrl?: string | null;
}

@ObjectType({ description: 'Answer of what changes a parcel.' })
export class ShipmentPayload {
  @Field(() => Shipment, { nullable: true, description: 'The parcel as it is now.' })
  shipment!: Shipment | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of what to doubt about the number, as in the report of an upload.',
  })
  warnings!: string[] | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
