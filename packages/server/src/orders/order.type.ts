import { ORDER_TRANSITIONS } from '@waybill/schema/order-transitions';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../lib/date-time.scalar.ts';
import { ShipmentSource } from '../shipments/shipment.enums.ts';
import { Bucket, bucketOf, OrderStatus } from './order-status.ts';

export enum ItemKind {
  PHYSICAL = 'PHYSICAL',
  DIGITAL = 'DIGITAL',
}
registerEnumType(ItemKind, {
  name: 'ItemKind',
  description: 'Whether an item needs a parcel.',
  valuesConfig: {
    PHYSICAL: { description: 'It is sent.' },
    DIGITAL: { description: 'It is downloaded; nothing is sent.' },
  },
});

@ObjectType({ description: 'A line of an order.' })
export class OrderItem {
  @Field(() => ID, { description: 'Key of the line.' })
  id!: string;

  backerId!: string;

  @Field(() => String, { nullable: true, description: 'The SKU; null where the source gives none.' })
  sku!: string | null;

  @Field(() => String, { description: 'What it is.' })
  name!: string;

  @Field(() => Int, { description: 'How many of it.' })
  quantity!: number;

  @Field(() => ItemKind, { description: 'Whether it needs a parcel.' })
  kind!: ItemKind;
}

@ObjectType({ description: 'Why an order must wait. Everything but force skips it.' })
export class Hold {
  @Field(() => String, { description: 'For the people of the desk.' })
  reason!: string;

  @Field(() => DateTime, { nullable: true, description: 'When to look at it again.' })
  until!: string | null;

  @Field(() => DateTime, { description: 'When it was put on hold.' })
  createdAt!: string;
}

@ObjectType({ description: 'What a backer is owed, and how far it is. One per backer.' })
export class Order {
  @Field(() => ID, { description: 'Key of the order: the backer’s.' })
  id!: string;

  @Field(() => OrderStatus, { description: 'How far it is.' })
  status!: OrderStatus;

  @Field(() => Bucket, { description: 'The step of the timeline it is in.' })
  bucket!: Bucket;

  @Field(() => Hold, { nullable: true, description: 'Null when it is not on hold.' })
  hold!: Hold | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was fulfilled; null while it is not.' })
  fulfilledAt!: string | null;

  @Field(() => ShipmentSource, { nullable: true, description: 'What fulfilled it.' })
  fulfilledBy!: ShipmentSource | null;

  @Field(() => [OrderStatus], { description: 'Statuses it may move to now; forcing stands apart.' })
  nextStatuses!: readonly OrderStatus[];
}

/** Columns of `orders o left join order_hold h` that `orderOf` reads. */
export const ORDER_COLUMNS = `o.status, o.fulfilled_at as "fulfilledAt", o.fulfilled_by as "fulfilledBy",
  h.reason as "holdReason", h.until as "holdUntil", h.created_at as "heldAt"`;

export interface OrderColumns {
  status: OrderStatus;
  fulfilledAt: string | null;
  fulfilledBy: ShipmentSource | null;
  holdReason: string | null;
  holdUntil: string | null;
  heldAt: string | null;
}

export function orderOf(backerId: string, row: OrderColumns): Order {
  return {
    id: backerId,
    status: row.status,
    bucket: bucketOf(row.status),
    hold:
      row.heldAt === null
        ? null
        : { reason: row.holdReason ?? '', until: row.holdUntil, createdAt: row.heldAt },
    fulfilledAt: row.fulfilledAt,
    fulfilledBy: row.fulfilledBy,
    nextStatuses: ORDER_TRANSITIONS[row.status] as readonly OrderStatus[],
  };
}
