import type { Owned } from '../access/authorise.ts';
import { isId } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { passHolds } from '../orders/hold-lock.ts';
import { withLabel, withPartner } from '../orders/in-hand.sql.ts';
import { OF_REQUEST } from './fulfillment-request.type.ts';
import { askToHandOver } from './hand-over.sql.ts';
import { MOST_REQUESTS } from './recall.actions.ts';
import { NO_ADDRESS, SNAPSHOT_ADDRESS, snapshotItems } from './snapshot.sql.ts';

interface Found {
  id: string;
  creatorId: string;
  projectId: string;
}

/** Whose the requests are, read under row-level security; what is not there is not named. */
export async function requestsOwned(
  db: Database,
  creators: Iterable<string>,
  ids: readonly string[],
): Promise<Found[]> {
  if (ids.length === 0) throw new UserError(UserErrorCode.BLANK, 'Name at least one request.', ['ids']);
  if (ids.length > MOST_REQUESTS)
    throw new UserError(UserErrorCode.LIMIT_EXCEEDED, `At most ${MOST_REQUESTS} at once.`, ['ids']);
  return db.read<Found & Record<string, unknown>>(
    creators,
    `select id, creator_id as "creatorId", project_id as "projectId" from fulfillment_request where id = any ($1::bigint[]) order by id`,
    [ids.filter(isId)],
  );
}

/**
 * Sends rejected requests again, with the address as it is now and the items that no parcel of anybody else holds; what
 * is in parcels of its own stays among them. Left alone: what is not rejected, orders on hold, fulfilled or canceled
 * meanwhile, with another partner or a label by now, without an address, and those of an archived partner.
 *
 * @returns how many went out
 */
export async function retryRequests(
  db: Database,
  project: Owned,
  by: Principal,
  ids: readonly string[],
): Promise<number> {
  return db.engineWrite([project.creatorId], async (client) => {
    await passHolds(client, project.id);
    const of = 'select r.backer_id from fulfillment_request r where r.id = any ($1::bigint[])';
    await client.query(
      `select from partner p where p.id in (select r.partner_id from fulfillment_request r where r.id = any ($1::bigint[]))
       order by p.id for share`,
      [ids],
    );
    await client.query(`select from backer b where b.id in (${of}) order by b.id for share`, [ids]);
    await client.query(
      `select from orders o where o.backer_id in (${of}) order by o.backer_id for no key update`,
      [ids],
    );
    await client.query(
      'select from fulfillment_request r where r.id = any ($1::bigint[]) order by r.id for update',
      [ids],
    );
    const { rows } = await client.query<{ partnerId: string; count: number }>(RETRY, [
      ids,
      project.creatorId,
      project.id,
      by.kind === 'TOKEN' ? 'API' : 'MANUAL',
      by.kind,
      by.name,
    ]);
    for (const { partnerId } of rows) await askToHandOver(client, project.creatorId, partnerId);
    return rows.reduce((sum, { count }) => sum + count, 0);
  });
}

/**
 * What others have sent is not asked for again. What its own parcels hold stays: a request counts these against its items.
 * $1 ids, $2 creator, $3 project, $4 source, $5 kind and $6 name of whoever asks.
 */
const RETRY = /* sql */ `
with wanted as materialized (
  select r.id, r.backer_id, r.partner_id, r.sent_at, p.name as partner_name, o.status as was
  from fulfillment_request r
  join partner p on p.id = r.partner_id and p.archived_at is null
  join orders o on o.backer_id = r.backer_id and o.status in ('READY_TO_FULFILL', 'FULFILLMENT_ERRORED', 'PARTIALLY_FULFILLED')
  join backer b on b.id = r.backer_id and not ${NO_ADDRESS}
  where r.id = any ($1::bigint[]) and r.project_id = $3::bigint and r.status = 'REJECTED'
    and not exists (select from order_hold h where h.backer_id = r.backer_id)
    and not ${withPartner('r.backer_id')} and not ${withLabel('r.backer_id')}),
first as (select distinct on (backer_id) * from wanted order by backer_id, sent_at desc, id desc),
moved as (
  update orders o set status = 'FULFILLMENT_PROCESSING', operation_id = null
  from first f where o.backer_id = f.backer_id and o.status <> 'PARTIALLY_FULFILLED'
  returning o.backer_id, old.status as was),
history as (
  insert into order_event (backer_id, creator_id, project_id, from_status, to_status, source, actor_kind, actor_name, reason)
  select m.backer_id, $2::bigint, $3::bigint, m.was, 'FULFILLMENT_PROCESSING', $4::event_source, $5, $6, 'Sent to ' || f.partner_name || ' again'
  from moved m join first f on f.backer_id = m.backer_id),
sent as (
  update fulfillment_request r set status = 'SENT', sent_at = now(), attempt = r.attempt + 1, rejection = null, rejected_at = null,
    acknowledged_at = null, external_id = null, address_changed_at = null, current_address = null, current_address_version = null,
    address_version = b.address_version, address = ${SNAPSHOT_ADDRESS}, items = ${snapshotItems(`(${OF_REQUEST}) is not true`)},
    trouble = null, tries = 0, due_at = null, lease_until = null
  from first f join backer b on b.id = f.backer_id
  where r.id = f.id
  returning r.backer_id, r.partner_id),
settled as (
  update parcel_exception x set resolved_at = now(), resolved_by = $6, resolution = 'DONE'
  from sent s where x.backer_id = s.backer_id and x.kind in ('PARTNER_REJECTED', 'ADDRESS_REFUSED') and x.shipment_id is null and x.resolved_at is null)
select partner_id as "partnerId", count(*)::int as count from sent group by partner_id`;
