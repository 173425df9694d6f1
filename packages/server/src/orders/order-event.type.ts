import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { Actor } from '../operations/operation.types.ts';
import { OrderStatus } from './order-status.ts';

export enum BackerHistorySource {
  IMPORT = 'IMPORT',
  UPLOAD = 'UPLOAD',
  MANUAL = 'MANUAL',
  FORCE = 'FORCE',
  REVERT = 'REVERT',
  UNDO = 'UNDO',
  API = 'API',
  SEGMENT_ACTION = 'SEGMENT_ACTION',
  PARTNER = 'PARTNER',
  POSTAGE = 'POSTAGE',
}
registerEnumType(BackerHistorySource, {
  name: 'BackerHistorySource',
  description: 'By which way an order changed.',
  valuesConfig: {
    IMPORT: { description: 'A file of backers.' },
    UPLOAD: { description: 'A file of tracking numbers.' },
    MANUAL: { description: 'A person, on this one order.' },
    FORCE: { description: 'Forced past its status or hold, with a reason.' },
    REVERT: { description: 'A person took it back.' },
    UNDO: { description: 'A whole operation was undone.' },
    API: { description: 'A script.' },
    SEGMENT_ACTION: { description: 'An action on many backers.' },
    PARTNER: { description: 'A partner reported it.' },
    POSTAGE: { description: 'The carrier’s first scan of a label bought here.' },
  },
});

@ObjectType({ description: 'One change of one order’s status. Written once, never changed.' })
export class OrderEvent {
  @Field(() => ID, { description: 'Key of the change.' })
  id!: string;

  backerId!: string;

  @Field(() => OrderStatus, { nullable: true, description: 'Where it was; null when it came into being.' })
  from!: OrderStatus | null;

  @Field(() => OrderStatus, { description: 'Where it went.' })
  to!: OrderStatus;

  @Field(() => BackerHistorySource, { description: 'By which way.' })
  source!: BackerHistorySource;

  @Field(() => Actor, { description: 'Who did it.' })
  actor!: Actor;

  operationId!: string | null;

  @Field(() => String, { nullable: true, description: 'The reason that was given.' })
  reason!: string | null;

  @Field(() => DateTime, { description: 'When.' })
  at!: string;
}
