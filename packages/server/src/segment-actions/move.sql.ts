import { escapeLiteral } from 'pg';
import { rowsTable } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { appliedRows, leftAlone, lateRows, tenantOf } from './chunk.sql.ts';

/**
 * Moves the orders of one chunk to the status their rows name, with the history of it. The update locks each order and
 * looks at it once more: what is no longer as planned, or on hold by now, is left alone and listed.
 */
export function moveChunk(operation: OperationRecord): string {
  const id = BigInt(operation.id);
  const source = operation.kind === 'REVERT' ? 'REVERT' : 'SEGMENT_ACTION';
  const { reason } = operation.options;
  return /* sql */ `
  with chunk as materialized (
    select pos, backer_id, was, was_by, was_at, becomes from ${rowsTable(operation.id)}
    where pos between $1 and $2 and applies order by backer_id),
  moved as (
    update orders o set status = c.becomes, fulfilled_at = null, fulfilled_by = null, operation_id = ${id}
    from chunk c
    where o.backer_id = c.backer_id and o.backer_id between $3 and $4 and o.status = c.was
      and o.operation_id is not distinct from c.was_by and o.fulfilled_at is not distinct from c.was_at
      and not o.backer_id = any (array(select h.backer_id from order_hold h where h.backer_id between $3 and $4))
    returning o.backer_id, old.status as was, o.status as becomes),
  history as (
    insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source, reason)
    select backer_id, ${tenantOf(operation)}, ${id}, was, becomes, '${source}', ${reason ? escapeLiteral(reason) : 'null'} from moved),
  ${lateRows(operation, 'moved')}
  select (select count(*)::int from late) as late`;
}

/** Puts the orders of one chunk back where they were, unless something moved them since. */
export function unmoveChunk(operation: OperationRecord): string {
  const id = BigInt(operation.id);
  return /* sql */ `
  with touched as materialized (${appliedRows(operation)}),
  restored as (
    update orders o set status = t.was, fulfilled_at = t.was_at, fulfilled_by = t.was_source, operation_id = t.was_by
    from touched t
    where o.backer_id = t.backer_id and o.backer_id between $3 and $4 and o.operation_id = ${id} and o.status = t.becomes
    returning o.backer_id, t.becomes, t.was),
  history as (
    insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source)
    select backer_id, ${tenantOf(operation)}, ${id}, becomes, was, 'UNDO' from restored),
  ${leftAlone(operation, 'restored')}
  select (select count(*)::int from left_alone) as late`;
}
