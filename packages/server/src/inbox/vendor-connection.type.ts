import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { UserErrorType } from '../lib/user-error.type.ts';
import { Vendor } from './vendor.enums.ts';

@ObjectType({ description: 'An address that a vendor sends its webhooks to.' })
export class VendorConnection {
  @Field(() => ID, { description: 'Key of the connection.' })
  id!: string;

  creatorId!: string;
  keySealed!: Buffer;

  @Field(() => Vendor, { description: 'Who sends here.' })
  vendor!: `${Vendor}`;

  @Field(() => String, { description: 'What it is called here.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether a secret is set that deliveries are checked with.' })
  hasSecret!: boolean;

  @Field(() => Boolean, { description: 'Whether an API key is set.' })
  hasApiKey!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Where the vendor’s public keys are fetched from, where that is not its usual address.',
  })
  keySetUrl!: string | null;

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  createdBy!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string;

  @Field(() => DateTime, { nullable: true, description: 'When something last came in; null for never.' })
  lastReceivedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When something was last refused; null for never.' })
  lastRefusedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was refused. The sender is not told.' })
  lastRefusal!: string | null;

  @Field(() => Int, { description: 'How often something was refused.' })
  refused!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was disabled; null while it works.' })
  disabledAt!: string | null;
}

/** Columns of `vendor_connection c`. The secrets are not among them. */
export const CONNECTION_COLUMNS = `c.id, c.creator_id as "creatorId", c.key_sealed as "keySealed", c.vendor, c.name,
  c.secret_sealed is not null as "hasSecret", c.api_key_sealed is not null as "hasApiKey", c.options ->> 'keySetUrl' as "keySetUrl",
  c.created_by as "createdBy", c.created_at as "createdAt", c.last_received_at as "lastReceivedAt",
  c.last_refused_at as "lastRefusedAt", c.last_refusal as "lastRefusal", c.refused, c.disabled_at as "disabledAt"`;

@InputType({ description: 'A new connection.' })
export class VendorConnectionCreateInput {
  @Field(() => Vendor, { description: 'Who will send.' })
  vendor!: Vendor;

  @Field(() => String, { description: 'What to call it, at most 120 characters.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the vendor signs with. EasyPost, AfterShip, ShipBob and Shopify need it; Shippo can.',
  })
  secret?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'ShipStation v1: API key and secret, with a colon between them.',
  })
  apiKey?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'ShipStation v2: where its public keys are, if not at the usual address.',
  })
  keySetUrl?: string | null;
}

@InputType({ description: 'What to change about a connection; what is left out stays.' })
export class VendorConnectionUpdateInput {
  @Field(() => String, { nullable: true, description: 'What to call it.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Another secret; empty takes it away where the vendor can do without.',
  })
  secret?: string | null;

  @Field(() => String, { nullable: true, description: 'Another API key.' })
  apiKey?: string | null;

  @Field(() => String, { nullable: true, description: 'Where public keys are; empty for the usual address.' })
  keySetUrl?: string | null;
}

@ObjectType({ description: 'Answer of what changes a connection.' })
export class VendorConnectionPayload {
  @Field(() => VendorConnection, { nullable: true, description: 'The connection as it is now.' })
  connection!: VendorConnection | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
