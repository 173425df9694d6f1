import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import type { ParcelEvent, ShipmentItem } from './parcel-story.types.ts';

/** What carriers said of parcels, by parcel, the newest first. */
export function eventsByShipment(context: Context): DataLoader<string, ParcelEvent[]> {
  return new DataLoader(async (ids) => {
    const rows = await context.db.read<ParcelEvent & Record<string, unknown>>(
      context.principal?.creators.keys() ?? [],
      `select e.id, e.shipment_id as "shipmentId", e.at, e.status, e.reason, e.message, e.place, e.received_at as "receivedAt"
       from parcel_event e where e.shipment_id = any ($1::bigint[]) order by e.shipment_id, e.at desc, e.id desc`,
      [ids],
    );
    return grouped(ids, rows);
  });
}

/** The lines of parcels, by parcel; empty for one that holds everything that was owed. */
export function itemsByShipment(context: Context): DataLoader<string, ShipmentItem[]> {
  return new DataLoader(async (ids) => {
    const rows = await context.db.read<ShipmentItem & Record<string, unknown>>(
      context.principal?.creators.keys() ?? [],
      `select i.shipment_id || '-' || i.item_no as id, i.shipment_id as "shipmentId", o.sku,
         coalesce(o.name, 'Item ' || i.item_no) as name, i.quantity
       from shipment_item i left join order_item o on o.backer_id = i.backer_id and o.no = i.item_no
       where i.shipment_id = any ($1::bigint[]) order by i.shipment_id, i.item_no`,
      [ids],
    );
    return grouped(ids, rows);
  });
}

function grouped<Row extends { shipmentId: string }>(ids: readonly string[], rows: Row[]): Row[][] {
  const byShipment = Map.groupBy(rows, (row) => row.shipmentId);
  return ids.map((id) => byShipment.get(id) ?? []);
}
