import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { Operation } from '../operations/operation.entity.ts';
import { operationsById } from '../operations/operations.loader.ts';
import { OrderEvent } from './order-event.type.ts';
import { Order, OrderItem } from './order.type.ts';
import { itemsByBacker } from './orders.loader.ts';

@Resolver(() => Order)
export class OrderResolver {
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
