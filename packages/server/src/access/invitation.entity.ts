import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { IdType, IsoTimeType } from '../lib/columns.ts';
import type { RoleName } from '../lib/principal.ts';
import { DateTime } from '../lib/date-time.scalar.ts';
import { Role } from './role.enum.ts';

@ObjectType({ description: 'An invitation that is still open.' })
@Entity({ tableName: 'invitation' })
export class Invitation {
  @Field(() => ID, { description: 'Key of the invitation.' })
  @PrimaryKey({ type: IdType })
  id!: string;

  @Property({ type: IdType })
  creatorId!: string;

  /** Written once and never read: the request role has no right to the column. */
  @Property({ type: 'blob', lazy: true })
  tokenHash!: Buffer;

  @Field(() => String, { description: 'Who is invited.' })
  @Property({ type: 'string' })
  email!: string;

  @Field(() => Role, { description: 'What they will be.' })
  @Property({ type: 'string' })
  role!: RoleName;

  @Property({ type: IdType, nullable: true })
  invitedBy!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  @Property({ type: IsoTimeType, defaultRaw: 'now()' })
  createdAt!: string;

  @Field(() => DateTime, { description: 'When the link stops working.' })
  @Property({ type: IsoTimeType })
  expiresAt!: string;

  @Property({ type: IsoTimeType, nullable: true })
  acceptedAt!: string | null;

  @Property({ type: IsoTimeType, nullable: true })
  revokedAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The link to hand over; shown only in the answer that made it.',
  })
  url?: string | null;
}
