import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ApiToken } from '../access/api-token.entity.ts';
import { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { UserErrorType } from '../lib/user-error.type.ts';
import { Partner, PartnerVendor } from './partner.type.ts';

@InputType({ description: 'A new partner of a project.' })
export class PartnerCreateInput {
  @Field(() => String, { description: 'Its name; unique among the partners of the project.' })
  name!: string;

  @Field(() => PartnerVendor, {
    nullable: true,
    description: 'The vendor whose API requests are sent to; left out for a partner who works with ours.',
  })
  vendor?: PartnerVendor | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The connection with the vendor’s key; required with a vendor.',
  })
  connectionId?: string | null;
}

@InputType({ description: 'A change of a partner; what is left out stays.' })
export class PartnerUpdateInput {
  @Field(() => String, { nullable: true, description: 'Its name.' })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'Another connection of the same vendor.' })
  connectionId?: string | null;
}

@InputType({ description: 'A new token of a partner.' })
export class PartnerTokenCreateInput {
  @Field(() => String, { description: 'What it is for.' })
  name!: string;

  @Field(() => Int, { nullable: true, description: 'After how many days it stops working; empty for never.' })
  expiresInDays?: number | null;
}

@InputType({ description: 'Orders for a partner.' })
export class PartnerPushInput {
  @Field(() => ID, { description: 'Who is to ship them.' })
  partnerId!: string;

  @Field(() => BackerTarget, { description: 'Whose orders; the list is frozen when it is planned.' })
  target!: BackerTarget;

  @Field(() => String, { nullable: true, description: 'A word to the partner, on every request.' })
  note?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Apply without the stop at the preview.' })
  autoApply!: boolean;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many orders the caller was told are sent. With autoApply, another count stops it at the preview.',
  })
  confirmCount?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes a retry harmless: the same key is answered with the same operation.',
  })
  idempotencyKey?: string | null;
}

@InputType({
  description: 'Which requests to take back: by key, or those of backers. Exactly one of the two.',
})
export class PartnerRecallInput {
  @Field(() => BackerTarget, { nullable: true, description: 'Whose requests.' })
  target?: BackerTarget | null;

  @Field(() => [ID], { nullable: true, description: 'Which requests; at most 1,000.' })
  requestIds?: string[] | null;
}

@ObjectType({ description: 'Answer of what changes a partner.' })
export class PartnerPayload {
  @Field(() => Partner, { nullable: true, description: 'The partner as it is now.' })
  partner!: Partner | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of what makes a token of a partner.' })
export class PartnerTokenPayload {
  @Field(() => ApiToken, { nullable: true, description: 'The token’s record.' })
  token!: ApiToken | null;

  @Field(() => String, { nullable: true, description: 'The token itself, shown this once.' })
  secret!: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of what takes requests back, or sends them again.' })
export class RequestsChangedPayload {
  @Field(() => Int, { nullable: true, description: 'How many requests were changed.' })
  changed!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many were left alone: the partner has answered them or may have, or they are done with.',
  })
  leftAlone!: number | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
