import type { PoolClient } from 'pg';
import { withPartner } from '../orders/in-hand.sql.ts';
import { isLive } from './live-label.sql.ts';
import { lineOf, linesBut } from './refusal-lines.sql.ts';

/** How the lines begin that replace what the order's exception `x` said before. */
const TOLD_NOW = `array(select ${lineOf('g.tracking_number')} from given g where g.backer_id = x.backer_id)`;

/** A refund that the provider does not grant, in its words. */
export interface RefusedRefund {
  labelId: string;
  message: string;
}

/**
 * Notes that labels stay paid after all. A parcel that was voided in the meantime lives again, and its order is on its
 * way to the carrier; but not where the order is sent otherwise by now, or waits for nothing: then two parcels would go
 * out, and the first stays voided. Either way it is not what was told when the label was given back, so a person is told.
 * To be called for labels in VOIDING whose orders are locked.
 *
 * @param heard whether whoever asked for the money hears this answer; if not, a person is told of every label
 */
export async function recordKept(
  client: PoolClient,
  refused: readonly RefusedRefund[],
  heard: boolean,
): Promise<void> {
  if (refused.length === 0) return;
  await client.query(
    /* sql */ `
    with given as materialized (
      select l.id, l.backer_id, l.creator_id, l.project_id, l.operation_id, l.shipment_id, l.tracking_number, g.message,
        s.voided_at is not null as voided,
        o.status in ('READY_TO_FULFILL', 'FULFILLMENT_ERRORED', 'FULFILLMENT_PROCESSING', 'PARTIALLY_FULFILLED') and s.replaced_at is null
          -- Of several that are refused at once, one parcel is enough.
          and l.id = max(l.id) over (partition by l.backer_id)
          and not exists (select from label x where x.backer_id = l.backer_id and x.id <> l.id
                          and x.status in ('BUYING', 'BOUGHT') and ${isLive('x')})
          -- What had left before the label was bought holds another part of a half-shipped order.
          and not exists (select from shipment x where x.backer_id = l.backer_id and x.id <> l.shipment_id
                          and x.voided_at is null and x.replaced_at is null
                          and (o.status <> 'PARTIALLY_FULFILLED' or x.created_at > s.created_at))
          and not ${withPartner('l.backer_id')} as wanted
      from jsonb_to_recordset($1::jsonb) as g (label_id bigint, message text)
      join label l on l.id = g.label_id and l.status = 'VOIDING'
      join orders o on o.backer_id = l.backer_id
      left join shipment s on s.id = l.shipment_id),
    parcels as (
      update shipment s set voided_at = null, voided_by_operation_id = null, tracking_status = 'PRE_TRANSIT'
      from given g where s.id = g.shipment_id and g.voided and g.wanted),
    moved as (
      update orders o set status = 'FULFILLMENT_PROCESSING', operation_id = g.operation_id
      from given g where o.backer_id = g.backer_id and g.voided and g.wanted and o.status in ('READY_TO_FULFILL', 'FULFILLMENT_ERRORED')
      returning o.backer_id, o.creator_id, o.project_id, o.operation_id, old.status as was),
    history as (
      insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source, actor_kind, actor_name, reason)
      select backer_id, creator_id, project_id, operation_id, was, 'FULFILLMENT_PROCESSING', 'POSTAGE', 'SYSTEM', 'Waybill',
        'Refund of the label refused' from moved),
    told as (
      select id, creator_id, project_id, backer_id, case when wanted or not voided then shipment_id end as parcel,
        concat(${lineOf('tracking_number')}, translate(message, E'\\r\\n', '  '), ' ', case
          when not voided then 'Its parcel goes on as it was.'
          when wanted then 'Its parcel counts again, and the order waits for the carrier.'
          else 'Its parcel stays voided: the order is sent otherwise by now, or waits for no parcel.' end) as line
      from given where voided or not $2),
    opened as (
      -- Labels whose parcels stay voided share the order's exception.
      insert into parcel_exception as x (creator_id, project_id, backer_id, shipment_id, kind, detail, since)
      select creator_id, project_id, backer_id, parcel, 'REFUND_REFUSED', string_agg(line, E'\\n' order by id), now()
      from told group by creator_id, project_id, backer_id, parcel
      on conflict (backer_id, coalesce(shipment_id, 0), kind) where resolved_at is null
      do update set detail = concat_ws(E'\\n', ${linesBut('x.detail', TOLD_NOW)}, excluded.detail))
    update label l set status = 'BOUGHT', problem = g.message, problem_code = 'VOID_REFUSED', void_requested_at = null
    from given g where l.id = g.id`,
    [JSON.stringify(refused.map(({ labelId, message }) => ({ label_id: labelId, message }))), heard],
  );
}
