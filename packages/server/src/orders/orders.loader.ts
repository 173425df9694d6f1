import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import type { ActorKind } from '../operations/operation.enums.ts';
import type { OrderEvent } from './order-event.type.ts';
import { ORDER_COLUMNS, orderOf, type Order, type OrderColumns, type OrderItem } from './order.type.ts';

/** Orders by their backer, for backers that were not read together with them. */
export function ordersByBacker(context: Context): DataLoader<string, Order | null> {
  return new DataLoader(async (backerIds) => {
    const rows = await context.db.read<OrderColumns & { backerId: string }>(
      context.principal?.creators.keys() ?? [],
      `select o.backer_id as "backerId", ${ORDER_COLUMNS} from orders o left join order_hold h on h.backer_id = o.backer_id
       where o.backer_id = any ($1)`,
      [backerIds],
    );
    const byBacker = new Map(rows.map((row) => [row.backerId, orderOf(row.backerId, row)]));
    return backerIds.map((id) => byBacker.get(id) ?? null);
  });
}

/** The lines of orders, in the order of their source. */
export function itemsByBacker(context: Context): DataLoader<string, OrderItem[]> {
  return new DataLoader(async (backerIds) => {
    const rows = await context.db.read<OrderItem & Record<string, unknown>>(
      context.principal?.creators.keys() ?? [],
      `select backer_id || '-' || no as id, backer_id as "backerId", sku, name, quantity, kind
       from order_item where backer_id = any ($1) order by backer_id, no`,
      [backerIds],
    );
    return grouped(backerIds, rows);
  });
}

interface EventRow extends Omit<OrderEvent, 'actor'> {
  actorName: string;
  actorKind: ActorKind;
}

/**
 * What happened to orders, newest first; by time, for sessions draw their ids a hundred at once. A change made by an operation names no actor of its own: it is whoever ran
 * it, or undid it.
 */
export function historyByBacker(context: Context): DataLoader<string, OrderEvent[]> {
  return new DataLoader(async (backerIds) => {
    const rows = await context.db.read<EventRow & Record<string, unknown>>(
      context.principal?.creators.keys() ?? [],
      `select e.id, e.backer_id as "backerId", e.from_status as "from", e.to_status as "to", e.source, e.reason, e.at,
         e.operation_id as "operationId",
         coalesce(e.actor_name, case when e.source = 'UNDO' then run.undone_by end, run.actor_name, 'Waybill') as "actorName",
         coalesce(e.actor_kind, run.actor_kind, 'SYSTEM') as "actorKind"
       from order_event e left join operation run on run.id = e.operation_id
       where e.backer_id = any ($1) order by e.backer_id, e.at desc, e.id desc`,
      [backerIds],
    );
    return grouped(
      backerIds,
      rows.map((row) => ({ ...row, actor: { name: row.actorName, kind: row.actorKind } })),
    );
  });
}

function grouped<Row extends { backerId: string }>(backerIds: readonly string[], rows: Row[]): Row[][] {
  const byBacker = Map.groupBy(rows, (row) => row.backerId);
  return backerIds.map((id) => byBacker.get(id) ?? []);
}
