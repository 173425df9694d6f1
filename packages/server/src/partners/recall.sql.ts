import type { PoolClient } from 'pg';
import { escapeLiteral } from 'pg';

/** Whose orders they are. */
export interface Tenant {
  creatorId: string;
  projectId: string;
}

export interface Actor {
  kind: string;
  name: string;
}

/** A condition over `fulfillment_request r`, with the values of its parameters. */
export interface Condition {
  sql: string;
  values: unknown[];
}

/** What may be taken back of what a condition names. */
export interface Recallable {
  statuses: readonly string[];
  /** Statuses beside these, of requests whose orders were fulfilled or canceled otherwise. */
  ofEnded?: readonly string[];
  /** Leaves alone, of `statuses`, what a vendor may have already: it was called for, and its answer is not known. */
  untried?: boolean;
}

/** Orders that wait for no parcel: a request that is still open for one would ship it twice. */
const ENDED: readonly string[] = ['FULFILLED', 'CANCELED'];

/**
 * Takes requests back: they are CANCELED, and orders that wait for nothing else are Ready to fulfill again. Orders are
 * locked before requests, as everywhere, and everything before the first write: a change of a request takes a lock of
 * its partner (see the trigger), after which nothing may have to be waited for.
 *
 * @returns how many were taken back, and how many the condition named
 */
export async function takeBack(
  client: PoolClient,
  { creatorId, projectId }: Tenant,
  by: Actor,
  condition: Condition,
  { statuses, ofEnded = [], untried = false }: Recallable,
): Promise<{ changed: number; named: number }> {
  const project = BigInt(projectId);
  const named = `r.project_id = ${project} and ${condition.sql}`;
  const { rows: orders } = await client.query<{ backer_id: string; status: string }>(
    `select o.backer_id, o.status from orders o
     where o.backer_id in (select r.backer_id from fulfillment_request r where ${named})
     order by o.backer_id for no key update of o`,
    condition.values,
  );
  if (orders.length === 0) return { changed: 0, named: 0 };
  const ended = new Set(
    orders.filter(({ status }) => ENDED.includes(status)).map(({ backer_id: backerId }) => backerId),
  );
  const { rows: requests } = await client.query<{
    id: string;
    backer_id: string;
    status: string;
    tries: number;
  }>(
    `select r.id, r.backer_id, r.status, r.tries from fulfillment_request r where ${named} order by r.id for update of r`,
    condition.values,
  );
  const ids = requests
    .filter(
      ({ backer_id: backerId, status, tries }) =>
        (statuses.includes(status) && !(untried && tries > 0)) ||
        (ofEnded.includes(status) && ended.has(backerId)),
    )
    .map(({ id }) => id);
  // By the clock: parcels that were reported while this waited for the locks have left before, and stay the requests'.
  const { rows } = await client.query<{ changed: number }>(
    /* sql */ `
    with canceled as (
      update fulfillment_request r set status = 'CANCELED', canceled_at = clock_timestamp(), address_changed_at = null,
        current_address = null, current_address_version = null
      where r.id = any ($1::bigint[]) returning r.backer_id, r.partner_id),
    moved as (
      update orders o set status = 'READY_TO_FULFILL', operation_id = null
      from canceled c where o.backer_id = c.backer_id and o.status in ('FULFILLMENT_PROCESSING', 'FULFILLMENT_ERRORED')
      returning o.backer_id, old.status as was),
    history as (
      insert into order_event (backer_id, creator_id, project_id, from_status, to_status, source, actor_kind, actor_name, reason)
      select m.backer_id, ${BigInt(creatorId)}, ${project}, m.was, 'READY_TO_FULFILL',
             ${escapeLiteral(by.kind === 'TOKEN' ? 'API' : 'MANUAL')}::event_source, ${escapeLiteral(by.kind)}, ${escapeLiteral(by.name)},
             'Taken back from ' || p.name
      from moved m join canceled c on c.backer_id = m.backer_id join partner p on p.id = c.partner_id),
    settled as (
      update parcel_exception x set resolved_at = now(), resolution = 'BY_ITSELF'
      from canceled c where x.backer_id = c.backer_id and x.kind in ('ADDRESS_CHANGED', 'PARTNER_REJECTED', 'ADDRESS_REFUSED')
        and x.shipment_id is null and x.resolved_at is null)
    select count(*)::int as changed from canceled`,
    [ids],
  );
  return { changed: rows[0]?.changed ?? 0, named: requests.length };
}
