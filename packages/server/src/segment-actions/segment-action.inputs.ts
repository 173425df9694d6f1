import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { DateTime } from '../lib/date-time.scalar.ts';
import { OutcomeCount } from '../operations/operation.types.ts';
import { SegmentAction } from './segment-action.enum.ts';

@InputType({ description: 'An action and whom it is for.' })
export class SegmentActionInput {
  @Field(() => BackerTarget, { description: 'Whom it is for; the list is frozen when it is planned.' })
  target!: BackerTarget;

  @Field(() => SegmentAction, { description: 'What to do.' })
  action!: SegmentAction;

  @Field(() => String, {
    nullable: true,
    description:
      'Why, in the history of every order; required to force and to hold, kept for what changes the status.',
  })
  reason?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Of HOLD: when the holds end by themselves; without it somebody has to release them.',
  })
  until?: string | null;

  @Field(() => [String], { nullable: true, description: 'Of TAG and UNTAG: which tags.' })
  tags?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many backers the caller was told it changes. With autoApply, another count stops it at the preview; required to force without that stop.',
  })
  confirmCount?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Apply without the stop at the preview.' })
  autoApply!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Makes a retry harmless: the same key is answered with the same operation.',
  })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'What an action would do, by outcome. Nothing is stored of it.' })
export class ActionPreview {
  @Field(() => Int, { description: 'How many backers it is for.' })
  total!: number;

  @Field(() => Int, { description: 'How many of them it would change: the count to confirm.' })
  changes!: number;

  @Field(() => [OutcomeCount], {
    description: 'The backers by what would become of them, in the order of a preview.',
  })
  outcomes!: OutcomeCount[];

  @Field(() => String, { description: 'All of it as one sentence: what the button says.' })
  sentence!: string;
}
