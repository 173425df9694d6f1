/**
 * The most objects one event carries, and about how many bytes of them: Standard Webhooks asks for less than 20 kB. A
 * statement's objects are dealt out evenly over as few events as that takes.
 */
const MOST_OBJECTS = 100;
const MOST_BYTES = 18_000;

/** Which statements on a table are told of, as what, and what is said of each row. */
interface Source {
  table: string;
  on: 'insert' | 'update' | 'delete';
  /** The list in the event's data. */
  list: string;
  /** Expression over n (the row), o (as it was, of an update) and b (its backer): one object. */
  object: string;
  /** Type of event, and over the same rows when it holds. */
  types: Record<string, string>;
  operationId?: string;
}

const ofBacker = `'backerId', n.backer_id::text, 'backerNumber', b.number, 'pledgeId', b.pledge_id`;

const parcel = `'shipmentId', n.id::text, ${ofBacker}, 'carrier', coalesce(n.carrier, n.carrier_name),
  'trackingNumber', n.tracking_number, 'trackingStatus', n.tracking_status, 'trackingReason', n.tracking_reason,
  'source', n.source, 'shippedAt', n.shipped_at, 'acceptedAt', n.accepted_at, 'deliveredAt', n.delivered_at`;

const mail = `'notificationId', n.id::text, ${ofBacker}, 'kind', n.kind, 'responseCode', n.response_code`;

const request = `'requestId', n.id::text, 'partnerId', n.partner_id::text, ${ofBacker}, 'reference', n.reference,
  'status', n.status, 'rejection', left(n.rejection, 200), 'addressChangedAt', n.address_changed_at`;

const becomes = (column: string) => `n.${column} is not null and o.${column} is null`;

const SOURCES: Source[] = [
  {
    // History says what changed, by which way and when, for whoever writes it. An import of new backers moves no order.
    table: 'order_event',
    on: 'insert',
    list: 'orders',
    object: `${ofBacker}, 'from', n.from_status, 'to', n.to_status, 'source', n.source, 'at', n.at`,
    types: {
      'order.status_changed': 'n.from_status <> n.to_status',
      'order.fulfilled': `n.from_status <> n.to_status and n.to_status = 'FULFILLED'`,
    },
    operationId: 'n.operation_id',
  },
  {
    table: 'shipment',
    on: 'insert',
    list: 'shipments',
    object: parcel,
    types: {
      'shipment.created': 'n.voided_at is null',
      'shipment.shipped': 'n.voided_at is null and n.shipped_at is not null',
      'package.accepted': 'n.voided_at is null and n.accepted_at is not null',
      'package.delivered': 'n.voided_at is null and n.delivered_at is not null',
    },
    operationId: 'n.operation_id',
  },
  {
    table: 'shipment',
    on: 'update',
    list: 'shipments',
    object: parcel,
    types: {
      'shipment.shipped': becomes('shipped_at'),
      'shipment.voided': becomes('voided_at'),
      'package.accepted': becomes('accepted_at'),
      'package.status_changed':
        '(n.tracking_status, n.tracking_reason) is distinct from (o.tracking_status, o.tracking_reason)',
      'package.delivered': becomes('delivered_at'),
    },
    operationId: 'n.operation_id',
  },
  {
    // An undo deletes parcels that nobody was told of, and voids the others.
    table: 'shipment',
    on: 'delete',
    list: 'shipments',
    object: parcel,
    types: { 'shipment.voided': 'n.voided_at is null' },
    operationId: 'n.operation_id',
  },
  {
    table: 'parcel_exception',
    on: 'insert',
    list: 'exceptions',
    object: `'exceptionId', n.id::text, 'shipmentId', n.shipment_id::text, ${ofBacker}, 'kind', n.kind, 'since', n.since`,
    types: { 'package.exception': 'n.resolved_at is null' },
  },
  {
    table: 'notification',
    on: 'update',
    list: 'notifications',
    object: mail,
    types: {
      'notification.sent': `n.status = 'SENT' and o.status <> 'SENT'`,
      'notification.bounced': `n.status = 'FAILED' and o.status <> 'FAILED'`,
    },
    operationId: 'n.operation_id',
  },
  {
    table: 'digital_code',
    on: 'insert',
    list: 'codes',
    object: `'codeId', n.id::text, 'rewardId', n.reward_id::text, ${ofBacker}, 'givenAt', n.given_at`,
    types: { 'digital_code.assigned': 'n.given_at is not null and n.revoked_at is null' },
    operationId: 'n.operation_id',
  },
  {
    table: 'digital_code',
    on: 'update',
    list: 'codes',
    object: `'codeId', n.id::text, 'rewardId', n.reward_id::text, ${ofBacker}, 'givenAt', n.given_at`,
    types: { 'digital_code.assigned': becomes('given_at') },
    operationId: 'n.operation_id',
  },
  {
    table: 'fulfillment_request',
    on: 'insert',
    list: 'requests',
    object: request,
    types: { 'fulfillment_request.created': 'true' },
    operationId: 'n.operation_id',
  },
  {
    table: 'fulfillment_request',
    on: 'update',
    list: 'requests',
    object: request,
    types: {
      'fulfillment_request.changed':
        '(n.status, n.address_changed_at) is distinct from (o.status, o.address_changed_at)',
    },
    operationId: 'n.operation_id',
  },
];

/** The enabled endpoints of a creator for a type of event. */
const WANTS = (creator: string, type: string) =>
  `select e.id from webhook_endpoint e where e.creator_id = ${creator} and e.disabled_at is null and ${type} = any (e.event_types)`;

/**
 * One statement's rows as events, a hundred objects each, and as deliveries to whoever wants them. Where nobody does it
 * is a look at an index, whatever the statement's size; where somebody does, rows of other creators are passed over.
 */
function bulk({ table, on, list, object, types, operationId = 'null::bigint' }: Source): string {
  const name = `webhooks_tell_${table}_${on}`;
  const all = Object.keys(types)
    .map((type) => `'${type}'`)
    .join(', ');
  const rows = on === 'delete' ? 'old_rows' : 'new_rows';
  const tables = { insert: 'new table as new_rows', delete: 'old table as old_rows' };
  const holds = Object.entries(types).map(([type, condition]) => `('${type}', ${condition})`);
  return `
create function ${name}() returns trigger language plpgsql security definer set search_path = public as $$
declare
  wanting bigint[] := webhooks_wanted(array[${all}]);
begin
  if wanting is null then return null; end if;
  if not exists (select from ${rows} n where n.creator_id = any (wanting)) then return null; end if;
  with told as (
    select n.creator_id, n.project_id, ${operationId} as operation_id, t.type, n.backer_id, n.id,
           json_strip_nulls(json_build_object(${object}))::text as object
    from ${rows} n ${on === 'update' ? 'join old_rows o on o.id = n.id' : ''}
    left join backer b on b.id = n.backer_id
    cross join lateral (values ${holds.join(', ')}) t (type, holds)
    where t.holds and exists (${WANTS('n.creator_id', 't.type')})),
  placed as (
    select told.*, (row_number() over (w order by backer_id, id) - 1)
             * (greatest((count(*) over w - 1) / ${MOST_OBJECTS}, sum(octet_length(object)) over w / ${MOST_BYTES}) + 1)
             / count(*) over w as nth
    from told window w as (partition by creator_id, project_id, operation_id, type)),
  written as (
    insert into webhook_event (creator_id, project_id, type, data)
    select creator_id, project_id, type, ('{"projectId":"' || project_id || '"' || coalesce(',"operationId":"' || operation_id || '"', '')
      || ',"${list}":[' || string_agg(object, ',' order by backer_id, id) || ']}')::json
    from placed group by creator_id, project_id, operation_id, type, nth
    returning id, creator_id, type)
  insert into webhook_delivery (creator_id, endpoint_id, event_id)
  select w.creator_id, e.id, w.id from written w, lateral (${WANTS('w.creator_id', 'w.type')}) e;
  return null;
end $$;
create trigger ${name} after ${on} on ${table}
  referencing ${on === 'update' ? 'new table as new_rows old table as old_rows' : tables[on]}
  for each statement execute function ${name}();`;
}

/**
 * Events for the world, written in the transaction of their cause by whatever causes it: they exist exactly if that
 * commits. Nothing else in the program calls anything.
 */
export const triggers = /* sql */ `
-- Creators with an enabled endpoint for one of these types; null where there is none.
create function webhooks_wanted(types text[]) returns bigint[]
language sql stable security definer set search_path = public as $$
  select array_agg(distinct e.creator_id) from webhook_endpoint e where e.disabled_at is null and e.event_types && types $$;

-- Events and their deliveries: one of each event for each enabled endpoint that wants its type.
create function webhooks_write(p_creator bigint, p_project bigint, types text[], datas json[]) returns void
language sql security definer set search_path = public as $$
  with written as (
    insert into webhook_event (creator_id, project_id, type, data)
    select p_creator, p_project, w.type, w.data
    from unnest(types, datas) as w (type, data) where exists (${WANTS('p_creator', 'w.type')})
    returning id, type)
  insert into webhook_delivery (creator_id, endpoint_id, event_id)
  select p_creator, e.id, w.id from written w, lateral (${WANTS('p_creator', 'w.type')}) e $$;

${SOURCES.map(bulk).join('\n')}

create function webhooks_tell_operation() returns trigger language plpgsql security definer set search_path = public as $$
declare
  types text[] := case new.status
    when 'FAILED' then array['operation.failed']
    when 'UNDONE' then array['operation.undone']
    else array['operation.completed'] || case new.kind::text
      when 'BACKER_IMPORT' then array['import.completed']
      when 'TRACKING_UPLOAD' then array['tracking_upload.completed']
      else case when new.kind::text in ('MARK_FULFILLED', 'FORCE_MARK_FULFILLED', 'REVERT', 'LOCK_ADDRESSES', 'UNLOCK_ADDRESSES',
                                        'HOLD', 'RELEASE', 'TAG', 'UNTAG')
        then array['segment_action.completed'] else array[]::text[] end end end;
  data json;
begin
  if webhooks_wanted(types) is null then return null; end if;
  data := json_strip_nulls(json_build_object('projectId', new.project_id::text, 'operationId', new.id::text,
    'operation', json_build_object('kind', new.kind, 'status', new.status, 'rows', new.total_count, 'by', new.actor_name,
      'outcomes', (select json_agg(json_build_object('code', o ->> 'code', 'count', (o ->> 'count')::int))
                   from jsonb_array_elements(new.outcomes) o),
      'failure', new.failure ->> 'message', 'completedAt', new.settled_at)));
  perform webhooks_write(new.creator_id, new.project_id, types, array(select data from unnest(types)));
  return null;
end $$;
create trigger webhooks_tell_operation after update of status on operation for each row
  when (new.status <> old.status and new.status in ('COMPLETED', 'FAILED', 'UNDONE'))
  execute function webhooks_tell_operation();

create function webhooks_tell_project() returns trigger language plpgsql security definer set search_path = public as $$
declare
  told text := case when new.to_status = 'FULFILLED' then 'project.fulfilled' else 'project.unfulfilled' end;
begin
  if webhooks_wanted(array[told]) is null then return null; end if;
  perform webhooks_write(new.creator_id, new.project_id, array[told], array[(
    select json_build_object('projectId', p.id::text, 'project', json_build_object('slug', p.slug, 'title', p.title,
      'from', new.from_status, 'to', new.to_status, 'eligible', g.eligible, 'fulfilled', g.eligible_fulfilled))
    from project p join project_progress g on g.project_id = p.id where p.id = new.project_id)]);
  return null;
end $$;
create trigger webhooks_tell_project after insert on project_status_event for each row
  when ('FULFILLED' in (new.from_status, new.to_status)) execute function webhooks_tell_project();

-- Wakes the sender, and screens. A job of its own per transaction, not one per creator: two transactions that wanted
-- one job would wait for each other, each holding the counts of a project.
create function webhooks_wake() returns trigger language plpgsql security definer set search_path = public as $$
declare
  r record;
  woken text := coalesce(current_setting('app.webhooks_woken', true), '');
  mark text;
begin
  for r in select distinct creator_id from new_rows where status = 'PENDING' loop
    mark := ';' || pg_current_xact_id()::text || ':' || r.creator_id || ';';
    if position(mark in woken) = 0 then
      woken := woken || mark;
      perform enqueue('webhooks-send', json_build_object('creatorId', r.creator_id::text), null);
    end if;
    perform pg_notify('waybill', json_build_object('t', 'webhooks', 'id', r.creator_id::text, 'c', r.creator_id::text)::text);
  end loop;
  perform set_config('app.webhooks_woken', woken, true);
  return null;
end $$;
create trigger webhooks_wake after insert on webhook_delivery referencing new table as new_rows
  for each statement execute function webhooks_wake();

create function webhooks_touch() returns trigger language plpgsql security definer set search_path = public as $$
declare r record;
begin
  for r in execute 'select distinct creator_id from ' || case tg_op when 'DELETE' then 'old_rows' else 'new_rows' end loop
    perform pg_notify('waybill', json_build_object('t', 'webhooks', 'id', r.creator_id::text, 'c', r.creator_id::text)::text);
  end loop;
  return null;
end $$;
create trigger webhooks_touch_delivery after update on webhook_delivery referencing new table as new_rows
  for each statement execute function webhooks_touch();
create trigger webhooks_touch_endpoint_insert after insert on webhook_endpoint referencing new table as new_rows
  for each statement execute function webhooks_touch();
create trigger webhooks_touch_endpoint_update after update on webhook_endpoint referencing new table as new_rows
  for each statement execute function webhooks_touch();
create trigger webhooks_touch_endpoint_delete after delete on webhook_endpoint referencing old table as old_rows
  for each statement execute function webhooks_touch();

revoke execute on function webhooks_wanted, webhooks_write from public;
`;
