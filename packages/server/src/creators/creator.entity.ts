import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { IdType, IsoTimeType } from '../lib/columns.ts';

/** Whose campaigns they are; every other row belongs to one. */
@ObjectType({
  description: 'A creator: whose projects, backers and people these are. Everything belongs to exactly one.',
})
@Entity({ tableName: 'creator' })
export class Creator {
  @Field(() => ID, { description: 'Key of the creator.' })
  @PrimaryKey({ type: IdType })
  id!: string;

  @Field(() => String, { description: 'Its part of every address, in lower case.' })
  @Property({ type: 'string' })
  slug!: string;

  @Field(() => String, { description: 'The name people know.' })
  @Property({ type: 'string' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it says of itself on its public profile; null while it says nothing.',
  })
  @Property({ type: 'string', nullable: true })
  about!: string | null;

  @Property({ type: IsoTimeType, persist: false })
  createdAt!: string;
}

/** Columns of a creator read as a row. */
export const CREATOR_COLUMNS = 'creator.id, creator.slug, creator.name, creator.about';
