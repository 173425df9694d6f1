import { escapeLiteral } from 'pg';
import { rowsTable } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { appliedRows, lateRows, leftAlone, tenantOf, told } from './chunk.sql.ts';

const HOLD_DETAIL = `jsonb_build_object('reason', reason, 'until', until)`;

/**
 * Puts the orders of one chunk on hold. Each order is locked first, in the order of backers, and looked at again: one
 * that was fulfilled, canceled or held since the preview is left alone and listed.
 */
export function holdChunk(operation: OperationRecord): string {
  const { reason, until } = operation.options;
  return /* sql */ `
  with chunk as materialized (
    select pos, backer_id from ${rowsTable(operation.id)} where pos between $1 and $2 and applies order by backer_id),
  locked as materialized (
    select o.backer_id from orders o join chunk c on c.backer_id = o.backer_id
    where o.backer_id between $3 and $4 and o.status not in ('FULFILLED', 'CANCELED')
    order by o.backer_id for no key update of o),
  held as (
    insert into order_hold (backer_id, creator_id, project_id, reason, until, actor_name, operation_id)
    select backer_id, ${tenantOf(operation)}, ${escapeLiteral(reason ?? '')}, ${until ? `${escapeLiteral(until)}::timestamptz` : 'null'},
           ${escapeLiteral(operation.actorName)}, ${BigInt(operation.id)}
    from locked
    on conflict (backer_id) do nothing
    returning backer_id, reason, until),
  ${told(operation, 'HELD', 'held', HOLD_DETAIL)},
  ${lateRows(operation, 'held')}
  select (select count(*)::int from late) as late`;
}

/** Ends the holds that this operation made and nobody has changed since. */
export function unholdChunk(operation: OperationRecord): string {
  return /* sql */ `
  with touched as materialized (${appliedRows(operation)}),
  ended as (
    delete from order_hold h using touched t
    where h.backer_id = t.backer_id and h.backer_id between $3 and $4 and h.operation_id = ${BigInt(operation.id)}
    returning h.backer_id, h.reason, h.until),
  ${told(operation, 'RELEASED', 'ended', HOLD_DETAIL, true)},
  ${leftAlone(operation, 'ended')}
  select (select count(*)::int from left_alone) as late`;
}

/** Ends the holds of one chunk that still are as they were in the preview. */
export function releaseChunk(operation: OperationRecord): string {
  return /* sql */ `
  with chunk as materialized (
    select pos, backer_id, hold_reason, hold_until, hold_at from ${rowsTable(operation.id)}
    where pos between $1 and $2 and applies order by backer_id),
  ended as (
    delete from order_hold h using chunk c
    where h.backer_id = c.backer_id and h.backer_id between $3 and $4
      and h.reason = c.hold_reason and h.until is not distinct from c.hold_until and h.created_at = c.hold_at
    returning h.backer_id, h.reason, h.until),
  ${told(operation, 'RELEASED', 'ended', HOLD_DETAIL)},
  ${lateRows(operation, 'ended')}
  select (select count(*)::int from late) as late`;
}

/**
 * Puts the holds of one chunk back as they were. An order that is on hold again, or was fulfilled or canceled since, is
 * left alone.
 */
export function unreleaseChunk(operation: OperationRecord): string {
  return /* sql */ `
  with touched as materialized (${appliedRows(operation)}),
  locked as materialized (
    select t.* from orders o join touched t on t.backer_id = o.backer_id
    where o.backer_id between $3 and $4 and (o.status = t.was or o.status not in ('FULFILLED', 'CANCELED'))
    order by o.backer_id for no key update of o),
  held as (
    insert into order_hold (backer_id, creator_id, project_id, reason, until, actor_name, created_at, operation_id)
    select backer_id, ${tenantOf(operation)}, hold_reason, hold_until, hold_actor, hold_at, hold_by from locked
    on conflict (backer_id) do nothing
    returning backer_id, reason, until),
  ${told(operation, 'HELD', 'held', HOLD_DETAIL, true)},
  ${leftAlone(operation, 'held')}
  select (select count(*)::int from left_alone) as late`;
}
