import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { UserErrorType } from '../lib/user-error.type.ts';
import { ExceptionKind } from './exception.enums.ts';
import { ExceptionSettings, ParcelException } from './exception.types.ts';

@InputType({ description: 'Which exceptions; what is left out does not narrow.' })
export class ExceptionFilter {
  @Field(() => [ExceptionKind], { nullable: true, description: 'Of one of these kinds.' })
  kind?: ExceptionKind[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it still needs somebody.' })
  open?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the backer was written to.' })
  contacted?: boolean | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Of parcels to one of these countries, by two letters.',
  })
  country?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'So for at least this many days.' })
  minDays?: number | null;

  @Field(() => ID, { nullable: true, description: 'Of this backer.' })
  backerId?: string | null;
}

@InputType({ description: 'Exceptions, and what to note of them.' })
export class ExceptionResolveInput {
  @Field(() => [ID], { description: 'The exceptions, at most 1,000, all of one creator.' })
  ids!: string[];

  @Field(() => String, { nullable: true, description: 'A note, at most 2,000 characters.' })
  note?: string | null;
}

@InputType({ description: 'Exceptions whose orders are to wait.' })
export class ExceptionHoldInput {
  @Field(() => [ID], { description: 'The exceptions, at most 1,000, all of one creator.' })
  ids!: string[];

  @Field(() => String, { description: 'Why the orders must wait.' })
  reason!: string;

  @Field(() => DateTime, { nullable: true, description: 'When the hold ends by itself.' })
  until?: string | null;
}

@InputType({ description: 'What to change about a project’s thresholds; what is left out stays.' })
export class ExceptionSettingsInput {
  @Field(() => Int, { nullable: true, description: 'Business days with a label and no scan, 1 to 60.' })
  noScanDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'Business days without movement at home, 1 to 60.' })
  noMovementDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'Business days without movement abroad, 1 to 90.' })
  noMovementDaysAbroad?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The home country by its two letters; empty = where labels are sent from.',
  })
  homeCountry?: string | null;
}

@ObjectType({ description: 'Answer of what is done about exceptions.' })
export class ExceptionsPayload {
  @Field(() => [ParcelException], { nullable: true, description: 'Those that changed, as they are now.' })
  exceptions!: ParcelException[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many of the named were left alone: they had ended, or it makes no sense there.',
  })
  leftAlone!: number | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of what changes a project’s thresholds.' })
export class ExceptionSettingsPayload {
  @Field(() => ExceptionSettings, { nullable: true, description: 'The thresholds as they are now.' })
  settings!: ExceptionSettings | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
