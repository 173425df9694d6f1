import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { IdType, IsoTimeType } from '../lib/columns.ts';
import { DateTime } from '../lib/date-time.scalar.ts';

export enum ProjectStatus {
  IN_PRODUCTION = 'IN_PRODUCTION',
  IN_FULFILLMENT = 'IN_FULFILLMENT',
  FULFILLED = 'FULFILLED',
}
registerEnumType(ProjectStatus, {
  name: 'ProjectStatus',
  description: 'How far a project is; derived from its orders, never typed in.',
  valuesConfig: {
    IN_PRODUCTION: { description: 'Nothing has been fulfilled yet.' },
    IN_FULFILLMENT: { description: 'Some orders are fulfilled, but no majority.' },
    FULFILLED: { description: 'More than half of the eligible orders are fulfilled.' },
  },
});

export enum FulfillmentMethod {
  POSTAGE = 'POSTAGE',
  INTEGRATION = 'INTEGRATION',
  MANUAL_EXPORT = 'MANUAL_EXPORT',
}
registerEnumType(FulfillmentMethod, {
  name: 'FulfillmentMethod',
  description: 'How the parcels of a project leave.',
  valuesConfig: {
    POSTAGE: { description: 'The creator buys labels; an order is fulfilled at the carrier’s first scan.' },
    INTEGRATION: { description: 'A partner ships and reports back.' },
    MANUAL_EXPORT: { description: 'A file goes out to the packers and comes back with tracking numbers.' },
  },
});

@ObjectType({ description: 'A campaign whose rewards are being sent out.' })
@Entity({ tableName: 'project' })
export class Project {
  @Field(() => ID, { description: 'Key of the project.' })
  @PrimaryKey({ type: IdType })
  id!: string;

  @Property({ type: IdType })
  creatorId!: string;

  @Field(() => String, {
    description: 'Its part of every address, in lower case; unique within the creator.',
  })
  @Property({ type: 'string' })
  slug!: string;

  @Field(() => String, { description: 'The campaign’s title.' })
  @Property({ type: 'string' })
  title!: string;

  @Field(() => ProjectStatus, { description: 'How far it is.' })
  @Property({ type: 'string', default: 'IN_PRODUCTION' })
  status!: ProjectStatus;

  @Field(() => DateTime, { nullable: true, description: 'When it last crossed a line between two statuses.' })
  @Property({ type: IsoTimeType, nullable: true })
  statusChangedAt!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the majority was fulfilled; null while it is not.',
  })
  @Property({ type: IsoTimeType, nullable: true })
  fulfilledAt!: string | null;

  @Field(() => DateTime, { description: 'When it was made here.' })
  @Property({ type: IsoTimeType, defaultRaw: 'now()' })
  createdAt!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when it stands on its creator’s public profile; null where it does not.',
  })
  @Property({ type: IsoTimeType, nullable: true })
  publishedAt!: string | null;

  @Field(() => FulfillmentMethod, { description: 'How its parcels leave.' })
  @Property({ type: 'string' })
  fulfillmentMethod!: FulfillmentMethod;
}

/** Columns of a project read as a row; names as the entity has them. */
export const PROJECT_COLUMNS = `project.id, project.creator_id as "creatorId", project.slug, project.title,
  project.status, project.status_changed_at as "statusChangedAt", project.fulfilled_at as "fulfilledAt",
  project.created_at as "createdAt", project.published_at as "publishedAt", project.fulfillment_method as "fulfillmentMethod"`;
