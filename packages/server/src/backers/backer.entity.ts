import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { columnChooser, selectList } from '../lib/select-list.ts';
import type { Shipment } from '../shipments/shipment.type.ts';
import type { Order } from '../orders/order.type.ts';

@ObjectType({ description: 'Where a parcel goes.' })
export class Address {
  @Field(() => String, { nullable: true, description: 'Street and number.' })
  line1!: string | null;

  @Field(() => String, { nullable: true, description: 'Whatever else the carrier needs.' })
  line2!: string | null;

  @Field(() => String, { nullable: true, description: 'City.' })
  city!: string | null;

  @Field(() => String, { nullable: true, description: 'State, province or region.' })
  state!: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code, as text.' })
  postalCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Country by its two letters (ISO 3166-1).' })
  country!: string | null;

  @Field(() => String, { nullable: true, description: 'Country as it was written.' })
  countryName!: string | null;

  @Field(() => String, { nullable: true, description: 'Phone number for the carrier.' })
  phone!: string | null;
}

/** Who pledged and where it goes. Read as a row: a hydrated entity made the list three times slower. */
@ObjectType({ description: 'Who pledged, and where it goes.' })
export class Backer {
  @Field(() => ID, { description: 'Key of the backer.' })
  id!: string;

  creatorId!: string;

  @Field(() => ID, { description: 'The project backed.' })
  projectId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The number in the campaign; null where the source gives none.',
  })
  number!: number | null;

  @Field(() => String, { nullable: true, description: 'The pledge’s ID at its source.' })
  pledgeId!: string | null;

  @Field(() => String, { nullable: true, description: 'The account at the platform.' })
  backerUid!: string | null;

  @Field(() => String, { nullable: true, description: 'The order’s number in a shop or at a packer.' })
  orderNumber!: string | null;

  @Field(() => String, { description: 'The name, as it goes on the parcel.' })
  name!: string;

  @Field(() => String, { description: 'The email address.' })
  email!: string;

  @Field(() => String, { nullable: true, description: 'Notes, for the people of the desk.' })
  notes!: string | null;

  @Field(() => [String], { description: 'Tags.' })
  tags!: string[];

  @Field(() => String, { nullable: true, description: 'The reward that was backed.' })
  rewardTitle!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was pledged.' })
  pledgedAt!: string | null;

  line1!: string | null;
  line2!: string | null;
  city!: string | null;
  state!: string | null;
  postalCode!: string | null;
  country!: string | null;
  countryName!: string | null;
  phone!: string | null;

  @Field(() => Int, { description: 'Which version of the address this is, from 1.' })
  addressVersion!: number;

  /** Where the reader joined it; a loader fetches it otherwise. */
  order?: Order;
  /** Where the reader of a page read them along; a loader fetches them otherwise. */
  shipments?: Shipment[];
}

/** Property → column of `backer b`, without where it goes. */
const SELF_COLUMNS = {
  id: 'b.id',
  creatorId: 'b.creator_id',
  projectId: 'b.project_id',
  number: 'b.number',
  pledgeId: 'b.pledge_id',
  backerUid: 'b.backer_uid',
  orderNumber: 'b.order_number',
  name: 'b.name',
  email: 'b.email',
  notes: 'b.notes',
  tags: 'b.tags',
  rewardTitle: 'b.reward_title',
  pledgedAt: 'b.pledged_at',
  addressVersion: 'b.address_version',
};

/** The columns without where it goes that these fields of a backer are made of. */
export const backerColumns = columnChooser({
  columns: SELF_COLUMNS,
  ofEach: ['id', 'creatorId', 'projectId'],
  madeOf: { __typename: [], address: ['addressVersion'], order: [], shipments: [], history: [] },
});

export const ADDRESS_COLUMNS = `b.line1, b.line2, b.city, b.state, b.postal_code as "postalCode", b.country,
  b.country_name as "countryName", b.phone`;

/** Every column of `backer b`, for readers that do not know what will be asked. */
export const BACKER_COLUMNS = `${selectList(SELF_COLUMNS)}, ${ADDRESS_COLUMNS}`;
