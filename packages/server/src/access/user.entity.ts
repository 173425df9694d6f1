import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { IdType } from '../lib/columns.ts';

/** A person with a password. The hash is no property: nothing a request runs can read the column. */
@ObjectType({ description: 'A person who signs in.' })
@Entity({ tableName: 'app_user' })
export class User {
  @Field(() => ID, { description: 'Key of the person.' })
  @PrimaryKey({ type: IdType })
  id!: string;

  @Field(() => String, { description: 'The address they sign in with, in lower case.' })
  @Property({ type: 'string' })
  email!: string;

  @Field(() => String, { description: 'The name colleagues see.' })
  @Property({ type: 'string' })
  name!: string;
}
