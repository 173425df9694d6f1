import { escapeLiteral } from 'pg';
import { rowsTable } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';

/** Parts that the statements of a chunk share. Parameters are those of `runChunk`. */

/** The rows of the chunk that were applied, in the order of backers. */
export function appliedRows(operation: OperationRecord): string {
  return /* sql */ `select r.* from ${rowsTable(operation.id)} r
    where r.pos between $1 and $2 and r.applies and not exists (
      select from staging.late_outcome l where l.operation_id = ${BigInt(operation.id)} and l.pos = r.pos and l.code = 'CHANGED_SINCE_PREVIEW')
    order by r.backer_id`;
}

/** Lists the rows of `chunk` that are not in `done` as changed since the preview. */
export function lateRows(operation: OperationRecord, done: string): string {
  return listed(operation, 'late', 'chunk', done, 'CHANGED_SINCE_PREVIEW');
}

/** Lists the rows of `touched` that are not in `done` as left alone by the undo. */
export function leftAlone(operation: OperationRecord, done: string): string {
  return listed(operation, 'left_alone', 'touched', done, 'UNDO_LEFT_ALONE');
}

/** `not in` is a hash whatever the planner believes; an anti join of two lists it takes for short was quadratic. */
function listed(operation: OperationRecord, name: string, all: string, done: string, code: string): string {
  return /* sql */ `${name} as (
    insert into staging.late_outcome (operation_id, pos, code)
    select ${BigInt(operation.id)}, r.pos, '${code}' from ${all} r
    where r.backer_id not in (select d.backer_id from ${done} d)
    on conflict do nothing
    returning 1)`;
}

/** The values of creator_id and project_id. */
export function tenantOf(operation: OperationRecord): string {
  return `${BigInt(operation.creatorId)}::bigint, ${BigInt(operation.projectId)}::bigint`;
}

/**
 * Tells the history of backers what happened to those in `from`, and by whom.
 *
 * @param detail an expression over `from`: jsonb
 * @param undone whether it is whoever took the operation back
 */
export function told(
  operation: OperationRecord,
  kind: 'HELD' | 'RELEASED' | 'TAGGED' | 'UNTAGGED',
  from: string,
  detail: string,
  undone = false,
): string {
  const name = (undone ? operation.undoneBy : null) ?? operation.actorName;
  return /* sql */ `told as (
    insert into backer_event (backer_id, creator_id, project_id, operation_id, kind, detail, actor_kind, actor_name)
    select backer_id, ${tenantOf(operation)}, ${BigInt(operation.id)}, '${kind}', ${detail},
           ${escapeLiteral(operation.actorKind)}, ${escapeLiteral(name)}
    from ${from})`;
}
