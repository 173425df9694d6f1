const TENANT_TABLES = [
  'project',
  'project_status_event',
  'project_progress',
  'project_pace',
  'backer',
  'orders',
  'order_hold',
  'order_item',
  'shipment',
  'order_event',
  'operation',
  'remembered_mapping',
];

/**
 * Row-level security, and who may do what. The setting is read once a statement: wrapped in a sub-select it
 * becomes an InitPlan, and an update of 100,000 rows took as long with the policy as without.
 */
export const policies = /* sql */ `
alter table creator enable row level security;
alter table creator force row level security;
create policy tenant on creator to waybill_app, waybill_engine using (id = any ((select current_creators())::bigint[]));
create policy owner on creator to current_user using (true) with check (true);

${TENANT_TABLES.map((table) => tenantPolicy(table)).join('\n')}

grant usage on schema public to waybill_app, waybill_engine;
grant select, update on creator to waybill_app;
grant select on creator to waybill_engine;
grant select on project_progress, project_pace, project_status_event to waybill_app, waybill_engine;
grant select, insert, update on project to waybill_app;
grant select on project to waybill_engine;
grant select, insert, update, delete on backer, orders, order_hold, order_item, shipment to waybill_app, waybill_engine;
-- History is written, never rewritten.
grant select, insert on order_event to waybill_app, waybill_engine;
grant select, insert, update on operation to waybill_app, waybill_engine;
grant select, insert, update on remembered_mapping to waybill_app, waybill_engine;
-- ANALYZE after a bulk change: until autovacuum comes by, the planner takes 100,000 new rows for none.
grant maintain on backer, orders, order_item, shipment, order_event to waybill_engine;
grant usage on all sequences in schema public to waybill_app, waybill_engine;

grant usage, create on schema staging to waybill_engine;
grant select, insert, update, delete on staging.chunk, staging.late_outcome to waybill_engine;

-- What a worker looks after at boot, whoever's it is: ids and states only.
create function unsettled_operations() returns table (id bigint, creator_id bigint, status operation_status)
language sql stable security definer set search_path = public as $$
  select o.id, o.creator_id, o.status from operation o
  where o.status in ('RECEIVING', 'PLANNING', 'QUEUED', 'RUNNING', 'UNDOING') $$;
revoke execute on function unsettled_operations from public;
grant execute on function unsettled_operations to waybill_engine;

revoke execute on function project_progress_add, project_pace_add, backers_hint from public;
alter role waybill_app set timezone = 'UTC';
alter role waybill_partner set timezone = 'UTC';
alter role waybill_engine set timezone = 'UTC';
`;

/**
 * What every later migration calls for a table of its own that carries creator_id. The owner's policy is for
 * the SECURITY DEFINER functions: forced row-level security binds an owner who is no superuser, too. The role of
 * partners is not named: it sees nothing but what a policy of its own gives it.
 */
export function tenantPolicy(table: string): string {
  return `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy tenant on ${table} to waybill_app, waybill_engine
  using (creator_id = any ((select current_creators())::bigint[]))
  with check (creator_id = any ((select current_creators())::bigint[]));
create policy owner on ${table} to current_user using (true) with check (true);`;
}
