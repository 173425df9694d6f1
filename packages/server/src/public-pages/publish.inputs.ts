import { Field, InputType, ObjectType } from 'type-graphql';
import { Backer } from '../backers/backer.entity.ts';
import { Creator } from '../creators/creator.entity.ts';
import { UserErrorType } from '../lib/user-error.type.ts';

@InputType({ description: 'A change of a creator; what is left out stays.' })
export class CreatorUpdateInput {
  @Field(() => String, { nullable: true, description: 'The name people know.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What it says of itself on its public profile, at most 2,000 characters; null takes it away.',
  })
  about?: string | null;
}

@ObjectType({ description: 'Answer of what changes a creator.' })
export class CreatorPayload {
  @Field(() => Creator, { nullable: true, description: 'The creator as it is now.' })
  creator!: Creator | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of what changes a backer’s link.' })
export class BackerLinkPayload {
  @Field(() => Backer, { nullable: true, description: 'The backer, with the new link.' })
  backer!: Backer | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
