import { GONE } from './settle-orders.sql.ts';

/**
 * A select of what of an order still has to be packed: number, SKU, name and quantity of its physical items, less what
 * the parcels that are on their way hold. A parcel without lines holds everything.
 *
 * Where that leaves nothing the order is packed whole: somebody opened it again and said of no parcel that it is to be
 * sent another time, so nothing is known of what is missing.
 *
 * @param backer an expression for the backer's id
 * @param counting which parcels `s` are subtracted, beside what is asked of all
 */
export function unshippedItems(backer: string, counting = 'true'): string {
  const parcel = `shipment s where s.backer_id = ${backer} and ${GONE} and ${counting}`;
  return /* sql */ `
  select unshipped.no, unshipped.sku, unshipped.name, unshipped.quantity from (
    select item.no, item.sku, item.name,
      case when sum(item.rest) over () > 0 then item.rest else item.quantity end as quantity
    from (
      select line.no, line.sku, line.name, line.quantity,
        case when exists (select from ${parcel} and not exists (select from shipment_item held where held.shipment_id = s.id)) then 0
          else greatest(0, line.quantity - coalesce((
            select sum(held.quantity) from shipment_item held
            where held.item_no = line.no and held.shipment_id in (select s.id from ${parcel})), 0)) end::int as rest
      from order_item line where line.backer_id = ${backer} and line.kind = 'PHYSICAL') item) unshipped
  where unshipped.quantity > 0`;
}
