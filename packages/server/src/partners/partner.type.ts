import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { selectList } from '../lib/select-list.ts';

/** Vendors whose own API orders are pushed to. */
export enum PartnerVendor {
  SHIPBOB = 'SHIPBOB',
}
registerEnumType(PartnerVendor, {
  name: 'PartnerVendor',
  description: 'A vendor whose own API requests are sent to.',
  valuesConfig: { SHIPBOB: { description: 'ShipBob, by its orders API.' } },
});

@ObjectType({
  description: 'Somebody who ships for a creator: with a token of our API, or by a vendor’s own.',
})
export class Partner {
  @Field(() => ID, { description: 'Key of the partner.' })
  id!: string;

  creatorId!: string;

  @Field(() => ID, { description: 'The project it ships for.' })
  projectId!: string;

  @Field(() => String, { description: 'Its name; unique among the partners of the project.' })
  name!: string;

  @Field(() => PartnerVendor, {
    nullable: true,
    description: 'The vendor whose API requests are sent to; null for a partner who works with ours.',
  })
  vendor!: PartnerVendor | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The connection whose key opens the vendor’s API, and through which it reports back.',
  })
  connectionId!: string | null;

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  createdBy!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was archived: nothing more is sent to it, and its tokens are revoked.',
  })
  archivedAt!: string | null;
}

/** Every column of `partner p`. */
export const PARTNER_COLUMNS = selectList({
  id: 'p.id',
  creatorId: 'p.creator_id',
  projectId: 'p.project_id',
  name: 'p.name',
  vendor: 'p.vendor',
  connectionId: 'p.connection_id',
  createdBy: 'p.created_by',
  createdAt: 'p.created_at',
  archivedAt: 'p.archived_at',
});

@ObjectType({ description: 'What a partner’s token may know of itself.' })
export class PartnerSelf {
  @Field(() => ID, { description: 'Key of the partner.' })
  id!: string;

  @Field(() => String, { description: 'What the creator calls it.' })
  name!: string;

  @Field(() => ID, { description: 'Key of the project; shipmentsRecord wants it.' })
  projectId!: string;

  @Field(() => String, { description: 'The title of the project it ships for.' })
  projectTitle!: string;

  @Field(() => String, { description: 'The name of the creator it ships for.' })
  creatorName!: string;
}
