import { escapeLiteral } from 'pg';
import { rowsTable } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { START_SHIPPING } from './start-shipping.sql.ts';

/** One look at the holds of the chunk's stretch of backers, not one a row: nobody knows how many there are. */
const HELD =
  'o.backer_id = any (array(select h.backer_id from order_hold h where h.backer_id between $3 and $4))';

/** How the orders of an operation came to be fulfilled, as their history tells it. */
function sourceOf(operation: OperationRecord): 'UPLOAD' | 'API' | 'SEGMENT_ACTION' {
  if (operation.kind !== 'TRACKING_UPLOAD') return 'SEGMENT_ACTION';
  return operation.staged?.inline ? 'API' : 'UPLOAD';
}

/**
 * Marks the orders of one chunk Fulfilled and adds their parcels, in one statement; for uploads and for actions
 * alike, whose rows have the same columns. The update comes first: it locks each order, says what it was
 * (RETURNING old, PostgreSQL 18), and leaves out what is no longer as planned. History and parcels follow from
 * what was moved, so all of it is true together.
 *
 * Parameters: $1 first pos, $2 last pos, $3 first backer, $4 last backer. The bounds of backers let the planner
 * walk one stretch of orders instead of probing row by row.
 */
export function fulfillChunk(operation: OperationRecord): string {
  const id = BigInt(operation.id);
  const rows = rowsTable(operation.id);
  const source = sourceOf(operation);
  const { notReady, notReadyReason, existingTracking = 'REPLACE' } = operation.options;
  const forced = notReady === 'FORCE';
  const replaces = existingTracking === 'REPLACE';
  return /* sql */ `
  with chunk as materialized (
    select * from ${rows} where pos between $1 and $2 and applies),
  wanted as (
    select backer_id, min(was) as was, min(was_by) as was_by, bool_or(outcome = 'REPLACES') as replaces
    from chunk group by backer_id order by backer_id),
  moved as (
    update orders o set
      status = 'FULFILLED',
      fulfilled_at = case when o.status = 'FULFILLED' then o.fulfilled_at else now() end,
      fulfilled_by = case when o.status = 'FULFILLED' then o.fulfilled_by else '${source}' end,
      operation_id = case when o.status = 'FULFILLED' then o.operation_id else ${id} end
    from wanted w
    where o.backer_id = w.backer_id and o.backer_id between $3 and $4 and o.status = w.was and o.operation_id is not distinct from w.was_by
      ${forced ? '' : `and not ${HELD}`}
    returning o.backer_id, old.status as was, w.replaces${forced ? `, old.status not in ${START_SHIPPING} or ${HELD} as forced` : ''}),
  history as (
    insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source, reason)
    select backer_id, ${BigInt(operation.creatorId)}, ${BigInt(operation.projectId)}, ${id}, was, 'FULFILLED',
           ${forced ? `case when forced then 'FORCE' else '${source}' end::event_source, case when forced then ${quote(notReadyReason ?? null)} end` : `'${source}', null`}
    from moved where was <> 'FULFILLED'),
  ${
    replaces
      ? `voided as (
    update shipment s set voided_at = now(), voided_by_operation_id = ${id}
    from moved m
    where m.replaces and s.backer_id = m.backer_id and s.backer_id between $3 and $4 and s.voided_at is null and s.tracking_number is not null
      and not exists (select from ${rows} r where r.pos between $1 and $2 and r.backer_id = s.backer_id
                        and r.tracking_number = s.tracking_number)),`
      : ''
  }
  sent as (
    insert into shipment (backer_id, creator_id, project_id, operation_id, carrier, carrier_name, tracking_number,
                          tracking_url, source, shipped_at)
    select c.backer_id, ${BigInt(operation.creatorId)}, ${BigInt(operation.projectId)}, ${id}, c.carrier, c.carrier_name,
           c.tracking_number, c.tracking_url, '${source}', coalesce(c.shipped_at, now())
    from chunk c join moved m on m.backer_id = c.backer_id
    where c.tracking_number is not null
    order by c.pos),
  late as (
    insert into staging.late_outcome (operation_id, pos, code)
    select ${id}, c.pos, 'CHANGED_SINCE_PREVIEW' from chunk c
    where not exists (select from moved m where m.backer_id = c.backer_id)
    on conflict do nothing
    returning 1)
  select (select count(*)::int from late) as late`;
}

/**
 * Undoes one chunk, backer by backer: an order comes back only if it still is as this operation left it, nobody sent
 * another parcel since, and none of its own was edited, scanned or voided. What is left alone is listed. The update
 * looks at the order once more under its lock, and the rest follows from what it restored.
 */
export function unfulfillChunk(operation: OperationRecord): string {
  const id = BigInt(operation.id);
  const rows = rowsTable(operation.id);
  return /* sql */ `
  with touched as materialized (
    select r.backer_id, min(r.pos) as pos, min(r.was_by) as was_by, e.from_status, e.at
    from ${rows} r
    left join order_event e on e.backer_id = r.backer_id and e.operation_id = ${id} and e.source <> 'UNDO'
    where r.pos between $1 and $2 and r.applies
      and not exists (select from staging.late_outcome l where l.operation_id = ${id} and l.pos = r.pos and l.code = 'CHANGED_SINCE_PREVIEW')
    group by r.backer_id, e.from_status, e.at
    order by r.backer_id),
  clean as materialized (
    select t.* from touched t
    where not exists (select from shipment s where s.backer_id = t.backer_id
      and s.backer_id between $3 and $4 and case when s.operation_id = ${id} then s.edited_at is not null or s.accepted_at is not null or s.voided_at is not null
               else s.created_at > t.at and s.voided_at is null end)),
  restored as (
    update orders o set status = c.from_status, fulfilled_at = null, fulfilled_by = null, operation_id = c.was_by
    from clean c where o.backer_id = c.backer_id and o.backer_id between $3 and $4 and c.from_status is not null
      and o.operation_id = ${id} and o.status = 'FULFILLED'
    returning o.backer_id, c.from_status),
  undone as (
    select backer_id from restored union all select backer_id from clean where from_status is null),
  history as (
    insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source)
    select backer_id, ${BigInt(operation.creatorId)}, ${BigInt(operation.projectId)}, ${id}, 'FULFILLED', from_status, 'UNDO'
    from restored),
  removed as (
    delete from shipment s using undone u
    where s.backer_id = u.backer_id and s.backer_id between $3 and $4 and s.operation_id = ${id}),
  revived as (
    update shipment s set voided_at = null, voided_by_operation_id = null
    from undone u
    where s.backer_id = u.backer_id and s.backer_id between $3 and $4 and s.voided_by_operation_id = ${id}),
  left_alone as (
    insert into staging.late_outcome (operation_id, pos, code)
    select ${id}, t.pos, 'UNDO_LEFT_ALONE' from touched t
    where not exists (select from undone u where u.backer_id = t.backer_id)
    on conflict do nothing
    returning 1)
  select (select count(*)::int from left_alone) as late`;
}

function quote(text: string | null): string {
  return text === null ? 'null' : escapeLiteral(text);
}
