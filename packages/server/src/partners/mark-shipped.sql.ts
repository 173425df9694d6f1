import { OF_REQUEST } from './fulfillment-request.type.ts';

const PARCEL = `from shipment s where s.backer_id = r.backer_id and ${OF_REQUEST}`;

/** Whether the parcels of request `r` hold all of its items: one without lines does, else line by line. */
const COVERED = /* sql */ `(
  exists (select ${PARCEL} and not exists (select from shipment_item i where i.shipment_id = s.id))
  or not exists (
    select from jsonb_to_recordset(r.items) as want (no int, quantity int)
    where want.quantity > coalesce((select sum(i.quantity) ${PARCEL.replace('where', 'join shipment_item i on i.shipment_id = s.id where')}
                                      and i.item_no = want.no), 0)))`;

/**
 * Brings requests to where their parcels are: Shipped, or shipped in part. It reads the parcels as they are before the
 * statement, so it stands alone, after the one that wrote them.
 *
 * @param from a select of request ids, in rising order of locks taken before
 */
export function markShipped(from: string): string {
  return /* sql */ `
  update fulfillment_request r set
    status = case when ${COVERED} then 'SHIPPED' else 'PARTIALLY_SHIPPED' end::fulfillment_request_status,
    acknowledged_at = coalesce(r.acknowledged_at, now()),
    shipped_at = (select max(coalesce(s.shipped_at, s.created_at)) ${PARCEL})
  where r.id in (${from}) and r.status not in ('CANCELED', 'REJECTED') and exists (select ${PARCEL})`;
}
