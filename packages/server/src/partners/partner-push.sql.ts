import { escapeLiteral } from 'pg';
import { rowsTable } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { appliedRows, lateRows, leftAlone, tenantOf } from '../segment-actions/chunk.sql.ts';
import type { Judgement } from '../segment-actions/judgement.ts';
import { withLabel, withPartner } from '../orders/in-hand.sql.ts';
import { NO_ADDRESS, REFERENCE, SNAPSHOT_ADDRESS, snapshotItems } from './snapshot.sql.ts';

/** How a push decides about one backer. What a partner, a label or a parcel has in hand is not handed out twice. */
export const JUDGEMENT: Judgement = {
  backer: true,
  outcome: /* sql */ `case when o.status = 'CANCELED' then 'CANCELED'
    when o.status = 'FULFILLED' then 'ALREADY_FULFILLED'
    when ${withPartner('o.backer_id')} then 'ALREADY_WITH_PARTNER'
    when o.status in ('FULFILLMENT_PROCESSING', 'PARTIALLY_FULFILLED') then 'SHIPPING_BEGUN'
    when o.status not in ('READY_TO_FULFILL', 'FULFILLMENT_ERRORED') then 'NOT_READY'
    when ${withLabel('o.backer_id')} then 'ALREADY_HAS_LABEL'
    when not o.physical then 'DIGITAL_ONLY'
    when h.backer_id is not null then 'HELD_BACK'
    when ${NO_ADDRESS} then 'NO_ADDRESS'
    else 'PUSHED' end`,
  applies: ['PUSHED'],
  warning: 'null::text',
  joins: '',
  keeps: [],
};

/**
 * Locks what the chunk will write, before its statement writes anything: the backers, so that no address changes
 * unseen between copy and commit, then the orders. $1 to $4 as `runChunk`.
 */
export function lockPushChunk(operation: OperationRecord): string[] {
  const rows = `select r.backer_id from ${rowsTable(operation.id)} r where r.pos between $1 and $2 and r.applies`;
  return [
    `select from backer b where b.id between $3 and $4 and b.id in (${rows}) order by b.id for share`,
    `select from orders o where o.backer_id between $3 and $4 and o.backer_id in (${rows}) order by o.backer_id for no key update`,
  ];
}

/** Moves the orders of one chunk to Processing and hands each to the partner, with address and items as they are now. */
export function pushChunk(operation: OperationRecord): string {
  const id = BigInt(operation.id);
  const { partnerId = '0', note = null } = operation.options;
  return /* sql */ `
  with chunk as materialized (
    select pos, backer_id, was, was_by from ${rowsTable(operation.id)}
    where pos between $1 and $2 and applies order by backer_id),
  partner_there as (select from partner p where p.id = ${BigInt(partnerId)} and p.archived_at is null),
  moved as (
    update orders o set status = 'FULFILLMENT_PROCESSING', operation_id = ${id}
    from chunk c
    where o.backer_id = c.backer_id and o.backer_id between $3 and $4 and o.status = c.was
      and o.operation_id is not distinct from c.was_by and exists (select from partner_there)
      and not o.backer_id = any (array(select h.backer_id from order_hold h where h.backer_id between $3 and $4))
      and not ${withPartner('o.backer_id')} and not ${withLabel('o.backer_id')}
    returning o.backer_id, old.status as was),
  history as (
    insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source, reason)
    select backer_id, ${tenantOf(operation)}, ${id}, was, 'FULFILLMENT_PROCESSING', 'PARTNER',
           ${escapeLiteral(`Sent to ${operation.options.partnerName ?? 'a partner'}`)} from moved),
  handed as (
    insert into fulfillment_request (creator_id, project_id, partner_id, backer_id, operation_id, reference, note,
                                     address_version, address, items)
    select ${tenantOf(operation)}, ${BigInt(partnerId)}, b.id, ${id}, ${REFERENCE}, ${note === null ? 'null' : escapeLiteral(note)},
           b.address_version, ${SNAPSHOT_ADDRESS}, ${snapshotItems()}
    from moved m join backer b on b.id = m.backer_id and b.id between $3 and $4 order by b.id),
  settled as (
    update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
    from moved m where x.backer_id = m.backer_id and x.kind in ('PARTNER_REJECTED', 'ADDRESS_REFUSED') and x.shipment_id is null and x.resolved_at is null),
  ${lateRows(operation, 'moved')}
  select (select count(*)::int from late) as late`;
}

/** Locks the orders of a chunk, then their requests. $1 to $4 as `runChunk`. */
export function lockUnpushChunk(operation: OperationRecord): string[] {
  return [
    `select from orders o where o.backer_id between $3 and $4
       and o.backer_id in (select r.backer_id from (${appliedRows(operation)}) r) order by o.backer_id for no key update`,
    `select from fulfillment_request q where q.operation_id = ${BigInt(operation.id)} and q.backer_id between $3 and $4
       and $1::int <= $2::int order by q.id for update`,
  ];
}

/** Takes back what the partner has not answered; what it has in hand or may have, and what moved since, is left alone. */
export function unpushChunk(operation: OperationRecord): string {
  const id = BigInt(operation.id);
  return /* sql */ `
  with touched as materialized (${appliedRows(operation)}),
  restorable as materialized (
    select t.backer_id, t.was, t.was_by from touched t join orders o on o.backer_id = t.backer_id and o.backer_id between $3 and $4
    where o.operation_id = ${id} and o.status = 'FULFILLMENT_PROCESSING'),
  canceled as (
    update fulfillment_request q set status = 'CANCELED', canceled_at = clock_timestamp(), address_changed_at = null,
      current_address = null, current_address_version = null
    from restorable t
    where q.backer_id = t.backer_id and q.backer_id between $3 and $4 and q.operation_id = ${id} and q.status = 'SENT' and q.tries = 0
    returning q.backer_id, t.was, t.was_by),
  restored as (
    update orders o set status = c.was, operation_id = c.was_by
    from canceled c where o.backer_id = c.backer_id and o.backer_id between $3 and $4
    returning o.backer_id, c.was),
  history as (
    insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source)
    select backer_id, ${tenantOf(operation)}, ${id}, 'FULFILLMENT_PROCESSING', was, 'UNDO' from restored),
  settled as (
    update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
    from restored m where x.backer_id = m.backer_id and x.kind = 'ADDRESS_CHANGED' and x.shipment_id is null and x.resolved_at is null),
  ${leftAlone(operation, 'restored')}
  select (select count(*)::int from left_alone) as late`;
}
