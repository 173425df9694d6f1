import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { Actor } from '../operations/operation.types.ts';
import { Address } from './backer.entity.ts';

export enum BackerEventKind {
  HELD = 'HELD',
  RELEASED = 'RELEASED',
  TAGGED = 'TAGGED',
  UNTAGGED = 'UNTAGGED',
  ADDRESS_CHANGED = 'ADDRESS_CHANGED',
  CONTACT_CHANGED = 'CONTACT_CHANGED',
  NOTES_CHANGED = 'NOTES_CHANGED',
  SHIPMENT_ADDED = 'SHIPMENT_ADDED',
  SHIPMENT_CHANGED = 'SHIPMENT_CHANGED',
  SHIPMENT_VOIDED = 'SHIPMENT_VOIDED',
}
registerEnumType(BackerEventKind, {
  name: 'BackerEventKind',
  description: 'What changed about a backer that is not the order’s status.',
  valuesConfig: {
    HELD: { description: 'The order was put on hold.' },
    RELEASED: { description: 'The hold ended.' },
    TAGGED: { description: 'Tags came.' },
    UNTAGGED: { description: 'Tags went.' },
    ADDRESS_CHANGED: { description: 'The address became another version.' },
    CONTACT_CHANGED: { description: 'Name, email or phone.' },
    NOTES_CHANGED: { description: 'The notes.' },
    SHIPMENT_ADDED: { description: 'A parcel was added beside the order’s marking.' },
    SHIPMENT_CHANGED: { description: 'Number, carrier or link of a parcel.' },
    SHIPMENT_VOIDED: { description: 'One parcel was voided by itself.' },
  },
});

@ObjectType({ description: 'One part that changed: what it was and what it became.' })
export class BackerFieldChange {
  @Field(() => String, {
    description:
      'Name of the part, as in the API: name, email, phone, line1, postalCode, notes, trackingNumber, …',
  })
  field!: string;

  @Field(() => String, { nullable: true, description: 'What it was; null where it was empty.' })
  from!: string | null;

  @Field(() => String, { nullable: true, description: 'What it became; null where it was taken away.' })
  to!: string | null;
}

@ObjectType({ description: 'One change of a backer beside the order’s status. Written once, never changed.' })
export class BackerEvent {
  @Field(() => ID, { description: 'Key of the change.' })
  id!: string;

  backerId!: string;

  @Field(() => BackerEventKind, { description: 'What changed.' })
  kind!: BackerEventKind;

  @Field(() => Actor, { description: 'Who did it.' })
  actor!: Actor;

  operationId!: string | null;

  @Field(() => String, { nullable: true, description: 'Of a hold and its end: the reason.' })
  reason!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Of a hold: the day it ends by itself.' })
  until!: string | null;

  @Field(() => [String], { description: 'Tags that came or went.' })
  tags!: string[];

  @Field(() => Int, { nullable: true, description: 'Of an address: the version it became.' })
  addressVersion!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a parcel: its number before the change; of one that was added, the number it came with.',
  })
  trackingNumber!: string | null;

  @Field(() => [BackerFieldChange], {
    description: 'Of address, contact, notes and parcels: what changed in them.',
  })
  changes!: BackerFieldChange[];

  @Field(() => DateTime, { description: 'When.' })
  at!: string;
}

@ObjectType({ description: 'One address a backer has had.' })
export class AddressVersion {
  backerId!: string;

  @Field(() => Int, { description: 'Its number; the highest is the one that holds.' })
  version!: number;

  @Field(() => Address, { nullable: true, description: 'Where it went; null where nothing was known.' })
  address!: Address | null;

  @Field(() => DateTime, { description: 'Since when it was the address.' })
  since!: string;

  @Field(() => DateTime, { nullable: true, description: 'Until when; null for the one that holds.' })
  until!: string | null;

  @Field(() => Actor, {
    nullable: true,
    description: 'Who wrote it; null for the first, which came with the backer.',
  })
  actor!: Actor | null;

  operationId!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it last left the house in an export; null while it never has.',
  })
  exportedAt!: string | null;
}
