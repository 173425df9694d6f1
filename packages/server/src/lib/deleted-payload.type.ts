import { Field, ID, ObjectType } from 'type-graphql';
import { UserErrorType } from './user-error.type.ts';

@ObjectType({ description: 'Answer of what takes something away.' })
export class DeletedPayload {
  @Field(() => ID, { nullable: true, description: 'Key of what is gone.' })
  deletedId!: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
