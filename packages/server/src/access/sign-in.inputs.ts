import { Field, InputType, ObjectType } from 'type-graphql';
import type { Principal } from '../lib/principal.ts';
import { UserErrorType } from '../lib/user-error.type.ts';

@InputType({ description: 'A new person and the creator they own.' })
export class SignUpInput {
  @Field(() => String, { description: 'The address to sign in with.' })
  email!: string;

  @Field(() => String, { description: 'At least 8 characters, and none of the common ones.' })
  password!: string;

  @Field(() => String, { description: 'The person’s name.' })
  name!: string;

  @Field(() => String, { description: 'The name they create under.' })
  creatorName!: string;
}

@InputType({ description: 'What a person signs in with.' })
export class SignInInput {
  @Field(() => String, { description: 'The address of the account.' })
  email!: string;

  @Field(() => String, { description: 'Its password.' })
  password!: string;
}

/** Whoever asks; the fields are in viewer.resolver.ts. */
@ObjectType({ description: 'Who is asking: a person or a token.' })
export class Viewer {
  principal!: Principal;
}

@ObjectType({ description: 'Answer of what signs somebody in.' })
export class ViewerPayload {
  @Field(() => Viewer, { nullable: true, description: 'Who is signed in now.' })
  viewer!: Viewer | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of signing out.' })
export class SignOutPayload {
  @Field(() => Boolean, { description: 'Whether there was a session to end.' })
  signedOut!: boolean;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
