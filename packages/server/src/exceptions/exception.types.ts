import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { ExceptionKind, ExceptionResolution } from './exception.enums.ts';

@ObjectType({
  description: 'A parcel, or an order without one, that needs a person: what is wrong, and how it ended.',
})
export class ParcelException {
  @Field(() => ID, { description: 'Key of the exception.' })
  id!: string;

  creatorId!: string;
  projectId!: string;
  backerId!: string;
  shipmentId!: string | null;

  @Field(() => ExceptionKind, { description: 'What is wrong.' })
  kind!: ExceptionKind;

  @Field(() => String, { nullable: true, description: 'What the carrier, partner or provider said of it.' })
  detail!: string | null;

  @Field(() => DateTime, {
    description: 'Since when it is so: the last that was heard, or the day of the label.',
  })
  since!: string;

  @Field(() => DateTime, { description: 'When it was noticed.' })
  openedAt!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When somebody said that the backer was written to.',
  })
  contactedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null while it needs somebody.' })
  resolvedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who ended it; null where it ended by itself.' })
  resolvedBy!: string | null;

  @Field(() => ExceptionResolution, { nullable: true, description: 'How it ended.' })
  resolution!: ExceptionResolution | null;

  @Field(() => String, { nullable: true, description: 'What was noted.' })
  note!: string | null;
}

@ObjectType({ description: 'How many open exceptions are of one kind.' })
export class ExceptionKindCount {
  @Field(() => ExceptionKind, { description: 'The kind.' })
  kind!: ExceptionKind;

  @Field(() => Int, { description: 'How many are open.' })
  count!: number;
}

@ObjectType({ description: 'How much of a project needs a person.' })
export class ExceptionCounts {
  @Field(() => Int, { description: 'Are open.' })
  open!: number;

  @Field(() => Int, { description: 'Of those, how many wait for a backer’s answer.' })
  contacted!: number;

  @Field(() => [ExceptionKindCount], {
    description: 'The open ones by kind; kinds without any are left out.',
  })
  byKind!: ExceptionKindCount[];
}

@ObjectType({ description: 'A project’s exceptions as they stand.' })
export class ExceptionFeed {
  @Field(() => ID, { description: 'Key of the project.' })
  id!: string;

  @Field(() => ExceptionCounts, { description: 'How many there are.' })
  counts!: ExceptionCounts;
}

@ObjectType({ description: 'After how many business days a parcel of a project needs a person.' })
export class ExceptionSettings {
  @Field(() => ID, { description: 'Key of the project.' })
  id!: string;

  @Field(() => Int, { description: 'With a label and no scan.' })
  noScanDays!: number;

  @Field(() => Int, { description: 'Without movement, in the home country.' })
  noMovementDays!: number;

  @Field(() => Int, { description: 'Without movement, abroad.' })
  noMovementDaysAbroad!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The home country by its two letters: where labels are sent from unless said; null = all are abroad.',
  })
  homeCountry!: string | null;
}
