import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';

export enum DigitalRewardKind {
  UNIQUE = 'UNIQUE',
  SHARED = 'SHARED',
}
registerEnumType(DigitalRewardKind, {
  name: 'DigitalRewardKind',
  description: 'Whether every backer has a code of their own.',
  valuesConfig: {
    UNIQUE: { description: 'Everyone gets another code; none is ever given twice.' },
    SHARED: { description: 'One code or link for all.' },
  },
});

@ObjectType({ description: 'Something that is delivered by a code or a link.' })
export class DigitalReward {
  @Field(() => ID, { description: 'Key of the reward.' })
  id!: string;

  creatorId!: string;

  @Field(() => ID, { description: 'The project it is of.' })
  projectId!: string;

  @Field(() => String, { description: 'What backers know it by; unique within the project.' })
  name!: string;

  @Field(() => DigitalRewardKind, { description: 'Whether every backer has a code of their own.' })
  kind!: DigitalRewardKind;

  @Field(() => String, { nullable: true, description: 'How to use the code, as its backers read it.' })
  instructions!: string | null;

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  createdBy!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string;
}

/** How many codes of a reward stand where. */
export interface DigitalRewardCounts {
  given: number;
  revoked: number;
  waiting: number;
}

@ObjectType({ description: 'A code or link that was given to a backer.' })
export class DigitalRewardDelivery {
  @Field(() => ID, { description: 'Key of the code.' })
  id!: string;

  creatorId!: string;
  backerId!: string;
  rewardId!: string;
  sealed!: Buffer;

  @Field(() => ID, { description: 'The operation that gave it.' })
  operationId!: string;

  @Field(() => DateTime, { description: 'When it was given.' })
  givenAt!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was revoked: the backer no longer sees it, and nobody else ever gets it.',
  })
  revokedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who revoked it.' })
  revokedBy!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the mail that tells of it went out; null while none has.',
  })
  notifiedAt!: string | null;
}

@ObjectType({ description: 'Whom a reward would reach, and whether the codes suffice; nothing is stored.' })
export class DigitalRewardsCheck {
  @Field(() => Int, { description: 'Codes or rows that were understood.' })
  codes!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Backers that were named; null where a file names them.',
  })
  chosen!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Those of them who would get it; null where a file names them.',
  })
  recipients!: number | null;

  @Field(() => String, { description: 'Codes and recipients in a sentence: "10 codes for 10 recipients".' })
  sentence!: string;

  @Field(() => [String], {
    description: 'What must be mended first, a sentence each; empty when it can be sent.',
  })
  problems!: string[];

  @Field(() => [String], { description: 'What is left out and why, a sentence each.' })
  leftOut!: string[];
}

export const DIGITAL_REWARD_COLUMNS = `r.id, r.creator_id as "creatorId", r.project_id as "projectId", r.name, r.kind, r.instructions,
  r.created_by as "createdBy", r.created_at as "createdAt"`;

/** Columns of `digital_code c` that was given. */
export const DELIVERY_COLUMNS = `c.id, c.creator_id as "creatorId", c.backer_id as "backerId", c.reward_id as "rewardId", c.sealed,
  c.operation_id as "operationId", c.given_at as "givenAt", c.revoked_at as "revokedAt", c.revoked_by as "revokedBy",
  (select n.sent_at from notification_code t join notification n on n.id = t.notification_id where t.code_id = c.id) as "notifiedAt"`;
