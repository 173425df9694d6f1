import { expect } from 'vitest';
import type { TestServer } from '../../test/test-server.ts';

type Ask = Pick<TestServer, 'asOwner'>;

/**
 * The oracle run after every test (issue's reliability promises): live counts equal a recount, the project's status
 * follows from them, history leads to where every order is, and no number stands twice on an order.
 */
export async function expectConsistent(server: Ask, project: string): Promise<void> {
  const [recount] = await server.asOwner(`
    select count(*) filter (where status = 'SURVEY_NOT_SENT')::int as survey_not_sent,
      count(*) filter (where status = 'SURVEY_NOT_COMPLETED')::int as survey_not_completed,
      count(*) filter (where status = 'SURVEY_COMPLETED')::int as survey_completed,
      count(*) filter (where status = 'READY_TO_FULFILL')::int as ready_to_fulfill,
      count(*) filter (where status = 'FULFILLMENT_PROCESSING')::int as fulfillment_processing,
      count(*) filter (where status = 'FULFILLMENT_ERRORED')::int as fulfillment_errored,
      count(*) filter (where status = 'PARTIALLY_FULFILLED')::int as partially_fulfilled,
      count(*) filter (where status = 'FULFILLED')::int as fulfilled,
      count(*) filter (where status = 'CANCELED')::int as canceled,
      count(*) filter (where physical and status <> 'CANCELED')::int as eligible,
      count(*) filter (where physical and status = 'FULFILLED')::int as eligible_fulfilled,
      count(*) filter (where physical and status = 'PARTIALLY_FULFILLED')::int as eligible_partial,
      (select count(*)::int from shipment s where s.project_id = ${project} and voided_at is null and replaced_at is null) as shipments,
      (select count(*)::int from shipment s where s.project_id = ${project} and voided_at is null and replaced_at is null and accepted_at is not null) as confirmed,
      (select count(*)::int from shipment s where s.project_id = ${project} and voided_at is null and replaced_at is null and delivered_at is not null) as delivered
    from orders where project_id = ${project}`);
  const [kept] = await server.asOwner(`
    select survey_not_sent, survey_not_completed, survey_completed, ready_to_fulfill, fulfillment_processing,
      fulfillment_errored, partially_fulfilled, fulfilled, canceled, eligible, eligible_fulfilled, eligible_partial,
      shipments, confirmed, delivered
    from project_progress where project_id = ${project}`);
  expect(kept).toEqual(recount);

  const pace = (from: string) =>
    server.asOwner(`select minute::text, fulfilled from (${from}) p where fulfilled <> 0 order by 1`);
  expect(await pace(`select minute, fulfilled from project_pace where project_id = ${project}`)).toEqual(
    await pace(`select date_trunc('minute', fulfilled_at) as minute, count(*)::int as fulfilled from orders
      where project_id = ${project} and fulfilled_at is not null group by 1`),
  );

  const [line] = await server.asOwner(`
    select p.status, p.fulfilled_at is not null as at, e.to_status as last, e.broken
    from project p left join lateral (
      select (array_agg(to_status order by id desc))[1] as to_status,
        count(*) filter (where from_status <> before)::int as broken
      from (select *, lag(to_status, 1, 'IN_PRODUCTION') over (order by id) as before from project_status_event
            where project_id = p.id) s) e on true
    where p.id = ${project}`);
  const { eligible, eligible_fulfilled: done, eligible_partial: partial } = recount as Record<string, number>;
  const status =
    2 * Number(done) > Number(eligible)
      ? 'FULFILLED'
      : Number(done) + Number(partial) > 0
        ? 'IN_FULFILLMENT'
        : 'IN_PRODUCTION';
  expect(line).toEqual({
    status,
    at: status === 'FULFILLED',
    last: status === 'IN_PRODUCTION' ? line?.last : status,
    broken: 0,
  });
  expect(line?.last ?? 'IN_PRODUCTION').toBe(status);

  // Each step of an order's history begins where the last one ended, and the last one ends where the order is.
  const torn = await server.asOwner(`
    select o.backer_id, o.status, h.last, h.gaps from orders o join (
      select backer_id, (array_agg(to_status order by at desc, id desc))[1] as last, count(*) filter (where from_status <> before)::int as gaps
      from (select *, lag(to_status) over (partition by backer_id order by at, id) as before from order_event
            where project_id = ${project}) e group by backer_id) h on h.backer_id = o.backer_id
    where o.project_id = ${project} and (h.last <> o.status or h.gaps > 0)`);
  expect(torn).toEqual([]);
  const repeated = await server.asOwner(`
    select backer_id, tracking_number from shipment where project_id = ${project} and voided_at is null
    and tracking_number is not null group by 1, 2 having count(*) > 1`);
  expect(repeated).toEqual([]);
}

/** Orders, holds and parcels as they stand, every column, and tags: to be compared before and after. */
export async function dump(server: Ask, project: string): Promise<string[]> {
  const lines = await server.asOwner(`
    select 'order ' || o::text as line from orders o where project_id = ${project}
    union all select 'parcel ' || s::text from shipment s where project_id = ${project}
    union all select 'item ' || i::text from order_item i where project_id = ${project}
    union all select 'hold ' || h::text from order_hold h where project_id = ${project}
    union all select 'tags ' || b.id || ' ' || b.tags::text from backer b where project_id = ${project} and cardinality(b.tags) > 0
    order by 1`);
  return lines.map(({ line }) => String(line));
}

/** What an operation wrote: transitions in the history (undo's own left out) and parcels. */
export async function written(server: Ask, operation: string): Promise<{ changes: number; parcels: number }> {
  const [found] = await server.asOwner(`
    select (select count(*)::int from order_event where operation_id = ${operation} and source <> 'UNDO') as changes,
           (select count(*)::int from shipment where operation_id = ${operation}) as parcels`);
  return found as { changes: number; parcels: number };
}
