import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { WebhookEventType } from './webhook-event-types.ts';

export enum WebhookHealth {
  WORKING = 'WORKING',
  FAILING = 'FAILING',
  OFF = 'OFF',
}
registerEnumType(WebhookHealth, {
  name: 'WebhookHealth',
  description: 'How an endpoint is doing.',
  valuesConfig: {
    WORKING: { description: 'It takes what it is sent, or was sent nothing yet.' },
    FAILING: { description: 'The last it was sent, it did not take. It is tried again.' },
    OFF: { description: 'Nothing is recorded for it, and nothing sent to it.' },
  },
});

export enum WebhookOffReason {
  BY_HAND = 'BY_HAND',
  GONE = 'GONE',
  FAILING = 'FAILING',
}
registerEnumType(WebhookOffReason, {
  name: 'WebhookOffReason',
  description: 'Why an endpoint is off.',
  valuesConfig: {
    BY_HAND: { description: 'A person turned it off.' },
    GONE: { description: 'It answered 410: it is gone.' },
    FAILING: { description: 'It took nothing through all attempts, or for five days.' },
  },
});

export enum WebhookDeliveryStatus {
  PENDING = 'PENDING',
  SENDING = 'SENDING',
  DELIVERED = 'DELIVERED',
  FAILED = 'FAILED',
  CANCELED = 'CANCELED',
}
registerEnumType(WebhookDeliveryStatus, {
  name: 'WebhookDeliveryStatus',
  description: 'How far a delivery is.',
  valuesConfig: {
    PENDING: { description: 'Waits for its first attempt, or for the next.' },
    SENDING: { description: 'On its way.' },
    DELIVERED: { description: 'The endpoint answered with success.' },
    FAILED: { description: 'All ten attempts failed. It can be replayed.' },
    CANCELED: { description: 'The endpoint was turned off while it waited. It can be replayed.' },
  },
});

@ObjectType({
  description: 'Where events are sent: an address of somebody else’s, signed with a secret of its own.',
})
export class WebhookEndpoint {
  @Field(() => ID, { description: 'Key of the endpoint.' })
  id!: string;

  creatorId!: string;

  @Field(() => String, { description: 'Where events go.' })
  url!: string;

  @Field(() => String, { nullable: true, description: 'What it is, in its maker’s words.' })
  description!: string | null;

  @Field(() => [WebhookEventType], { description: 'What it is told.' })
  eventTypes!: string[];

  @Field(() => WebhookHealth, { description: 'How it is doing.' })
  health!: WebhookHealth;

  @Field(() => DateTime, { nullable: true, description: 'Since when it takes nothing; null while it does.' })
  failingSince!: string | null;

  @Field(() => Int, { description: 'How many attempts have failed since it last took something.' })
  failures!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when it asked to be left alone, with a retry-after; null where it did not.',
  })
  pausedUntil!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was turned off; null while it is on.' })
  disabledAt!: string | null;

  @Field(() => WebhookOffReason, { nullable: true, description: 'Why it is off; null while it is on.' })
  disabledReason!: WebhookOffReason | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when the secret from before the last rotation signs, too; null where none does.',
  })
  oldSecretUntil!: string | null;

  @Field(() => Int, { description: 'How many deliveries wait or are on their way; counted to 1,000.' })
  waiting!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it last took something, as far as kept.' })
  lastDeliveredAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  createdBy!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string;
}

@ObjectType({ description: 'One event on its way to one endpoint.' })
export class WebhookDelivery {
  @Field(() => ID, { description: 'Key of the delivery.' })
  id!: string;

  creatorId!: string;
  endpointId!: string;
  eventId!: string;

  @Field(() => String, {
    description: 'The event’s `webhook-id`: the same at every attempt and every replay.',
  })
  messageId!: string;

  @Field(() => WebhookEventType, { description: 'What it tells.' })
  type!: string;

  @Field(() => DateTime, { description: 'When that happened.' })
  happenedAt!: string;

  @Field(() => WebhookDeliveryStatus, { description: 'How far it is.' })
  status!: WebhookDeliveryStatus;

  @Field(() => Int, { description: 'How many attempts were made.' })
  attempts!: number;

  @Field(() => DateTime, { description: 'When it is tried next, while it waits.' })
  dueAt!: string;

  @Field(() => Int, { nullable: true, description: 'The HTTP status it was last answered with.' })
  responseCode!: number | null;

  @Field(() => String, { nullable: true, description: 'What went wrong last, in words.' })
  problem!: string | null;

  @Field(() => Boolean, { description: 'Whether a person asked for it: a replay or a test.' })
  byHand!: boolean;

  @Field(() => DateTime, { description: 'When it was queued.' })
  createdAt!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it came to its end, whichever.' })
  settledAt!: string | null;
}

@ObjectType({ description: 'One request to an endpoint, and what came of it.' })
export class WebhookAttempt {
  @Field(() => ID, { description: 'Key of the attempt.' })
  id!: string;

  @Field(() => Int, { description: 'Which one, from 1.' })
  no!: number;

  @Field(() => DateTime, { description: 'When it began.' })
  at!: string;

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  durationMs!: number;

  @Field(() => Int, { nullable: true, description: 'The HTTP status of the answer; null where none came.' })
  responseCode!: number | null;

  @Field(() => String, { nullable: true, description: 'What went wrong, in words; null where nothing did.' })
  problem!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the answer’s body begins, at most 2,000 characters, control characters replaced.',
  })
  excerpt!: string | null;
}

@ObjectType({ description: 'A type of event, for whoever chooses or reads events.' })
export class WebhookEventTypeInfo {
  @Field(() => WebhookEventType, { description: 'Its name here.' })
  type!: string;

  @Field(() => String, { description: 'Its name on the wire, such as `order.fulfilled`.' })
  name!: string;

  @Field(() => String, { description: 'What it tells.' })
  description!: string;

  @Field(() => String, { description: 'Its data in an example, as JSON.' })
  example!: string;

  @Field(() => Boolean, { description: 'Whether an endpoint can ask for it; a test comes unasked.' })
  optional!: boolean;
}

@ObjectType({ description: 'A creator’s webhooks as they stand.' })
export class WebhookFeed {
  @Field(() => ID, { description: 'Key of the creator.' })
  id!: string;

  @Field(() => [WebhookEndpoint], { description: 'Its endpoints, the oldest first.' })
  endpoints!: WebhookEndpoint[];
}
