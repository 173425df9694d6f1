import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { IdType, IsoTimeType } from '../lib/columns.ts';
import type { RoleName } from '../lib/principal.ts';
import { DateTime } from '../lib/date-time.scalar.ts';
import { Role } from './role.enum.ts';

@ObjectType({ description: 'A person’s place with a creator.' })
@Entity({ tableName: 'member' })
export class Member {
  @Field(() => ID, { description: 'Key of the membership.' })
  @PrimaryKey({ type: IdType })
  id!: string;

  @Property({ type: IdType })
  creatorId!: string;

  @Property({ type: IdType })
  userId!: string;

  @Field(() => Role, { description: 'What the person may do there.' })
  @Property({ type: 'string' })
  role!: RoleName;

  @Field(() => DateTime, { description: 'When they joined.' })
  @Property({ type: IsoTimeType, defaultRaw: 'now()' })
  createdAt!: string;
}
