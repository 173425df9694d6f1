import { Field, InputType, ObjectType } from 'type-graphql';
import { UserErrorType } from '../lib/user-error.type.ts';
import { Backer } from './backer.entity.ts';

@InputType({ description: 'A change of an address; what is left out stays, null takes it away.' })
export class AddressInput {
  @Field(() => String, { nullable: true, description: 'Street and number.' })
  line1?: string | null;

  @Field(() => String, { nullable: true, description: 'Whatever else the carrier needs.' })
  line2?: string | null;

  @Field(() => String, { nullable: true, description: 'City.' })
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'State, province or region.' })
  state?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code, as text.' })
  postalCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Country by its two letters, or by its English name.' })
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'Phone number for the carrier.' })
  phone?: string | null;
}

@InputType({ description: 'A change of a backer; what is left out stays.' })
export class BackerUpdateInput {
  @Field(() => String, { nullable: true, description: 'The name, as it goes on the parcel.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Exactly one email address; empty text takes it away.',
  })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Notes, for the people of the desk.' })
  notes?: string | null;

  @Field(() => [String], { nullable: true, description: 'All tags; the ones there are now go.' })
  tags?: string[] | null;

  @Field(() => AddressInput, { nullable: true, description: 'Parts of the address.' })
  address?: AddressInput | null;
}

@ObjectType({ description: 'Answer of what changes a backer.' })
export class BackerPayload {
  @Field(() => Backer, {
    nullable: true,
    description: 'The backer as they are now; null for a token that may not read backers.',
  })
  backer!: Backer | null;

  /** Absent where the change cannot have any. */
  warnings?: string[] | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
