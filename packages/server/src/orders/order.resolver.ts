import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { requireOwned, requirePrincipal, type Owned } from '../access/authorise.ts';
import { loadBacker } from '../backers/backers.actions.ts';
import { forgetBacker } from '../backers/backers.loader.ts';
import type { Context } from '../context.ts';
import { payload } from '../lib/user-error.ts';
import { Operation } from '../operations/operation.entity.ts';
import { operationsById } from '../operations/operations.loader.ts';
import { markFulfilled, revertOrder } from './order.actions.ts';
import { OrderMarkFulfilledInput, OrderPayload, OrderRevertInput } from './order.inputs.ts';
import { OrderEvent } from './order-event.type.ts';
import { Order, OrderItem } from './order.type.ts';
import { itemsByBacker } from './orders.loader.ts';

const EMPTY = { backer: null, order: null, warnings: null };

@Resolver(() => Order)
export class OrderResolver {
  @Mutation(() => OrderPayload, {
    description: 'Marks one order Fulfilled, with a parcel if a number is given.',
  })
  orderMarkFulfilled(
    @Ctx() context: Context,
    @Arg('backerId', () => ID) backerId: string,
    @Arg('input', () => OrderMarkFulfilledInput) input: OrderMarkFulfilledInput,
  ) {
    return payload(EMPTY, async () => {
      const owned = await requireOwned(context, 'backer', backerId, 'shipments:write');
      const warnings = await markFulfilled(context.db, owned, requirePrincipal(context), input);
      return { ...(await asItIs(context, owned)), warnings };
    });
  }

  @Mutation(() => OrderPayload, {
    description: 'Takes the marking of one order back; its parcels are voided.',
  })
  orderRevert(
    @Ctx() context: Context,
    @Arg('backerId', () => ID) backerId: string,
    @Arg('input', () => OrderRevertInput, { nullable: true }) input: OrderRevertInput | null,
  ) {
    return payload(EMPTY, async () => {
      const owned = await requireOwned(context, 'backer', backerId, 'shipments:write');
      await revertOrder(context.db, owned, requirePrincipal(context), input?.reason ?? null);
      return { ...(await asItIs(context, owned)), warnings: [] };
    });
  }

  @FieldResolver(() => [OrderItem], { description: 'Its lines.' })
  items(@Root() order: Order, @Ctx() context: Context): Promise<OrderItem[]> {
    return context.loader(itemsByBacker).load(order.id);
  }
}

@Resolver(() => OrderEvent)
export class OrderEventResolver {
  @FieldResolver(() => Operation, { nullable: true, description: 'The operation it was part of.' })
  operation(@Root() event: OrderEvent, @Ctx() context: Context) {
    return event.operationId ? context.loader(operationsById).load(event.operationId) : null;
  }
}

async function asItIs(context: Context, { id, creatorId }: Owned) {
  forgetBacker(context, id);
  const backer = await loadBacker(context.db, [creatorId], id);
  return { backer, order: backer?.order ?? null };
}
