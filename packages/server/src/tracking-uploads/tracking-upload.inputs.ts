import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { ColumnMappingInput } from '../operations/column-mapping.input.ts';
import { ShipmentItemInput } from '../partners/fulfillment-request.inputs.ts';
import { ExistingTracking, MissingTracking, NotReady } from '../operations/operation.enums.ts';

@InputType({ description: 'Choices about an upload of tracking numbers.' })
export class TrackingUploadInput {
  @Field(() => String, { nullable: true, description: 'The file’s name, for people.' })
  fileName?: string | null;

  @Field(() => [ColumnMappingInput], {
    nullable: true,
    description: 'Which column is what; guessed when left out.',
  })
  mapping?: ColumnMappingInput[] | null;

  @Field(() => MissingTracking, {
    nullable: true,
    description:
      'What becomes of rows without a tracking number. Left out, it is asked where there are any, and nothing is applied before it was answered, with autoApply neither.',
  })
  missingTracking?: MissingTracking | null;

  @Field(() => ExistingTracking, {
    defaultValue: ExistingTracking.REPLACE,
    description: 'Orders that have another number already.',
  })
  existingTracking!: ExistingTracking;

  @Field(() => NotReady, {
    defaultValue: NotReady.SKIP,
    description: 'Orders outside Start Shipping, or on hold.',
  })
  notReady!: NotReady;

  @Field(() => String, { nullable: true, description: 'Why they are forced; required with FORCE.' })
  notReadyReason?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the backers are to be told.' })
  notify!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Apply without the stop at the preview; for scripts.',
  })
  autoApply!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Makes a retry harmless: the same key is answered with the same operation.',
  })
  idempotencyKey?: string | null;
}

@InputType({
  description: 'One parcel; at least one key names the backer, and all that are given must agree.',
})
export class ShipmentRecordRow {
  @Field(() => String, { nullable: true, description: 'The pledge’s ID.' })
  pledgeId?: string | null;

  @Field(() => Int, { nullable: true, description: 'The backer’s number in the campaign.' })
  backerNumber?: number | null;

  @Field(() => String, { nullable: true, description: 'The backer’s UID.' })
  backerUid?: string | null;

  @Field(() => String, { nullable: true, description: 'The order’s number.' })
  orderNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'The backer’s email.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'The parcel’s tracking number.' })
  trackingNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The carrier, as anybody writes it; guessed from the number when left out.',
  })
  carrier?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A link that shows where the parcel is; built from the carrier when left out.',
  })
  trackingUrl?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was shipped; now when left out.' })
  shippedAt?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of a partner’s call: the request it is for.' })
  requestId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a partner’s call: the request’s reference.' })
  reference?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a partner’s call: what the partner calls the request.',
  })
  externalId?: string | null;

  @Field(() => [ShipmentItemInput], {
    nullable: true,
    description: 'Of a partner’s call: what is in the parcel; everything that is still owed when left out.',
  })
  items?: ShipmentItemInput[] | null;
}

@InputType({ description: 'Parcels that a script records, or a partner reports, without a file.' })
export class ShipmentsRecordInput {
  @Field(() => [ShipmentRecordRow], { description: 'At most 10,000.' })
  rows!: ShipmentRecordRow[];

  @Field(() => MissingTracking, {
    nullable: true,
    description:
      'What becomes of rows without a tracking number; required where there are any. A partner’s rows are marked unless told otherwise.',
  })
  missingTracking?: MissingTracking | null;

  @Field(() => ExistingTracking, {
    defaultValue: ExistingTracking.REPLACE,
    description: 'Orders that have another number already.',
  })
  existingTracking!: ExistingTracking;

  @Field(() => NotReady, {
    defaultValue: NotReady.SKIP,
    description: 'Orders outside Start Shipping, or on hold.',
  })
  notReady!: NotReady;

  @Field(() => String, { nullable: true, description: 'Why they are forced; required with FORCE.' })
  notReadyReason?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether the backers are to be told.' })
  notify!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Makes a retry harmless: the same key is answered with the same operation.',
  })
  idempotencyKey?: string | null;
}
