/**
 * Whether a label counts. One whose parcel was voided, or is to be sent again, stays paid and is in nobody's way: the
 * order wants another.
 *
 * @param label the alias of a `label`
 */
export function isLive(label: string): string {
  return /* sql */ `not exists (select from shipment ended where ended.id = ${label}.shipment_id
    and (ended.voided_at is not null or ended.replaced_at is not null))`;
}
