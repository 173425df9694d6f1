import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { isId, requireCreator, requireOwned, requirePrincipal } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { Creator } from '../creators/creator.entity.ts';
import { connectionOf as connectionTypes, PageInfo, type Connection } from '../lib/connection.ts';
import { notFound, payload, UserError } from '../lib/user-error.ts';
import { connectionsById } from './inbox.loader.ts';
import {
  contentsOf,
  countInbox,
  deliveryById,
  planInboxPage,
  readInboxPage,
  replayDeliveries,
  type InboxPlan,
} from './inbox.actions.ts';
import { InboxDelivery, InboxHeader, InboxReplayPayload } from './inbox-delivery.type.ts';
import { DeliveryStatus, Vendor } from './vendor.enums.ts';
import { VendorConnection } from './vendor-connection.type.ts';

const { connection: InboxDeliveryConnection, edge: InboxDeliveryEdge } = connectionTypes(
  InboxDelivery,
  'InboxDelivery',
);

/** A list that has not been read yet: a document that asks for the total alone reads no row. */
interface InboxList {
  plan: InboxPlan;
  page?: ReturnType<typeof readInboxPage>;
}

@Resolver(() => Creator)
export class CreatorInboxResolver {
  @FieldResolver(() => InboxDeliveryConnection, { description: 'What vendors sent it, the newest first.' })
  inboxDeliveries(
    @Root() creator: Creator,
    @Ctx() context: Context,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('vendor', () => [Vendor], { nullable: true }) vendor: Vendor[] | null,
    @Arg('status', () => [DeliveryStatus], { nullable: true }) status: DeliveryStatus[] | null,
  ): InboxList {
    requireCreator(context, creator.id, 'tokens:read');
    return { plan: planInboxPage(creator.id, { first, after, vendor, status }) };
  }
}

@Resolver(() => InboxDeliveryConnection)
export class InboxDeliveryConnectionResolver {
  @FieldResolver(() => [InboxDelivery])
  async nodes(@Root() list: InboxList, @Ctx() context: Context): Promise<InboxDelivery[]> {
    return (await read(list, context)).nodes;
  }

  @FieldResolver(() => [InboxDeliveryEdge])
  async edges(@Root() list: InboxList, @Ctx() context: Context): Promise<Connection<InboxDelivery>['edges']> {
    return (await read(list, context)).edges;
  }

  @FieldResolver(() => PageInfo)
  async pageInfo(@Root() list: InboxList, @Ctx() context: Context): Promise<PageInfo> {
    return (await read(list, context)).pageInfo;
  }

  @FieldResolver(() => Int)
  totalCount(@Root() { plan }: InboxList, @Ctx() context: Context): Promise<number> {
    return countInbox(context.db, plan);
  }
}

@Resolver(() => InboxDelivery)
export class InboxDeliveryResolver {
  @Query(() => InboxDelivery, {
    nullable: true,
    description: 'One delivery; null when there is none or it is not yours to see.',
  })
  async inboxDelivery(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
  ): Promise<InboxDelivery | null> {
    try {
      const owned = await requireOwned(context, 'inbox_delivery', id, 'tokens:read');
      return await deliveryById(context.db, owned);
    } catch (error) {
      if (error instanceof UserError) return null;
      throw error;
    }
  }

  @Mutation(() => InboxReplayPayload, {
    description:
      'Works deliveries off once more, at most 1,000 at once. What was taken in already changes nothing a second time.',
  })
  inboxReplay(@Ctx() context: Context, @Arg('ids', () => [ID]) ids: string[]) {
    return payload<{ deliveries: InboxDelivery[] | null }>({ deliveries: null }, async () => {
      requirePrincipal(context);
      const [first] = ids.filter(isId);
      if (first === undefined) throw notFound('delivery');
      const { creatorId } = await requireOwned(context, 'inbox_delivery', first, 'tokens:write');
      return { deliveries: await replayDeliveries(context.db, creatorId, ids) };
    });
  }

  @FieldResolver(() => VendorConnection, { description: 'The connection it came through.' })
  connection(@Root() { connectionId }: InboxDelivery, @Ctx() context: Context) {
    return context.loader(connectionsById).load(connectionId);
  }

  @FieldResolver(() => [InboxHeader], { description: 'Its head, as it came, without credentials.' })
  async headers(@Root() delivery: InboxDelivery, @Ctx() { db }: Context): Promise<InboxHeader[]> {
    const { headers } = await contentsOf(db, delivery);
    return Object.entries(headers).map(([name, value]) => ({ name, value }));
  }

  @FieldResolver(() => String, { description: 'Its body as text; bytes that are no UTF-8 show as �.' })
  async body(@Root() delivery: InboxDelivery, @Ctx() { db }: Context): Promise<string> {
    return (await contentsOf(db, delivery)).body.toString('utf8');
  }
}

function read(list: InboxList, { db }: Context): ReturnType<typeof readInboxPage> {
  return (list.page ??= readInboxPage(db, list.plan));
}
