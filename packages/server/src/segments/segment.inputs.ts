import type { FilterTree } from '@waybill/schema/filter-tree';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { DateTime } from '../lib/date-time.scalar.ts';
import { UserErrorType } from '../lib/user-error.type.ts';
import { FilterTreeScalar } from './filter-tree.scalar.ts';
import { Segment, SegmentKind } from './segment.entity.ts';

@InputType({ description: 'A new segment: from a filter, or from the backers a bulk call would name.' })
export class SegmentInput {
  @Field(() => String, { description: 'Its name; no two of a project have the same.' })
  name!: string;

  @Field(() => SegmentKind, {
    nullable: true,
    description: 'DYNAMIC for a filter and SNAPSHOT for a target, when left out.',
  })
  kind?: SegmentKind | null;

  @Field(() => FilterTreeScalar, { nullable: true, description: 'Its filter; or give a target.' })
  filter?: FilterTree | null;

  @Field(() => BackerTarget, {
    nullable: true,
    description:
      'Its backers; or give a filter. A search or a selection can be kept as a SNAPSHOT only, all else as either.',
  })
  target?: BackerTarget | null;
}

@InputType({ description: 'A change of a segment; what is left out stays.' })
export class SegmentUpdateInput {
  @Field(() => String, { nullable: true, description: 'Its name.' })
  name?: string | null;

  @Field(() => FilterTreeScalar, {
    nullable: true,
    description:
      'Its filter. A snapshot must be thawed first: its list would no longer be what its filter says.',
  })
  filter?: FilterTree | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'The updatedAt it was read with. Where it has been changed since, nothing is, and the answer is CONFLICT.',
  })
  expectedUpdatedAt?: string | null;
}

@ObjectType({ description: 'Answer of what changes a segment.' })
export class SegmentPayload {
  @Field(() => Segment, { nullable: true, description: 'The segment as it is now.' })
  segment!: Segment | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'How many backers the segments of a project have.' })
export class SegmentCounts {
  @Field(() => ID, { description: 'The project.' })
  projectId!: string;

  @Field(() => [Segment], { description: 'Its segments by name, with their counts of now.' })
  segments!: Segment[];
}

export enum BackerKeyKind {
  NUMBER = 'NUMBER',
  PLEDGE_ID = 'PLEDGE_ID',
  EMAIL = 'EMAIL',
}
registerEnumType(BackerKeyKind, {
  name: 'BackerKeyKind',
  description: 'What pasted keys are.',
  valuesConfig: {
    NUMBER: { description: 'Backer numbers, with or without # in front.' },
    PLEDGE_ID: { description: 'Pledge IDs, letter by letter.' },
    EMAIL: { description: 'Email addresses; capitals do not matter.' },
  },
});

@InputType({ description: 'A list of keys as it was pasted.' })
export class BackerKeysInput {
  @Field(() => BackerKeyKind, { description: 'What the keys are.' })
  kind!: BackerKeyKind;

  @Field(() => String, {
    description: 'The keys: one a line, or with commas, semicolons or tabs between them; 100,000 at most.',
  })
  text!: string;
}

@ObjectType({
  description:
    'Whom a pasted list names. Of each list of keys the first 1,000 are given, beside how many there are.',
})
export class BackerKeysCheck {
  @Field(() => Int, { description: 'Different keys in the text.' })
  keys!: number;

  @Field(() => Int, { description: 'Backers they name.' })
  found!: number;

  @Field(() => [String], { description: 'Keys that nobody has.' })
  unknown!: string[];

  @Field(() => Int, { description: 'How many keys nobody has.' })
  unknownCount!: number;

  @Field(() => [String], { description: 'Keys that stand in the text more than once; they count once.' })
  repeated!: string[];

  @Field(() => Int, { description: 'How many keys stand in the text more than once.' })
  repeatedCount!: number;

  @Field(() => [String], { description: 'Keys that several backers have; all of these are meant.' })
  ambiguous!: string[];

  @Field(() => Int, { description: 'How many keys several backers have.' })
  ambiguousCount!: number;

  @Field(() => FilterTreeScalar, {
    nullable: true,
    description: 'The condition for exactly those found; null when nobody was.',
  })
  tree!: FilterTree | null;
}

@ObjectType({ description: 'A value that backers of a project have, to be offered while a filter is made.' })
export class FilterSuggestion {
  @Field(() => String, { description: 'The value.' })
  value!: string;

  @Field(() => Int, { description: 'How many backers have it.' })
  backers!: number;
}
