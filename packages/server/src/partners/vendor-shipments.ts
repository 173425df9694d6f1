import type { PoolClient } from 'pg';
import { carrierBySlug } from '../carriers/carrier-match.ts';
import { judgeNumber } from '../carriers/carrier-judgement.ts';
import type { OrderShipped } from '../inbox/order-shipped.ts';
import { readClock } from '../lib/clock.ts';
import { queueForBacker } from '../notifications/queue.actions.ts';
import { settleOrders } from '../orders/settle-orders.ts';
import { OF_REQUEST } from './fulfillment-request.type.ts';
import { markShipped } from './mark-shipped.sql.ts';
import { requestOfReference } from './vendors/vendor.ts';

interface Found {
  /** Index of the report. */
  n: number;
  id: string;
  backerId: string;
  projectId: string;
  partnerId: string;
}

/**
 * What a vendor's warehouse says it has packed and labelled, onto the requests that were handed to it: parcels, orders by
 * quantity, requests. The same said again changes nothing, whatever order it comes in. In the caller's transaction, as
 * the engine, under that creator.
 *
 * @returns per report how many requests it met: 0 where the number, the reference and the vendor's key name none
 */
export async function recordVendorShipments(
  client: PoolClient,
  creatorId: string,
  vendor: string,
  reports: readonly OrderShipped[],
): Promise<number[]> {
  const met = reports.map(() => 0);
  if (reports.length === 0) return met;
  const { rows: found } = await client.query<Found>(FIND, [
    reports.map(({ reference }) => requestOfReference(reference)?.id ?? null),
    reports.map(({ vendorOrderId }) => vendorOrderId),
    vendor,
    creatorId,
  ]);
  if (found.length === 0) return met;
  const backers = found.map(({ backerId }) => backerId);
  const requests = found.map(({ id }) => id);
  await client.query(
    'select from orders o where o.backer_id = any ($1::bigint[]) order by o.backer_id for no key update',
    [backers],
  );
  await client.query(
    'select from fulfillment_request r where r.id = any ($1::bigint[]) order by r.id for update',
    [requests],
  );
  for (const { n } of found) met[n] = (met[n] ?? 0) + 1;
  const at = await readClock(client);
  const { rows: added } = await client.query<{ backerId: string; projectId: string }>(ADD, [
    JSON.stringify(
      found.flatMap(({ n, id }) => {
        const report = reports[n];
        return report ? [{ id, ...parcelOf(report) }] : [];
      }),
    ),
    at,
  ]);
  for (const [projectId, those] of Map.groupBy(found, (one) => one.projectId)) {
    const own = [...new Set(those.map(({ backerId }) => backerId))];
    await settleOrders(client, { creatorId, projectId }, own, {
      source: 'PARTNER',
      operationId: null,
      actorKind: 'SYSTEM',
      actorName: 'Waybill',
      at,
    });
  }
  await client.query(markShipped('select unnest($1::bigint[])'), [requests]);
  await tell(client, creatorId, added);
  return met;
}

/** One mail to each backer of a new parcel, where the project tells of every parcel unasked. */
async function tell(
  client: PoolClient,
  creatorId: string,
  added: readonly { backerId: string; projectId: string }[],
): Promise<void> {
  if (added.length === 0) return;
  const { rows: tells } = await client.query<{ projectId: string }>(
    `select project_id as "projectId" from mail_settings where policy = 'ALWAYS' and project_id = any ($1::bigint[])`,
    [added.map(({ projectId }) => projectId)],
  );
  const telling = new Set(tells.map(({ projectId }) => projectId));
  for (const { backerId, projectId } of added)
    if (telling.has(projectId)) await queueForBacker(client, { id: backerId, creatorId, projectId }, false);
}

function parcelOf(report: OrderShipped) {
  const { trackingNumber, carrier, carrierName, trackingUrl, shippedAt, items } = report;
  const known = carrier !== null && carrierBySlug(carrier) ? carrier : null;
  const slug = known ?? judgeNumber(trackingNumber, carrierName ?? '').slug;
  return {
    number: trackingNumber,
    carrier: slug,
    carrierName: slug === null ? carrierName : null,
    url: trackingUrl,
    shippedAt,
    items,
  };
}

/** $1 our ids, $2 the vendor's keys, $3 the vendor, $4 the creator. One request a report, by our key before theirs. */
const FIND = /* sql */ `
select distinct on (v.n) (v.n - 1)::int as n, r.id, r.backer_id as "backerId", r.project_id as "projectId", r.partner_id as "partnerId"
from unnest($1::bigint[], $2::text[]) with ordinality as v (id, external_id, n)
join partner p on p.creator_id = $4::bigint and p.vendor = $3
join fulfillment_request r on r.partner_id = p.id and (r.id = v.id or r.external_id = v.external_id)
where r.status not in ('CANCELED', 'REJECTED') or exists (select from shipment s where s.backer_id = r.backer_id and ${OF_REQUEST})
order by v.n, r.id is distinct from v.id, r.id desc`;

/**
 * $1: the parcels as JSON, $2: when they are written. A number that the order has is not added again. Lines are named by SKU; where one is none of
 * the request's, or none is named, the parcel holds what is owed: what has left has left.
 */
const ADD = /* sql */ `
with told as materialized (
  select distinct on (v.id, v.number) v.*, r.backer_id, r.creator_id, r.project_id, r.partner_id, r.items as wanted
  from jsonb_to_recordset($1) as v (id bigint, number text, carrier text, "carrierName" text, url text, "shippedAt" timestamptz, items jsonb)
  join fulfillment_request r on r.id = v.id
  where not exists (select from shipment s where s.backer_id = r.backer_id and s.tracking_number = v.number and s.voided_at is null)),
parcels as materialized (select nextval('shipment_id_seq') as shipment_id, t.* from told t),
sent as (
  insert into shipment (id, backer_id, creator_id, project_id, carrier, carrier_name, tracking_number, tracking_url, source, shipped_at, partner_id, created_at)
  select shipment_id, backer_id, creator_id, project_id, carrier, "carrierName", number, url, 'PARTNER', "shippedAt", partner_id, $2::timestamptz
  from parcels),
lines as (
  select p.shipment_id, p.creator_id, p.project_id, p.backer_id,
    (select min(w.no) from jsonb_to_recordset(p.wanted) as w (no int, sku text) where w.sku = i.sku) as no, i.quantity
  from parcels p cross join jsonb_to_recordset(p.items) as i (sku text, quantity int)
  where jsonb_typeof(p.items) = 'array'),
lined as (
insert into shipment_item (shipment_id, item_no, quantity, creator_id, project_id, backer_id)
select l.shipment_id, l.no, sum(l.quantity), l.creator_id, l.project_id, l.backer_id from lines l
where l.quantity > 0 and not exists (select from lines x where x.shipment_id = l.shipment_id and x.no is null)
group by l.shipment_id, l.no, l.creator_id, l.project_id, l.backer_id)
select distinct backer_id as "backerId", project_id as "projectId" from parcels`;
