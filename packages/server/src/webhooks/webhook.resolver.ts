import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { isId, requireCreator, requireOwned } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { Creator } from '../creators/creator.entity.ts';
import { connectionOf, PageInfo, type Connection } from '../lib/connection.ts';
import { DateTime } from '../lib/date-time.scalar.ts';
import { DeletedPayload } from '../lib/deleted-payload.type.ts';
import { notFound, payload } from '../lib/user-error.ts';
import {
  attemptsOf,
  bodyOf,
  countDeliveries,
  deliveryById,
  planDeliveries,
  readDeliveries,
  replayDeliveries,
  replayRange,
  sendTest,
  type DeliveriesPlan,
} from './webhook-delivery.actions.ts';
import {
  createEndpoint,
  deleteEndpoint,
  disableEndpoint,
  enableEndpoint,
  endpointById,
  endpointsOf,
  rotateSecret,
  updateEndpoint,
} from './webhook-endpoint.actions.ts';
import { EVENT_TYPES, WebhookEventType } from './webhook-event-types.ts';
import {
  WebhookDeliveryPayload,
  WebhookEndpointCreateInput,
  WebhookEndpointPayload,
  WebhookEndpointUpdateInput,
  WebhookReplayPayload,
} from './webhook.inputs.ts';
import {
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryStatus,
  WebhookEndpoint,
  WebhookEventTypeInfo,
} from './webhook.types.ts';

const { connection: WebhookDeliveryConnection, edge: WebhookDeliveryEdge } = connectionOf(
  WebhookDelivery,
  'WebhookDelivery',
);

/** A log that has not been read yet: a document that asks for the total alone reads no row. */
interface DeliveryList {
  plan: DeliveriesPlan;
  page?: ReturnType<typeof readDeliveries>;
}

const nothing = { endpoint: null, secret: null };

@Resolver(() => WebhookEndpoint)
export class WebhookEndpointResolver {
  @Query(() => [WebhookEventTypeInfo], { description: 'Every type of event there is, with an example.' })
  webhookEventTypes(): WebhookEventTypeInfo[] {
    return Object.values(EVENT_TYPES).map(({ type, description, example }) => ({
      type,
      name: type,
      description,
      example: JSON.stringify(example),
      optional: type !== WebhookEventType.PING,
    }));
  }

  @Query(() => WebhookEndpoint, {
    nullable: true,
    description: 'An endpoint; null where it is not there or not yours.',
  })
  async webhookEndpoint(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    const found = await payload<{ endpoint: WebhookEndpoint | null }>({ endpoint: null }, async () => {
      const owned = await requireOwned(context, 'webhook_endpoint', id, 'webhooks:read');
      return { endpoint: await endpointById(context.db, owned) };
    });
    return found.endpoint;
  }

  @Query(() => WebhookDelivery, {
    nullable: true,
    description: 'A delivery with its attempts; null where it is not there or not yours.',
  })
  async webhookDelivery(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    const found = await payload<{ delivery: WebhookDelivery | null }>({ delivery: null }, async () => {
      const owned = await requireOwned(context, 'webhook_delivery', id, 'webhooks:read');
      return { delivery: await deliveryById(context.db, owned) };
    });
    return found.delivery;
  }

  @Mutation(() => WebhookEndpointPayload, {
    description: 'Makes an endpoint; its signing secret is in this answer only.',
  })
  webhookEndpointCreate(
    @Ctx() context: Context,
    @Arg('creatorId', () => ID) creatorId: string,
    @Arg('input', () => WebhookEndpointCreateInput) input: WebhookEndpointCreateInput,
  ) {
    return payload<{ endpoint: WebhookEndpoint | null; secret: string | null }>(nothing, async () => {
      const { name } = requireCreator(context, creatorId, 'webhooks:write');
      return createEndpoint(context, creatorId, name, input);
    });
  }

  @Mutation(() => WebhookEndpointPayload, {
    description: 'Changes where an endpoint is, or what it is told.',
  })
  webhookEndpointUpdate(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => WebhookEndpointUpdateInput) input: WebhookEndpointUpdateInput,
  ) {
    return changed(context, id, (owned) => updateEndpoint(context, owned, input));
  }

  @Mutation(() => WebhookEndpointPayload, {
    description:
      'Turns an endpoint on again. What happened while it was off is not sent by itself: replay it.',
  })
  webhookEndpointEnable(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return changed(context, id, (owned) => enableEndpoint(context.db, owned));
  }

  @Mutation(() => WebhookEndpointPayload, {
    description: 'Turns an endpoint off: nothing more is recorded for it, and what waits for it is canceled.',
  })
  webhookEndpointDisable(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return changed(context, id, (owned) => disableEndpoint(context.db, owned));
  }

  @Mutation(() => DeletedPayload, { description: 'Deletes an endpoint and its log for good.' })
  webhookEndpointDelete(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload({ deletedId: null }, async () => {
      const owned = await requireOwned(context, 'webhook_endpoint', id, 'webhooks:write');
      await deleteEndpoint(context.db, owned);
      return { deletedId: id };
    });
  }

  @Mutation(() => WebhookEndpointPayload, {
    description:
      'Gives an endpoint a new signing secret, in this answer only. The old one signs beside it for a while.',
  })
  webhookSecretRotate(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('overlapHours', () => Int, {
      nullable: true,
      description: 'How long the old secret signs, too: 0 to 168, and 24 where it is left out.',
    })
    overlapHours: number | null,
  ) {
    return payload<{ endpoint: WebhookEndpoint | null; secret: string | null }>(nothing, async () => {
      const owned = await requireOwned(context, 'webhook_endpoint', id, 'webhooks:write');
      return rotateSecret(context, owned, overlapHours);
    });
  }

  @Mutation(() => WebhookDeliveryPayload, {
    description: 'Sends a test event (`ping`) to an endpoint, delivered like any other.',
  })
  webhookTest(@Ctx() context: Context, @Arg('endpointId', () => ID) endpointId: string) {
    return payload<{ delivery: WebhookDelivery | null }>({ delivery: null }, async () => {
      const owned = await requireOwned(context, 'webhook_endpoint', endpointId, 'webhooks:write');
      return { delivery: await sendTest(context.db, owned) };
    });
  }

  @Mutation(() => WebhookReplayPayload, {
    description: 'Sends events once more, under the ids they have; what still waits is tried at once.',
  })
  webhookDeliveriesReplay(
    @Ctx() context: Context,
    @Arg('ids', () => [ID], { description: 'Deliveries, at most 250.' }) ids: string[],
  ) {
    return payload<{ queued: number | null }>({ queued: null }, async () => {
      const [first] = ids.filter(isId);
      if (first === undefined) throw notFound('delivery');
      const { creatorId } = await requireOwned(context, 'webhook_delivery', first, 'webhooks:write');
      return replayDeliveries(context.db, creatorId, ids);
    });
  }

  @Mutation(() => WebhookReplayPayload, {
    description:
      'Sends an endpoint what happened between two moments of the last 30 days, as far as any endpoint wanted it at the time; at most 10,000 events.',
  })
  webhookRangeReplay(
    @Ctx() context: Context,
    @Arg('endpointId', () => ID) endpointId: string,
    @Arg('from', () => DateTime, { description: 'The first moment.' }) from: string,
    @Arg('to', () => DateTime, { description: 'The moment after the last.' }) to: string,
    @Arg('failedOnly', () => Boolean, {
      nullable: true,
      description: 'Only what was meant for it and never taken.',
    })
    failedOnly: boolean | null,
  ) {
    return payload<{ queued: number | null }>({ queued: null }, async () => {
      const owned = await requireOwned(context, 'webhook_endpoint', endpointId, 'webhooks:write');
      return replayRange(context.db, owned, { from, to, failedOnly: failedOnly ?? false });
    });
  }

  @FieldResolver(() => WebhookDeliveryConnection, {
    description: 'Its log of the last 30 days, the newest first.',
  })
  deliveries(
    @Root() endpoint: WebhookEndpoint,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('status', () => [WebhookDeliveryStatus], { nullable: true }) status: WebhookDeliveryStatus[] | null,
    @Arg('type', () => [WebhookEventType], { nullable: true }) type: string[] | null,
  ): DeliveryList {
    return { plan: planDeliveries(endpoint, { first, after, status, type }) };
  }
}

@Resolver(() => WebhookDeliveryConnection)
export class WebhookDeliveryConnectionResolver {
  @FieldResolver(() => [WebhookDelivery])
  async nodes(@Root() list: DeliveryList, @Ctx() context: Context): Promise<WebhookDelivery[]> {
    return (await read(list, context)).nodes;
  }

  @FieldResolver(() => [WebhookDeliveryEdge])
  async edges(
    @Root() list: DeliveryList,
    @Ctx() context: Context,
  ): Promise<Connection<WebhookDelivery>['edges']> {
    return (await read(list, context)).edges;
  }

  @FieldResolver(() => PageInfo)
  async pageInfo(@Root() list: DeliveryList, @Ctx() context: Context): Promise<PageInfo> {
    return (await read(list, context)).pageInfo;
  }

  @FieldResolver(() => Int)
  totalCount(@Root() { plan }: DeliveryList, @Ctx() context: Context): Promise<number> {
    return countDeliveries(context.db, plan);
  }
}

@Resolver(() => WebhookDelivery)
export class WebhookDeliveryResolver {
  @FieldResolver(() => WebhookEndpoint, { description: 'Where it goes.' })
  endpoint(
    @Root() { endpointId, creatorId }: WebhookDelivery,
    @Ctx() { db }: Context,
  ): Promise<WebhookEndpoint> {
    return endpointById(db, { id: endpointId, creatorId });
  }

  @FieldResolver(() => [WebhookAttempt], { description: 'Its requests, the first one first.' })
  attemptLog(@Root() delivery: WebhookDelivery, @Ctx() { db }: Context): Promise<WebhookAttempt[]> {
    return attemptsOf(db, delivery);
  }

  @FieldResolver(() => String, { description: 'The body of the request, byte for byte.' })
  body(@Root() delivery: WebhookDelivery, @Ctx() { db }: Context): Promise<string> {
    return bodyOf(db, delivery);
  }
}

@Resolver(() => Creator)
export class CreatorWebhooksResolver {
  @FieldResolver(() => [WebhookEndpoint], { description: 'Where its events are sent, the oldest first.' })
  webhookEndpoints(@Root() creator: Creator, @Ctx() context: Context): Promise<WebhookEndpoint[]> {
    requireCreator(context, creator.id, 'webhooks:read');
    return endpointsOf(context.db, creator.id);
  }
}

function changed(
  context: Context,
  id: string,
  action: (owned: { id: string; creatorId: string }) => Promise<WebhookEndpoint>,
) {
  return payload<{ endpoint: WebhookEndpoint | null; secret: string | null }>(nothing, async () => {
    const owned = await requireOwned(context, 'webhook_endpoint', id, 'webhooks:write');
    return { endpoint: await action(owned), secret: null };
  });
}

function read(list: DeliveryList, { db }: Context): ReturnType<typeof readDeliveries> {
  return (list.page ??= readDeliveries(db, list.plan));
}
