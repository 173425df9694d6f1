import { cellsTable, rowsTable, type Chunk } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { OPEN_REQUEST } from '../orders/in-hand.sql.ts';
import { tenantOf } from '../segment-actions/chunk.sql.ts';
import { OF_REQUEST } from './fulfillment-request.type.ts';

/** What a reference stands for that was sent more than once: what is open, then what was shipped, then the last. */
const BEST_FIRST = `case when r.status in ${OPEN_REQUEST} then 0 when r.status = 'SHIPPED' then 1 else 2 end, r.id desc`;

const KEYS = [
  ['request_id', 'r.id', ''],
  ['reference', 'r.reference', ''],
  ['external_id', 'r.external_id', ''],
  ['pledge_id', 'b.pledge_id', 'join backer b on b.id = r.backer_id'],
  ['number', 'b.number', 'join backer b on b.id = r.backer_id'],
] as const;

/**
 * Gives every row its outcome. Keys are looked for among what this partner was sent and nowhere else, and rows of one
 * number are one parcel, whose lines add up.
 */
export function planReport(operation: OperationRecord): string {
  const cells = cellsTable(operation.id);
  const partner = BigInt(operation.options.partnerId ?? '0');
  const skips = operation.options.missingTracking === 'SKIP';
  const chosen = `coalesce(${KEYS.map(([column]) => `k_${column}.id`).join(', ')})`;
  return /* sql */ `
  create table ${rowsTable(operation.id)} with (autovacuum_enabled = off) as
  with ${KEYS.map(
    ([column, key, join]) => /* sql */ `k_${column} as (
    select ${key} as key, (array_agg(r.id order by ${BEST_FIRST}))[1] as id, count(distinct r.backer_id) as n
    from fulfillment_request r ${join}
    where r.partner_id = ${partner} and ${key} in (select c.${column} from ${cells} c where c.${column} is not null)
    group by ${key})`,
  ).join(', ')},
  named as (
    select c.*, ${chosen} as chosen,
      case when c.problem is not null then c.problem
        when ${KEYS.map(([column]) => `c.${column} is null`).join(' and ')} then 'NO_KEY'
        when ${chosen} is null then 'NO_REQUEST'
        when ${KEYS.map(([column]) => `coalesce(k_${column}.n, 2) > 1`).join(' and ')} then 'AMBIGUOUS'
        when ${KEYS.map(([column]) => `c.${column} is not null and k_${column}.id is distinct from ${chosen}`).join(' or ')} then 'KEYS_DISAGREE'
      end as verdict
    from ${cells} c ${KEYS.map(([column]) => `left join k_${column} on k_${column}.key = c.${column}`).join(' ')}),
  known as (
    select n.*, r.id as request, r.backer_id, r.status as was_request, r.items as wanted, o.status as order_status, o.operation_id as was_by,
      case when n.items is not null then (
        select jsonb_agg(jsonb_build_object('no', (
            select min(w.no) from jsonb_to_recordset(r.items) as w (no int, sku text)
            where case when i.no is not null then w.no = i.no and (i.sku is null or w.sku = i.sku) else w.sku = i.sku end),
          'quantity', i.quantity))
        from jsonb_to_recordset(n.items) as i (sku text, no int, quantity int)) end as lines
    from named n
    left join fulfillment_request r on r.id = n.chosen and n.verdict is null
    left join orders o on o.backer_id = r.backer_id),
  grouped as (
    select k.*, coalesce(tracking_number, 'row ' || row_no) as parcel,
      bool_or(lines is null) over (partition by request, coalesce(tracking_number, 'row ' || row_no)) as whole,
      row_number() over (partition by request, coalesce(tracking_number, ''), lines order by row_no) as nth
    from known k),
  lined as (
    select g.row_no, g.request, l.no, sum(l.quantity) over (partition by g.request, l.no order by g.row_no) as so_far
    from grouped g cross join jsonb_to_recordset(g.lines) as l (no int, quantity int)
    where g.nth = 1),
  gone as (
    select r.id as request, i.item_no as no, sum(i.quantity) as quantity
    from fulfillment_request r join shipment s on s.backer_id = r.backer_id and ${OF_REQUEST}
    join shipment_item i on i.shipment_id = s.id
    where r.id in (select l.request from lined l) group by r.id, i.item_no),
  beyond as (
    select l.row_no from lined l join fulfillment_request r on r.id = l.request
    cross join jsonb_to_recordset(r.items) as w (no int, quantity int)
    left join gone g on g.request = l.request and g.no = l.no
    where w.no = l.no and w.quantity < l.so_far + coalesce(g.quantity, 0)),
  counted as (
    select g.*, g.row_no in (select b.row_no from beyond b) as too_many,
      exists (select from jsonb_to_recordset(g.wanted) as w (no int, quantity int)
        where w.quantity > coalesce((select sum(l.quantity) from jsonb_to_recordset(g.lines) as l (no int, quantity int) where l.no = w.no), 0)) as partial
    from grouped g),
  judged as (
    select row_no, line, backer_id, request as request_id, was_request, was_by, tracking_number, carrier, carrier_name, tracking_url, shipped_at,
      parcel, lines,
      case when verdict is not null then verdict
        when order_status = 'CANCELED' then 'CANCELED'
        when was_request = 'CANCELED' then 'REQUEST_CANCELED'
        when was_request = 'REJECTED' then 'REQUEST_REJECTED'
        when nth > 1 or (whole and lines is not null) then 'DUPLICATE'
        when tracking_number is not null and exists (
          select from shipment s where s.backer_id = counted.backer_id and s.voided_at is null and s.tracking_number = counted.tracking_number) then 'ALREADY_SAME'
        ${skips ? `when tracking_number is null then 'NO_TRACKING'` : ''}
        when tracking_number is null and was_request = 'SHIPPED' then 'ALREADY_FULFILLED'
        when exists (select from jsonb_to_recordset(lines) as l (no int) where l.no is null) then 'ITEM_UNKNOWN'
        when too_many then 'MORE_THAN_OWED'
        when was_request = 'SHIPPED' then 'ADDS'
        when lines is not null and partial then 'REPORTED_PART'
        else 'REPORTED' end as outcome,
      coalesce(warning, case when tracking_number is null then 'UNTRACKED'
        when exists (select from shipment s where s.project_id = ${BigInt(operation.projectId)} and s.tracking_number = counted.tracking_number
                       and s.voided_at is null and s.backer_id <> counted.backer_id) then 'TRACKING_ON_OTHER_ORDER' end) as warning
    from counted
    order by backer_id, request, row_no)
  select (row_number() over ())::int as pos, j.*, outcome in ('REPORTED', 'REPORTED_PART', 'ADDS') as applies
  from judged j`;
}

/** @param from the operation's rows, as planned or as they ended */
export function reportTally(from: string): string {
  return `select outcome, case when applies then warning end as warning, count(*)::int as count from ${from} r group by 1, 2`;
}

/** A select of the backers of the chunk's rows that apply. */
export function backersOfChunk(operation: OperationRecord, chunk: Chunk): string {
  return `select c.backer_id from ${rowsTable(operation.id)} c where c.pos between ${chunk.firstPos} and ${chunk.lastPos} and c.applies`;
}

/** A select of the requests of the chunk's rows that apply. */
export function requestsOfChunk(operation: OperationRecord, chunk: Chunk): string {
  return `select c.request_id from ${rowsTable(operation.id)} c where c.pos between ${chunk.firstPos} and ${chunk.lastPos} and c.applies`;
}

export function lockRequestsOfChunk(operation: OperationRecord, chunk: Chunk): string {
  return `select from fulfillment_request r where r.id in (${requestsOfChunk(operation, chunk)}) order by r.id for update`;
}

/**
 * Adds the parcels of one chunk, with their lines. What was taken back or rejected since the plan is left alone, and a
 * number that another report brought meanwhile is not added again. Orders and requests are settled after it.
 */
export function addParcels(operation: OperationRecord): string {
  const id = BigInt(operation.id);
  return /* sql */ `
  with chunk as materialized (
    select c.* from ${rowsTable(operation.id)} c where c.pos between $1 and $2 and c.applies and c.backer_id between $3 and $4),
  there as materialized (
    select c.* from chunk c join fulfillment_request r on r.id = c.request_id
    where r.status not in ('CANCELED', 'REJECTED') and not exists (
      select from shipment s where s.backer_id = c.backer_id and s.voided_at is null and s.tracking_number = c.tracking_number)),
  parcels as materialized (
    select nextval('shipment_id_seq') as id, p.* from (
      select backer_id, request_id, parcel, min(pos) as pos, min(tracking_number) as tracking_number, min(carrier) as carrier,
        min(carrier_name) as carrier_name, min(tracking_url) as tracking_url, min(shipped_at) as shipped_at,
        array_agg(lines) as lines
      from there group by backer_id, request_id, parcel order by min(pos)) p),
  sent as (
    insert into shipment (id, backer_id, creator_id, project_id, operation_id, carrier, carrier_name, tracking_number,
                          tracking_url, source, shipped_at, partner_id)
    select p.id, p.backer_id, ${tenantOf(operation)}, ${id}, p.carrier, p.carrier_name, p.tracking_number, p.tracking_url, 'PARTNER',
           coalesce(p.shipped_at, now()), ${BigInt(operation.options.partnerId ?? '0')}
    from parcels p),
  lined as (
    insert into shipment_item (shipment_id, item_no, quantity, creator_id, project_id, backer_id)
    select p.id, l.no, sum(l.quantity), ${tenantOf(operation)}, p.backer_id
    from parcels p cross join unnest(p.lines) as t (lines) cross join jsonb_to_recordset(t.lines) as l (no int, quantity int)
    group by p.id, l.no, p.backer_id),
  done as (select pos, backer_id from there),
  late as (
    insert into staging.late_outcome (operation_id, pos, code)
    select ${id}, c.pos, 'CHANGED_SINCE_PREVIEW' from chunk c where c.pos not in (select d.pos from done d)
    on conflict do nothing returning 1)
  select (select count(*)::int from late) as late`;
}

/**
 * Takes the parcels of one chunk away, backer by backer, and brings order and request back to where they were: unless
 * another parcel came since, one of these was scanned or edited, or somebody moved the order. That is left alone.
 */
export function removeParcels(operation: OperationRecord): string {
  const id = BigInt(operation.id);
  return /* sql */ `
  with touched as materialized (
    select r.backer_id, min(r.pos) as pos, min(r.was_by) as was_by, e.from_status, e.at
    from ${rowsTable(operation.id)} r
    left join lateral (
      select e.from_status, e.at from order_event e where e.backer_id = r.backer_id and e.operation_id = ${id} and e.source <> 'UNDO'
      order by e.at, e.id limit 1) e on true
    where r.pos between $1 and $2 and r.applies and exists (
      select from shipment s where s.backer_id = r.backer_id and s.backer_id between $3 and $4 and s.operation_id = ${id})
    group by r.backer_id, e.from_status, e.at order by r.backer_id),
  clean as materialized (
    select t.* from touched t join orders o on o.backer_id = t.backer_id and o.backer_id between $3 and $4
    where (t.from_status is null or o.operation_id = ${id} and o.status in ('FULFILLED', 'PARTIALLY_FULFILLED'))
      and not exists (select from shipment s where s.backer_id = t.backer_id and s.backer_id between $3 and $4
        and case when s.operation_id = ${id} then s.edited_at is not null or s.accepted_at is not null or s.voided_at is not null
              else s.created_at > t.at and s.voided_at is null end)),
  restored as (
    update orders o set status = c.from_status, fulfilled_at = null, fulfilled_by = null, operation_id = c.was_by
    from clean c where o.backer_id = c.backer_id and o.backer_id between $3 and $4 and c.from_status is not null
    returning o.backer_id, old.status as was, c.from_status),
  history as (
    insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source)
    select backer_id, ${tenantOf(operation)}, ${id}, was, from_status, 'UNDO' from restored),
  reopened as (
    update fulfillment_request q set status = r.was_request, shipped_at = case when r.was_request in ('SENT', 'ACCEPTED') then null else q.shipped_at end
    from (select distinct r.request_id, r.was_request, r.backer_id from ${rowsTable(operation.id)} r
          where r.pos between $1 and $2 and r.applies) r
    join clean c on c.backer_id = r.backer_id
    where q.id = r.request_id and q.status in ('PARTIALLY_SHIPPED', 'SHIPPED')),
  removed as (
    delete from shipment s using clean c
    where s.backer_id = c.backer_id and s.backer_id between $3 and $4 and s.operation_id = ${id}),
  left_alone as (
    insert into staging.late_outcome (operation_id, pos, code)
    select ${id}, t.pos, 'UNDO_LEFT_ALONE' from touched t where t.backer_id not in (select c.backer_id from clean c)
    on conflict do nothing returning 1)
  select (select count(*)::int from left_alone) as late`;
}
