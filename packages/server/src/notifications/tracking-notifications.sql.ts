import { rowsTable } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { OUT_OF_REACH, SUPPRESSION_OF_BACKER } from './reach.sql.ts';
import { UNTOLD, WITHDRAWN, writeMails } from './told.sql.ts';

/** The columns every report reads, and the address that was seen. */
export function createRows(operation: OperationRecord): string {
  return /* sql */ `create table ${rowsTable(operation.id)} (
    pos int, row_no int, line int, backer_id bigint, email text, tracking_number text, carrier text, carrier_name text,
    tracking_url text, outcome text, warning text, applies boolean)
    with (autovacuum_enabled = off)`;
}

/**
 * Gives every backer of the target its outcome. A row shows the newest parcel the mail would tell of.
 *
 * @param target a select of backer_id, as `targetSql` writes it
 */
export function planRows(operation: OperationRecord, target: string): string {
  const corrects = operation.options.corrections === true;
  return /* sql */ `
  with target as materialized (${target}),
  news as materialized (
    select distinct on (s.backer_id) s.backer_id, s.tracking_number, s.carrier, s.carrier_name, s.tracking_url
    from target g join shipment s on s.backer_id = g.backer_id where ${UNTOLD}
    order by s.backer_id, s.id desc),
  gone as materialized (
    select distinct t.backer_id from target g join notification_shipment t on t.backer_id = g.backer_id where ${WITHDRAWN})
  insert into ${rowsTable(operation.id)}
    (pos, row_no, line, backer_id, email, tracking_number, carrier, carrier_name, tracking_url, outcome, applies)
  select (row_number() over ())::int, (row_number() over ())::int, 0, backer_id, email, tracking_number, carrier, carrier_name,
         tracking_url, outcome, outcome in ('TOLD', 'CORRECTED')
  from (
    select b.id as backer_id, b.email, n.tracking_number, n.carrier, n.carrier_name, n.tracking_url, case
        when n.backer_id is null and g.backer_id is null then 'NOTHING_NEW'
        when n.backer_id is null and ${!corrects} then 'CORRECTION_OFFERED'
        else coalesce(${OUT_OF_REACH}, case when g.backer_id is not null and ${corrects} then 'CORRECTED' else 'TOLD' end)
        end as outcome
    from target t
    join backer b on b.id = t.backer_id
    left join news n on n.backer_id = b.id
    left join gone g on g.backer_id = b.id
    ${SUPPRESSION_OF_BACKER}
    order by b.id) judged`;
}

/** @param rows the operation's rows, as planned or as they ended */
export function tallyStatement(rows: string): string {
  return `select outcome, null::text as warning, count(*)::int as count from ${rows} r group by outcome`;
}

/**
 * One chunk into the outbox: mails and what they tell, in one statement. Who has nothing left to be told since the
 * preview is listed. $1 first pos, $2 last pos.
 */
export function queueChunk(operation: OperationRecord): string {
  const rows = rowsTable(operation.id);
  return /* sql */ `
  with wanted as materialized (
    select backer_id, email, outcome = 'CORRECTED' as corrects from ${rows} where pos between $1 and $2 and applies),
  ${writeMails({ ...operation, operationId: operation.id })},
  late as (
    insert into staging.late_outcome (operation_id, pos, code)
    select ${BigInt(operation.id)}, r.pos, 'CHANGED_SINCE_PREVIEW' from ${rows} r
    where r.pos between $1 and $2 and r.applies and not exists (select from everything e where e.backer_id = r.backer_id)
    on conflict do nothing
    returning 1)
  select (select count(*)::int from late) as late, (select count(*)::int from mails) as queued`;
}

/**
 * Takes back the mails of one chunk that have not begun to leave, and frees their parcels to be told by another. What
 * has left, or may have, is listed. $1 first pos, $2 last pos.
 */
export function unqueueChunk(operation: OperationRecord): string {
  const id = BigInt(operation.id);
  const rows = rowsTable(operation.id);
  return /* sql */ `
  with chunk as materialized (select pos, backer_id from ${rows} where pos between $1 and $2 and applies),
  stopped as (
    update notification n set status = 'CANCELED', settled_at = now(), response = 'Taken back before it was sent.'
    from chunk c where n.operation_id = ${id} and n.backer_id = c.backer_id and n.status = 'PENDING'
    returning n.id),
  freed as (delete from notification_shipment t using stopped s where t.notification_id = s.id),
  left_alone as (
    insert into staging.late_outcome (operation_id, pos, code)
    select ${id}, c.pos, 'MAIL_HAD_LEFT' from chunk c join notification n on n.operation_id = ${id} and n.backer_id = c.backer_id
    where n.status in ('SENT', 'SENDING', 'UNKNOWN')
    on conflict do nothing
    returning 1)
  select (select count(*)::int from left_alone) as late, 0 as queued`;
}
