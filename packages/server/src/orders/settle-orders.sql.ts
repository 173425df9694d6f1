import { START_SHIPPING } from './start-shipping.sql.ts';

/** Of whom, and in whose name; the ids go into the text: they are numbers of ours. */
export interface SettledBy {
  creatorId: string;
  projectId: string;
  source: 'PARTNER' | 'POSTAGE';
  operationId: string | null;
  /** When, for the history, as SQL of ours: the time of the parcels that came with it; left out, the clock's. */
  at?: string;
}

/** A parcel of `s` that is on its way and stands for what it holds: one that a partner sent, or a carrier has scanned. */
export const GONE = /* sql */ `s.voided_at is null and s.replaced_at is null
  and (s.source = 'PARTNER' and s.shipped_at is not null or s.source = 'POSTAGE' and s.accepted_at is not null)`;

/**
 * Locks the orders that `settleSql` may move, in backer order. A statement of its own, before it: settling then sees the
 * parcels of whoever was waited for. Two reports, each of one half of an order, would else both find it half shipped.
 *
 * @param from a select of backer ids
 */
export function lockOrdersSql(from: string, { projectId }: Pick<SettledBy, 'projectId'>): string {
  return /* sql */ `
  select from orders o where o.project_id = ${BigInt(projectId)} and o.backer_id in (${from})
  order by o.backer_id for no key update`;
}

/**
 * Marks orders Fulfilled whose parcels hold everything they are owed, and Partially Fulfilled those of whose parcels
 * some are on their way: by quantity, item by item. A parcel without lines holds everything. Orders that are not in
 * Start Shipping stay as they are; a hold stops nothing, since what has left has left.
 *
 * It reads the parcels as they are before the statement, so it stands alone, after the one that wrote them and after
 * `lockOrdersSql`. Answers the number of orders that moved.
 *
 * @param from a select of backer ids
 * @param actor SQL expressions for the actor's kind and name in the history
 */
export function settleSql(
  from: string,
  by: SettledBy,
  actor: { kind: string; name: string } = { kind: 'null', name: 'null' },
): string {
  const creator = BigInt(by.creatorId);
  const project = BigInt(by.projectId);
  const operation = by.operationId === null ? 'null::bigint' : `${BigInt(by.operationId)}::bigint`;
  return /* sql */ `
  with open as materialized (
    select o.backer_id from orders o
    where o.project_id = ${project} and o.backer_id in (${from}) and o.status in ${START_SHIPPING}),
  gone as materialized (
    select s.id, s.backer_id, not exists (select from shipment_item i where i.shipment_id = s.id) as whole
    from open o join shipment s on s.backer_id = o.backer_id where ${GONE}),
  held as materialized (
    select g.backer_id, i.item_no, sum(i.quantity) as quantity
    from gone g join shipment_item i on i.shipment_id = g.id group by g.backer_id, i.item_no),
  judged as (
    select g.backer_id, case when bool_or(g.whole) or not exists (
        select from order_item d left join held h on h.backer_id = d.backer_id and h.item_no = d.no
        where d.backer_id = g.backer_id and d.kind = 'PHYSICAL' and d.quantity > coalesce(h.quantity, 0))
      then 'FULFILLED' else 'PARTIALLY_FULFILLED' end::order_status as becomes
    from gone g group by g.backer_id order by g.backer_id),
  moved as (
    update orders o set status = j.becomes,
      fulfilled_at = case when j.becomes = 'FULFILLED' then now() end,
      fulfilled_by = case when j.becomes = 'FULFILLED' then '${by.source}'::shipment_source end,
      operation_id = ${operation}
    from judged j where o.backer_id = j.backer_id and o.status in ${START_SHIPPING} and o.status <> j.becomes
    returning o.backer_id, old.status as was, new.status as becomes),
  history as (
    insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source, actor_kind, actor_name, at)
    select backer_id, ${creator}, ${project}, ${operation}, was, becomes, '${by.source}', ${actor.kind}, ${actor.name},
           ${by.at ?? 'clock_timestamp()'} from moved)
  select count(*)::int as moved from moved`;
}
