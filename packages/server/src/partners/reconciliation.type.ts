import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { FulfillmentRequest } from './fulfillment-request.type.ts';

export enum ReconciliationStage {
  SENT = 'SENT',
  ACKNOWLEDGED = 'ACKNOWLEDGED',
  SHIPPED = 'SHIPPED',
  SCANNED = 'SCANNED',
  DELIVERED = 'DELIVERED',
  REJECTED = 'REJECTED',
}
registerEnumType(ReconciliationStage, {
  name: 'ReconciliationStage',
  description: 'How far an order has come on its way through a partner’s hands.',
  valuesConfig: {
    SENT: { description: 'The partner has not answered yet.' },
    ACKNOWLEDGED: { description: 'The partner has it in hand; nothing has left.' },
    SHIPPED: { description: 'The partner says that a parcel has left; no carrier has seen one.' },
    SCANNED: { description: 'A carrier has scanned a parcel.' },
    DELIVERED: { description: 'Every parcel has arrived, and nothing is left to ship.' },
    REJECTED: { description: 'The partner cannot ship it, said why, and the order has gone no other way.' },
  },
});

export enum ReconciliationState {
  SENT = 'SENT',
  ACKNOWLEDGED = 'ACKNOWLEDGED',
  SHIPPED = 'SHIPPED',
  SCANNED = 'SCANNED',
  DELIVERED = 'DELIVERED',
  REJECTED = 'REJECTED',
  STILL = 'STILL',
}
registerEnumType(ReconciliationState, {
  name: 'ReconciliationState',
  description: 'Which requests of a reconciliation: a stage, or all that stand still.',
  valuesConfig: {
    SENT: { description: 'Not answered yet.' },
    ACKNOWLEDGED: { description: 'In hand.' },
    SHIPPED: { description: 'Said to have left.' },
    SCANNED: { description: 'Seen by a carrier.' },
    DELIVERED: { description: 'Arrived.' },
    REJECTED: { description: 'Refused by the partner.' },
    STILL: { description: 'In any stage for longer than it should be, or ended otherwise.' },
  },
});

@InputType({
  description:
    'Which requests. Everything given must hold; what was taken back is never there, nor a rejected order that went another way.',
})
export class ReconciliationFilter {
  @Field(() => ID, { nullable: true, description: 'Sent to this partner.' })
  partnerId?: string | null;

  @Field(() => ReconciliationState, { nullable: true, description: 'In this stage, or standing still.' })
  state?: ReconciliationState | null;

  @Field(() => Float, { nullable: true, description: 'In their stage for more than so many days.' })
  olderThanDays?: number | null;
}

@ObjectType({ description: 'One request between sending and arrival.' })
export class ReconciliationEntry {
  @Field(() => ID, { description: 'Key of the request.' })
  id!: string;

  backerId!: string;

  @Field(() => FulfillmentRequest, { description: 'The request itself.' })
  request!: FulfillmentRequest;

  @Field(() => ReconciliationStage, { description: 'How far it has come.' })
  stage!: ReconciliationStage;

  @Field(() => DateTime, { description: 'Since when it is there.' })
  since!: string;

  @Field(() => Boolean, {
    description: 'Whether it has been there for longer than it should be, or its order has ended otherwise.',
  })
  still!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether the order was fulfilled or canceled by other means while the partner has all or the rest of it to ship: take it back, or it may be shipped twice.',
  })
  endedOtherwise!: boolean;
}

@ObjectType({ description: 'How many requests are in a stage.' })
export class ReconciliationStageCount {
  @Field(() => ReconciliationStage, { description: 'The stage.' })
  stage!: ReconciliationStage;

  @Field(() => Int, { description: 'How many are in it now.' })
  count!: number;

  @Field(() => Int, { description: 'How many of them stand still.' })
  still!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'After how many days in it a request stands still; null where it has arrived.',
  })
  stillAfterDays!: number | null;
}

@ObjectType({ description: 'Requests by how far they have come, now.' })
export class ReconciliationCounts {
  @Field(() => ID, { description: 'The project.' })
  projectId!: string;

  @Field(() => ID, { nullable: true, description: 'The partner, where one was asked for.' })
  partnerId!: string | null;

  @Field(() => Int, { description: 'Not answered yet.' })
  sent!: number;

  @Field(() => Int, { description: 'In hand.' })
  acknowledged!: number;

  @Field(() => Int, { description: 'Said to have left.' })
  shipped!: number;

  @Field(() => Int, { description: 'Seen by a carrier.' })
  scanned!: number;

  @Field(() => Int, { description: 'Arrived.' })
  delivered!: number;

  @Field(() => Int, { description: 'Refused by the partner.' })
  rejected!: number;

  @Field(() => Int, { description: 'In any stage for longer than it should be, or ended otherwise.' })
  still!: number;

  @Field(() => [ReconciliationStageCount], { description: 'The same, stage by stage.' })
  stages!: ReconciliationStageCount[];
}
