import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireOwned, requirePrincipal } from '../access/authorise.ts';
import type { FilterTree } from '@waybill/schema/filter-tree';
import type { Context } from '../context.ts';
import { PageInfo, type Connection } from '../lib/connection.ts';
import { readerOf } from '../lib/reader.ts';
import { fieldsBelow } from '../lib/selection.ts';
import { payload } from '../lib/user-error.ts';
import { OrderEvent } from '../orders/order-event.type.ts';
import { Order } from '../orders/order.type.ts';
import { historyByBacker, ordersByBacker } from '../orders/orders.loader.ts';
import { Project } from '../projects/project.entity.ts';
import { Shipment } from '../shipments/shipment.type.ts';
import { shipmentsByBacker } from '../shipments/shipments.loader.ts';
import { FilterTreeScalar } from '../segments/filter-tree.scalar.ts';
import { BackerFilter, BackerSort } from './backer-filter.inputs.ts';
import { BackerConnection, BackerEdge, planBackerList, type BackerList } from './backer-list.ts';
import { updateBacker } from './backer-update.actions.ts';
import { Address, Backer } from './backer.entity.ts';
import { BackerPayload, BackerUpdateInput } from './backer.inputs.ts';
import { countBackers, loadBacker, readBackersPage } from './backers.actions.ts';
import { forgetBacker } from './backers.loader.ts';
import { resolveWish } from './resolve-wish.ts';

@Resolver(() => Project)
export class ProjectBackersResolver {
  @FieldResolver(() => BackerConnection, { description: 'Its backers, by number unless sorted otherwise.' })
  backers(
    @Root() project: Project,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('last', () => Int, { nullable: true }) last: number | null,
    @Arg('before', () => String, { nullable: true }) before: string | null,
    @Arg('filter', () => BackerFilter, { nullable: true }) filter: BackerFilter | null,
    @Arg('search', () => String, {
      nullable: true,
      description:
        'Words, each of which is found in name, email, notes, pledge ID, number or order number; or the beginning of a tracking number.',
    })
    search: string | null,
    @Arg('sort', () => BackerSort, { nullable: true }) sort: BackerSort | null,
    @Arg('tree', () => FilterTreeScalar, { nullable: true, description: 'Those for whom this filter holds.' })
    tree: FilterTree | null,
    @Arg('segmentId', () => ID, {
      nullable: true,
      description: 'Those in this segment; whatever else is given narrows it.',
    })
    segmentId: string | null,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): BackerList | Promise<BackerList> {
    const query = { first, after, last, before, filter, search, sort, tree, segmentId };
    if (tree == null && segmentId == null) return planBackerList(project, query, info);
    return resolveWish(readerOf(context.db, [project.creatorId]), project.id, query).then((resolved) =>
      planBackerList(project, resolved, info),
    );
  }
}

@Resolver(() => BackerConnection)
export class BackerConnectionResolver {
  @FieldResolver(() => [Backer])
  async nodes(@Root() list: BackerList, @Ctx() context: Context): Promise<Backer[]> {
    return (await read(list, context)).nodes;
  }

  @FieldResolver(() => [BackerEdge])
  async edges(@Root() list: BackerList, @Ctx() context: Context): Promise<Connection<Backer>['edges']> {
    return (await read(list, context)).edges;
  }

  @FieldResolver(() => PageInfo)
  async pageInfo(@Root() list: BackerList, @Ctx() context: Context): Promise<PageInfo> {
    return (await read(list, context)).pageInfo;
  }

  @FieldResolver(() => Int)
  totalCount(@Root() { project, query }: BackerList, @Ctx() context: Context): Promise<number> {
    return countBackers(context.db, project, query);
  }
}

@Resolver(() => Backer)
export class BackerResolver {
  @Query(() => Backer, {
    nullable: true,
    description: 'One backer; null where there is none, or it is not yours to see.',
  })
  backer(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<Backer | null> {
    return loadBacker(context.db, requirePrincipal(context).creators.keys(), id);
  }

  @Mutation(() => BackerPayload, { description: 'Changes what is known of a backer.' })
  backerUpdate(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => BackerUpdateInput) input: BackerUpdateInput,
  ) {
    return payload({ backer: null, warnings: null }, async () => {
      const owned = await requireOwned(context, 'backer', id, 'backers:write');
      const warnings = await updateBacker(context.db, owned, requirePrincipal(context), input);
      forgetBacker(context, id);
      return { backer: await loadBacker(context.db, [owned.creatorId], id), warnings };
    });
  }

  @FieldResolver(() => Address, {
    nullable: true,
    description: 'Where it goes; null while nothing of it is known.',
  })
  address(@Root() backer: Backer): Backer | null {
    return (backer.line1 ??
      backer.city ??
      backer.postalCode ??
      backer.country ??
      backer.countryName ??
      backer.line2 ??
      backer.state ??
      backer.phone)
      ? backer
      : null;
  }

  @FieldResolver(() => Order, { description: 'What is owed, and how far it is.' })
  order(@Root() backer: Backer, @Ctx() context: Context): Order | Promise<Order | null> {
    return backer.order ?? context.loader(ordersByBacker).load(backer.id);
  }

  @FieldResolver(() => [Shipment], {
    description: 'Its parcels, oldest first; voided ones are kept for the record.',
  })
  shipments(
    @Root() backer: Backer,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Shipment[] | Promise<Shipment[]> {
    return backer.shipments ?? context.loader(shipmentsByBacker(fieldsBelow(info))).load(backer.id);
  }

  @FieldResolver(() => [OrderEvent], { description: 'Every change of its order’s status, newest first.' })
  history(@Root() backer: Backer, @Ctx() context: Context): Promise<OrderEvent[]> {
    return context.loader(historyByBacker).load(backer.id);
  }
}

@Resolver(() => BackerPayload)
export class BackerPayloadResolver {
  @FieldResolver(() => [String], {
    description:
      'What to act on although it worked: the former address is in an export that has left the house. Empty otherwise.',
  })
  warnings(@Root() answer: BackerPayload): string[] {
    return answer.warnings ?? [];
  }
}

function read(list: BackerList, { db }: Context): ReturnType<typeof readBackersPage> {
  return (list.page ??= readBackersPage(db, list.plan));
}
