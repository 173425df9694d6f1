import { rowsTable } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';

/** An action's rows have the columns of an upload's, so that one statement applies both. */
export function createRows(operation: OperationRecord): string {
  return /* sql */ `create table ${rowsTable(operation.id)} (
    pos int, row_no int, line int, backer_id bigint, was order_status, was_by bigint, tracking_number text, carrier text,
    carrier_name text, tracking_url text, shipped_at timestamptz, outcome text, warning text, applies boolean)
    with (autovacuum_enabled = off)`;
}

/**
 * Gives every backer of the target its outcome. The list is frozen here: who joins or leaves the filter afterwards
 * is not asked again.
 *
 * @param target a select of backer_id, as `targetSql` writes it
 */
export function planRows(operation: OperationRecord, target: string): string {
  const force = operation.kind === 'FORCE_MARK_FULFILLED';
  return /* sql */ `
  insert into ${rowsTable(operation.id)} (pos, row_no, line, backer_id, was, was_by, outcome, applies)
  select (row_number() over ())::int, (row_number() over ())::int, 0, backer_id, status, operation_id, outcome, outcome in ('MARKED', 'FORCED')
  from (
    select o.backer_id, o.status, o.operation_id, case
        when o.status = 'CANCELED' then 'CANCELED'
        when o.status = 'FULFILLED' then 'ALREADY_FULFILLED'
        when h.backer_id is not null then '${force ? 'FORCED' : 'ON_HOLD'}'
        when o.status not in ('READY_TO_FULFILL', 'FULFILLMENT_PROCESSING', 'FULFILLMENT_ERRORED', 'PARTIALLY_FULFILLED')
          then '${force ? 'FORCED' : 'NOT_READY'}'
        else 'MARKED' end as outcome
    from (${target}) t
    join orders o on o.backer_id = t.backer_id
    left join order_hold h on h.backer_id = o.backer_id
    order by o.backer_id) judged`;
}

/** @param rows the operation's rows, as planned or as they ended */
export function tallyStatement(rows: string): string {
  return `select outcome, null::text as warning, count(*)::int as count from ${rows} r group by outcome`;
}
