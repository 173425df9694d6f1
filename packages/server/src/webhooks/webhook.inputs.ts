import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { UserErrorType } from '../lib/user-error.type.ts';
import { WebhookEventType } from './webhook-event-types.ts';
import { WebhookDelivery, WebhookEndpoint } from './webhook.types.ts';

@InputType({ description: 'A new endpoint.' })
export class WebhookEndpointCreateInput {
  @Field(() => String, {
    description: 'Where events go: an https address on the open internet, without name and password.',
  })
  url!: string;

  @Field(() => String, { nullable: true, description: 'What it is, for people; at most 200 characters.' })
  description?: string | null;

  @Field(() => [WebhookEventType], { description: 'What it is told; at least one.' })
  eventTypes!: string[];
}

@InputType({ description: 'Changes to an endpoint; what is left out stays.' })
export class WebhookEndpointUpdateInput {
  @Field(() => String, {
    nullable: true,
    description: 'Where events go from now on, those that wait included.',
  })
  url?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is, for people; null takes it away.' })
  description?: string | null;

  @Field(() => [WebhookEventType], { nullable: true, description: 'What it is told from now on.' })
  eventTypes?: string[] | null;
}

@ObjectType({ description: 'Answer of what changes an endpoint.' })
export class WebhookEndpointPayload {
  @Field(() => WebhookEndpoint, { nullable: true, description: 'The endpoint as it is now.' })
  endpoint!: WebhookEndpoint | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its new signing secret (`whsec_…`), shown this once; null where it was not made anew.',
  })
  secret!: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of what sends one delivery.' })
export class WebhookDeliveryPayload {
  @Field(() => WebhookDelivery, { nullable: true, description: 'The delivery, waiting to be sent.' })
  delivery!: WebhookDelivery | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@ObjectType({ description: 'Answer of a replay.' })
export class WebhookReplayPayload {
  @Field(() => Int, { nullable: true, description: 'How many events are sent again.' })
  queued!: number | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}
