/** The statuses of a fulfillment request under which its partner may still ship. */
export const OPEN_REQUEST = `('SENT', 'ACCEPTED', 'PARTIALLY_SHIPPED')`;

/**
 * Whether a partner has an order in hand: asked to ship it, and able to.
 *
 * @param backer SQL of a backer's id
 */
export function withPartner(backer: string): string {
  return `exists (select from fulfillment_request asked where asked.backer_id = ${backer} and asked.status in ${OPEN_REQUEST})`;
}

/**
 * Whether a label stands for what an order is still owed: it is being paid, or is paid and its parcel waits for the
 * carrier. Once that has scanned it the parcel's items have left, and count as such.
 *
 * @param backer SQL of a backer's id
 */
export function withLabel(backer: string): string {
  return /* sql */ `exists (select from label paid left join shipment packed on packed.id = paid.shipment_id
    where paid.backer_id = ${backer} and (paid.status = 'BUYING' or paid.status = 'BOUGHT'
      and packed.voided_at is null and packed.replaced_at is null and packed.accepted_at is null))`;
}
