import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { IdType, IsoTimeType } from '../lib/columns.ts';
import type { Scope } from '../lib/principal.ts';
import { DateTime } from '../lib/date-time.scalar.ts';
import { TokenScope } from './role.enum.ts';

@ObjectType({ description: 'A key for scripts and partners, sent as `Authorization: Bearer …`.' })
@Entity({ tableName: 'api_token' })
export class ApiToken {
  @Field(() => ID, {
    description: 'Key of the token’s record; the token itself is shown once, when it is made.',
  })
  @PrimaryKey({ type: IdType })
  id!: string;

  @Property({ type: IdType })
  creatorId!: string;

  @Field(() => String, { description: 'What it is for, in its maker’s words.' })
  @Property({ type: 'string' })
  name!: string;

  @Field(() => String, { description: 'The readable start of the token, to find it again in a script.' })
  @Property({ type: 'string' })
  prefix!: string;

  /** Written once and never read: the request role has no right to the column. */
  @Property({ type: 'blob', lazy: true })
  secretHash!: Buffer;

  @Field(() => [TokenScope], { description: 'What it may do.' })
  @Property({ type: 'string[]' })
  scopes!: Scope[];

  @Field(() => ID, { nullable: true, description: 'The partner whose token it is; null for scripts.' })
  @Property({ type: IdType, nullable: true })
  partnerId!: string | null;

  @Property({ type: IdType, nullable: true })
  createdBy!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  @Property({ type: IsoTimeType, defaultRaw: 'now()' })
  createdAt!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last used, to the minute; null for never.',
  })
  @Property({ type: IsoTimeType, nullable: true })
  lastUsedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it stops working by itself; null for never.' })
  @Property({ type: IsoTimeType, nullable: true })
  expiresAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null while it works.' })
  @Property({ type: IsoTimeType, nullable: true })
  revokedAt!: string | null;
}
