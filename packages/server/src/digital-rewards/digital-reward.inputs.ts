import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { UserErrorType } from '../lib/user-error.type.ts';
import { DigitalReward, DigitalRewardDelivery, DigitalRewardKind } from './digital-reward.type.ts';

@InputType({
  description:
    'A digital reward, its codes, and who gets them. Codes come in one way: codes, assignments, or sharedCode.',
})
export class DigitalRewardsCheckInput {
  @Field(() => ID, {
    nullable: true,
    description: 'A reward there is already; else give a name for a new one.',
  })
  rewardId?: string | null;

  @Field(() => DigitalRewardKind, { description: 'Whether every backer has a code of their own.' })
  kind!: DigitalRewardKind;

  @Field(() => BackerTarget, {
    nullable: true,
    description: 'Who gets it; the list is frozen now. Left out where `assignments` name the backers.',
  })
  target?: BackerTarget | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Leaves those of the target out who are owed no digital item.',
  })
  owedDigital?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Unique codes, as many as recipients: separated by commas, one a line, or the content of a CSV file. They are given in the order of the backer numbers.',
  })
  codes?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The content of a CSV file that says who gets which code: a column Backer Number, Pledge ID or Email, and a column Code.',
  })
  assignments?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The one code, or http or https address, that everybody gets; of a shared reward there is already, left out = the one it has.',
  })
  sharedCode?: string | null;
}

@InputType({ description: 'What to send, to whom, and how.' })
export class DigitalRewardsSendInput extends DigitalRewardsCheckInput {
  @Field(() => String, { nullable: true, description: 'What a new reward is called; backers read it.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a new reward: how to use the code. Backers read it beside the code and in the mail.',
  })
  instructions?: string | null;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether each backer is mailed the code.' })
  notify!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Give without the stop at the preview.' })
  autoApply!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Makes a retry harmless: the same key is answered with the same operation.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'What changes of a digital reward; backers see it on their page at once.' })
export class DigitalRewardUpdateInput {
  @Field(() => String, { nullable: true, description: 'What it is called.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'How to use the code; blank takes it away.' })
  instructions?: string | null;
}

@ObjectType({ description: 'Answer of what changes a digital reward.' })
export class DigitalRewardPayload {
  @Field(() => DigitalReward, { nullable: true, description: 'The reward as it is now.' })
  digitalReward!: DigitalReward | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of what changes a code.' })
export class DigitalCodePayload {
  @Field(() => DigitalRewardDelivery, { nullable: true, description: 'The code as it is now.' })
  delivery!: DigitalRewardDelivery | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
