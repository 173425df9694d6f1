import type { PoolClient } from 'pg';
import { normaliseTrackingNumber } from '../carriers/carrier-match.ts';
import { carrierOf } from '../inbox/carrier-names.ts';
import { withPartner } from '../orders/in-hand.sql.ts';
import { isLive } from './live-label.sql.ts';
import type { BoughtLabel } from './provider.ts';
import { lineOf, linesBut } from './refusal-lines.sql.ts';

/** Whose labels are written. */
export interface LabelOwner {
  creatorId: string;
  projectId: string;
  /** The purchase they belong to. */
  operationId: string;
}

export interface PaidLabel {
  labelId: string;
  backerId: string;
  bought: BoughtLabel;
}

/** Who gives labels back, as the history tells it. */
export interface GivingBack {
  source: 'UNDO' | 'POSTAGE';
  /** The operation that is undone, if one is. */
  operationId: string | null;
  actorKind: string | null;
  actorName: string | null;
}

/**
 * Notes purchases: the label with its number, the parcel it is on, and the order on its way to the carrier, all in the
 * caller's transaction. A label noted already stays as it is.
 *
 * @returns how many were noted
 */
export async function recordPaid(
  client: PoolClient,
  owner: LabelOwner,
  paid: readonly PaidLabel[],
): Promise<number> {
  if (paid.length === 0) return 0;
  const given = paid.map(({ labelId, backerId, bought: { rate, trackingNumber, trackerId, labelUrl } }) => {
    const slug = slugOf(rate.carrier);
    return {
      label_id: labelId,
      backer_id: backerId,
      slug,
      carrier_name: slug === null ? rate.carrier : null,
      carrier: rate.carrier,
      service: rate.service,
      rate_id: rate.id,
      price: rate.priceCents,
      currency: rate.currency,
      days: rate.deliveryDays,
      number: normaliseTrackingNumber(trackingNumber),
      tracker_id: trackerId,
      url: labelUrl,
    };
  });
  const { rowCount } = await client.query(
    /* sql */ `
    with given as materialized (
      select g.* from jsonb_to_recordset($1::jsonb) as g (
        label_id bigint, backer_id bigint, slug text, carrier_name text, carrier text, service text, rate_id text, price int,
        currency text, days int, number text, tracker_id text, url text)
      join label l on l.id = g.label_id and l.status in ('RATED', 'BUYING', 'FAILED')),
    locked as materialized (
      select o.backer_id, o.status from orders o where o.backer_id in (select backer_id from given)
      order by o.backer_id for no key update of o),
    moved as (
      update orders o set status = 'FULFILLMENT_PROCESSING', operation_id = $4
      from locked k where o.backer_id = k.backer_id and o.status in ('READY_TO_FULFILL', 'FULFILLMENT_ERRORED')
      returning o.backer_id, old.status as was),
    history as (
      insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source)
      select backer_id, $2::bigint, $3::bigint, $4::bigint, was, 'FULFILLMENT_PROCESSING', 'POSTAGE' from moved),
    sent as (
      insert into shipment (backer_id, creator_id, project_id, operation_id, carrier, carrier_name, tracking_number, tracking_status, source, label_id)
      select backer_id, $2::bigint, $3::bigint, $4::bigint, slug, carrier_name, number, 'PRE_TRANSIT', 'POSTAGE', label_id
      from given order by backer_id
      returning id, label_id),
    -- An order that stays Partially Fulfilled is none that moved, by which the database would see that this is over.
    decided as (
      update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
      from given g where x.backer_id = g.backer_id and x.kind in ('PARTNER_REJECTED', 'ADDRESS_REFUSED')
        and x.shipment_id is null and x.resolved_at is null)
    update label l set status = 'BOUGHT', shipment_id = s.id, rate_id = g.rate_id, carrier = g.carrier, service = g.service,
      price_cents = g.price, currency = g.currency, delivery_days = g.days, tracking_number = g.number, tracker_id = g.tracker_id,
      label_url = g.url, bought_at = now(), problem = null, problem_code = null
    from given g join sent s on s.label_id = g.label_id
    where l.id = g.label_id`,
    [JSON.stringify(given), owner.creatorId, owner.projectId, owner.operationId],
  );
  return rowCount ?? 0;
}

/**
 * Notes that labels are given back: their parcels are void, and an order that was waiting for one alone is again what it
 * was before. To be called for labels in VOIDING whose orders are locked.
 *
 * @param refunded whether the money is back, or only asked for
 */
export async function recordVoided(
  client: PoolClient,
  labelIds: readonly string[],
  refunded: boolean,
  by: GivingBack,
): Promise<void> {
  if (labelIds.length === 0) return;
  await client.query(
    /* sql */ `
    with given as materialized (
      select l.id, l.backer_id, l.creator_id, l.project_id, l.shipment_id, l.operation_id, l.tracking_number from label l
      where l.id = any ($1::bigint[]) and l.status = 'VOIDING'),
    parcels as (
      update shipment s set voided_at = now(), voided_by_operation_id = $3::bigint, tracking_status = 'CANCELLED'
      from given g where s.id = g.shipment_id and s.voided_at is null and s.accepted_at is null),
    moved as (
      update orders o set operation_id = null, status = coalesce((
        select e.from_status from order_event e
        where e.backer_id = o.backer_id and e.to_status = 'FULFILLMENT_PROCESSING' and e.operation_id = g.operation_id
        order by e.id desc limit 1), 'READY_TO_FULFILL')
      from given g where o.backer_id = g.backer_id and o.status = 'FULFILLMENT_PROCESSING'
        and not exists (select from label x where x.backer_id = o.backer_id and x.id <> g.id and x.status in ('BUYING', 'BOUGHT') and ${isLive('x')})
        and not ${withPartner('o.backer_id')}
      returning o.backer_id, new.status as becomes),
    history as (
      insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source, actor_kind, actor_name, reason)
      select distinct on (m.backer_id) m.backer_id, g.creator_id, g.project_id, $3::bigint, 'FULFILLMENT_PROCESSING'::order_status, m.becomes,
        $4::event_source, $5, $6, 'Label given back'
      from moved m join given g on g.backer_id = m.backer_id),
    -- Of parcels that stayed voided; the others end theirs with the parcel. What is said of other labels stays.
    granted as (
      update parcel_exception x set detail = coalesce(r.rest, x.detail), resolved_at = case when r.rest is null then now() end,
        resolution = case when r.rest is null then 'BY_ITSELF'::exception_resolution end
      from (
        select y.id, y.detail, ${linesBut('y.detail', 'g.beginnings')} as rest
        from (select backer_id, array_agg(${lineOf('tracking_number')}) as beginnings from given where $2 group by backer_id) g
        join parcel_exception y on y.backer_id = g.backer_id and y.kind = 'REFUND_REFUSED' and y.shipment_id is null and y.resolved_at is null) r
      where x.id = r.id and x.resolved_at is null and r.rest is distinct from r.detail)
    update label l set status = case when $2 then 'VOIDED' else 'VOIDING' end::label_status,
      voided_at = case when $2 then now() end, problem = null, problem_code = null
    from given g where l.id = g.id`,
    [labelIds, refunded, by.operationId, by.source, by.actorKind, by.actorName],
  );
}

/** EasyPost writes carriers in one word: DHLExpress, FedExDefault, UPSDAP, CanadaPost. */
function slugOf(name: string): string | null {
  const words = name.replace(/(?:Default|DAP)$/, '').replace(/([a-z])([A-Z])/g, '$1 $2');
  return carrierOf(name) ?? carrierOf(words);
}
