import type { FilterTree } from '@waybill/schema/filter-tree';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { FilterTreeScalar } from './filter-tree.scalar.ts';

export enum SegmentKind {
  DYNAMIC = 'DYNAMIC',
  SNAPSHOT = 'SNAPSHOT',
}
registerEnumType(SegmentKind, {
  name: 'SegmentKind',
  description: 'Whether a segment follows its filter.',
  valuesConfig: {
    DYNAMIC: { description: 'Whoever its filter holds for at the moment it is asked.' },
    SNAPSHOT: { description: 'A list that was frozen and stays as it is.' },
  },
});

@ObjectType({ description: 'A named set of backers.' })
export class Segment {
  @Field(() => ID, { description: 'Key of the segment.' })
  id!: string;

  creatorId!: string;

  @Field(() => ID, { description: 'The project whose backers they are.' })
  projectId!: string;

  @Field(() => String, { description: 'Its name; no two of a project have the same.' })
  name!: string;

  @Field(() => SegmentKind, { description: 'Whether it follows its filter.' })
  kind!: SegmentKind;

  @Field(() => FilterTreeScalar, {
    nullable: true,
    description: 'Its filter; of a snapshot the one it was frozen from, null where it was a list.',
  })
  filter!: FilterTree | null;

  memberCount!: number | null;

  /** How many it has, where that has been counted along with it. */
  counted?: number;

  @Field(() => DateTime, { nullable: true, description: 'Of a snapshot: when its list was taken.' })
  frozenAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  createdBy!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  updatedAt!: string;
}

/** Columns of `segment s`. */
export const SEGMENT_COLUMNS = `s.id, s.creator_id as "creatorId", s.project_id as "projectId", s.name, s.kind, s.filter,
  s.member_count as "memberCount", s.frozen_at as "frozenAt", s.created_by as "createdBy", s.created_at as "createdAt",
  s.updated_at as "updatedAt"`;
