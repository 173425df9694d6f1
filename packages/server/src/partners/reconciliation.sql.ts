import { OPEN_REQUEST, withLabel } from '../orders/in-hand.sql.ts';
import { OF_REQUEST } from './fulfillment-request.type.ts';

/**
 * After how many days in a stage a request stands still. A packer answers within two days and packs within a week; a
 * parcel that no carrier has scanned four days after it is said to have left was not handed over; three weeks is what
 * the slowest international services take; a rejection is for the creator, from the next day on.
 */
export const STILL_AFTER_DAYS = {
  SENT: 2,
  ACKNOWLEDGED: 7,
  SHIPPED: 4,
  SCANNED: 21,
  DELIVERED: null,
  REJECTED: 1,
} as const;

const STILL = Object.entries(STILL_AFTER_DAYS)
  .filter(([, days]) => days !== null)
  .map(([stage, days]) => `when '${stage}' then interval '${days} days'`)
  .join(' ');

/**
 * An order that was marked, uploaded a number for or canceled elsewhere, and may be shipped twice. Parcels of the partner
 * alone do not bring it here: an order that they fulfil has nothing left of its request.
 */
const ENDED_OTHERWISE = /* sql */ `(r.status in ${OPEN_REQUEST} and exists (
  select from orders o where o.backer_id = r.backer_id and o.status in ('FULFILLED', 'CANCELED')))`;

/**
 * A rejection that asks nobody any more: the order went another way, has a label, or was sent to somebody later. Times say which was
 * later: ids do not, each session draws a hundred of them.
 */
const REJECTION_OVER = /* sql */ `(r.status = 'REJECTED' and (
  exists (select from orders o where o.backer_id = r.backer_id and o.status in ('FULFILLMENT_PROCESSING', 'FULFILLED', 'CANCELED'))
  or exists (select from fulfillment_request q where q.backer_id = r.backer_id and q.sent_at > r.sent_at)
  or ${withLabel('r.backer_id')}))`;

/**
 * The requests of a project that were neither taken back nor rejected and done with, with stage and since when, as `e`. $1 is the project; parcels
 * are looked up request by request for a page, and joined as a whole to be counted.
 */
export function stagesOf(condition: string): string {
  return /* sql */ `(
    select s.*, s.ended_otherwise or now() - s.since > case s.stage ${STILL} end as still
    from (
      select r.id, r.backer_id, r.partner_id, ${ENDED_OTHERWISE} as ended_otherwise,
        case when r.status = 'REJECTED' then 'REJECTED'
          when r.status = 'SHIPPED' and c.parcels > 0 and c.delivered = c.parcels then 'DELIVERED'
          when c.accepted_at is not null then 'SCANNED'
          when r.status in ('SHIPPED', 'PARTIALLY_SHIPPED') then 'SHIPPED'
          when r.status = 'ACCEPTED' then 'ACKNOWLEDGED' else 'SENT' end as stage,
        case when r.status = 'REJECTED' then r.rejected_at
          when r.status = 'SHIPPED' and c.parcels > 0 and c.delivered = c.parcels then c.delivered_at
          when c.accepted_at is not null then c.accepted_at
          when r.status in ('SHIPPED', 'PARTIALLY_SHIPPED') then r.shipped_at
          when r.status = 'ACCEPTED' then r.acknowledged_at else r.sent_at end as since
      from fulfillment_request r
      left join lateral (
        select count(*) as parcels, count(s.delivered_at) as delivered, max(s.accepted_at) as accepted_at, max(s.delivered_at) as delivered_at
        from shipment s where s.backer_id = r.backer_id and ${OF_REQUEST}) c on r.status in ('PARTIALLY_SHIPPED', 'SHIPPED')
      where r.project_id = $1 and r.status <> 'CANCELED' and not ${REJECTION_OVER} and ${condition}) s) e`;
}
