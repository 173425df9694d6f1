import type { PoolClient } from 'pg';
import { OPEN_REQUEST } from '../orders/in-hand.sql.ts';

/**
 * Rejects requests of a partner in its words: each order that was in its hands is Errored, with history, and the
 * creator finds it among the exceptions, unless it was fulfilled or canceled meanwhile. For callers who have locked
 * orders and requests, in this order.
 *
 * @param addressRefused whether it is the address that is wrong: another kind of task
 */
export async function rejectRequests(
  client: PoolClient,
  partnerId: string,
  ids: readonly string[],
  reason: string,
  addressRefused: boolean,
): Promise<void> {
  if (ids.length === 0) return;
  await client.query(REJECT, [
    ids,
    partnerId,
    reason,
    addressRefused ? 'ADDRESS_REFUSED' : 'PARTNER_REJECTED',
  ]);
}

/** $1 ids, $2 partner, $3 reason, $4 what the creator is to look at. */
const REJECT = /* sql */ `
with rejected as (
  update fulfillment_request r set status = 'REJECTED', rejection = $3, rejected_at = now(), trouble = null, lease_until = null,
    address_changed_at = null, current_address = null, current_address_version = null
  where r.id = any ($1::bigint[]) and r.partner_id = $2::bigint and r.status in ${OPEN_REQUEST}
  returning r.backer_id, r.creator_id, r.project_id),
errored as (
  update orders o set status = 'FULFILLMENT_ERRORED', operation_id = null
  from rejected r where o.backer_id = r.backer_id and o.status = 'FULFILLMENT_PROCESSING'
  returning o.backer_id, o.creator_id, o.project_id, old.status as was),
history as (
  insert into order_event (backer_id, creator_id, project_id, from_status, to_status, source, actor_kind, actor_name, reason)
  select e.backer_id, e.creator_id, e.project_id, e.was, 'FULFILLMENT_ERRORED', 'PARTNER', 'TOKEN',
         (select name from partner where id = $2::bigint), $3 from errored e),
settled as (
  update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
  from rejected r where x.backer_id = r.backer_id and x.kind = 'ADDRESS_CHANGED' and x.shipment_id is null and x.resolved_at is null)
insert into parcel_exception (creator_id, project_id, backer_id, kind, detail, since)
select r.creator_id, r.project_id, r.backer_id, $4::exception_kind, $3, now()
from rejected r join orders o on o.backer_id = r.backer_id and o.status not in ('FULFILLED', 'CANCELED')
on conflict do nothing`;
