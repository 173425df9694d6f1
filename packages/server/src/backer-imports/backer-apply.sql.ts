import { rowsTable } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { COPIED_COLUMNS, KEY_COLUMNS } from './backer-stager.ts';

const COPIED = [...KEY_COLUMNS, ...COPIED_COLUMNS];
/** A change of these makes another version of the address, an undo too: the version numbers what was, not what is. */
const ADDRESS = ['line1', 'line2', 'city', 'state', 'postal_code', 'country'];

const ITEMS = `cross join lateral jsonb_array_elements(r.items) with ordinality as e (item, no)
     cross join lateral jsonb_to_record(e.item) as i (sku text, name text, quantity int, kind item_kind)`;
const OLD_ITEMS = ITEMS.replace('r.items', 'r.old_items');

/**
 * The statements that apply one chunk of an import, in order. $1 first pos, $2 last pos. Backers come first and
 * decide who is dealt with: a number somebody took since the preview, or a backer somebody edited since, is late.
 */
export function applyStatements(operation: OperationRecord): string[] {
  const ids = tenant(operation);
  const rows = rowsTable(operation.id);
  const here = `r.pos between $1 and $2`;
  const done = `exists (select from backer b where b.id = r.backer_id and b.operation_id = ${ids.operation})`;
  return [
    /* sql */ `insert into backer (id, creator_id, project_id, operation_id, ${COPIED.join(', ')}, email_key)
     overriding system value
     select r.backer_id, ${ids.tenant}, ${ids.operation}, ${COPIED.map((column) => (column === 'name' || column === 'email' ? `coalesce(r.${column}, '')` : `r.${column}`)).join(', ')}, coalesce(r.email_key, '')
     from ${rows} r where ${here} and r.outcome = 'NEW' order by r.backer_id
     on conflict do nothing`,
    /* sql */ `update backer b set operation_id = ${ids.operation}, updated_at = now(),
       ${COPIED.map((column) => `${column} = coalesce(r.${column}, b.${column})`).join(', ')},
       email_key = coalesce(r.email_key, b.email_key),
       address_version = b.address_version + case when ${ADDRESS.map((column) => `coalesce(r.${column}, b.${column}) is distinct from b.${column}`).join(' or ')} then 1 else 0 end
     from ${rows} r where ${here} and r.outcome = 'UPDATED' and b.id = r.backer_id and b.updated_at = r.seen_at`,
    /* sql */ `insert into orders (backer_id, creator_id, project_id, status, physical, operation_id)
     select r.backer_id, ${ids.tenant}, r.status, r.physical, ${ids.operation}
     from ${rows} r where ${here} and r.outcome = 'NEW' and ${done} order by r.backer_id`,
    /* sql */ `delete from order_item i using ${rows} r
     where ${here} and r.outcome = 'UPDATED' and r.items is not null and i.backer_id = r.backer_id and ${done}`,
    /* sql */ `insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity, kind)
     select r.backer_id, e.no, ${ids.tenant}, i.sku, i.name, i.quantity, i.kind
     from ${rows} r ${ITEMS} where ${here} and r.applies and ${done} order by r.backer_id, e.no`,
    /* sql */ `with moved as (
       update orders o set status = coalesce(r.new_status, o.status), physical = r.physical,
         operation_id = case when r.new_status is null then o.operation_id else ${ids.operation} end
       from ${rows} r where ${here} and r.outcome = 'UPDATED' and o.backer_id = r.backer_id and o.status = r.was and ${done}
         and (r.new_status is not null or o.physical <> r.physical)
       returning o.backer_id, old.status as was, o.status as is_now)
     insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source)
     select backer_id, ${ids.tenant}, ${ids.operation}, was, is_now, 'IMPORT'::event_source from moved where was <> is_now
     union all
     select r.backer_id, ${ids.tenant}, ${ids.operation}, null::order_status, r.status, 'IMPORT'::event_source
     from ${rows} r where ${here} and r.outcome = 'NEW' and ${done}`,
    /* sql */ `with late as (
       insert into staging.late_outcome (operation_id, pos, code)
       select ${ids.operation}, r.pos, 'CHANGED_SINCE_PREVIEW' from ${rows} r where ${here} and r.applies and not ${done}
       on conflict do nothing returning 1)
     select count(*)::int as late from late`,
  ];
}

/**
 * The statements that undo one chunk. A backer goes, or goes back, only if nobody touched it since: no edit, no
 * other status, no parcel, no code. The first statement lists who is left alone, and the rest skip them.
 */
export function undoStatements(operation: OperationRecord): string[] {
  const ids = tenant(operation);
  const rows = rowsTable(operation.id);
  const here = `r.pos between $1 and $2 and r.applies`;
  const kept = `exists (select from staging.late_outcome l where l.operation_id = ${ids.operation} and l.pos = r.pos)`;
  return [
    /* sql */ `with late as (
       insert into staging.late_outcome (operation_id, pos, code)
       select ${ids.operation}, r.pos, 'UNDO_LEFT_ALONE' from ${rows} r
       left join backer b on b.id = r.backer_id left join orders o on o.backer_id = r.backer_id
       where ${here} and not ${kept}
         and (b.operation_id is distinct from ${ids.operation}
              or (r.outcome = 'NEW' and (o.operation_id is distinct from ${ids.operation} or o.status <> r.status))
              or (r.new_status is not null and o.status <> r.new_status)
              or (r.outcome = 'NEW' and (exists (select from shipment s where s.backer_id = r.backer_id)
                                         or exists (select from order_hold h where h.backer_id = r.backer_id)
                                         or exists (select from digital_code d where d.backer_id = r.backer_id))))
       on conflict do nothing returning 1)
     select count(*)::int as late from late`,
    /* sql */ `delete from order_item i using ${rows} r
     where ${here} and i.backer_id = r.backer_id and not ${kept} and (r.outcome = 'NEW' or r.items is not null)`,
    /* sql */ `delete from orders o using ${rows} r where ${here} and r.outcome = 'NEW' and o.backer_id = r.backer_id and not ${kept}`,
    /* sql */ `delete from backer b using ${rows} r where ${here} and r.outcome = 'NEW' and b.id = r.backer_id and not ${kept}`,
    /* sql */ `update backer b set operation_id = r.old_operation_id, updated_at = now(),
       ${COPIED.map((column) => `${column} = r.old_${column}`).join(', ')}, email_key = r.old_email_key,
       address_version = b.address_version + case when ${ADDRESS.map((column) => `r.old_${column} is distinct from b.${column}`).join(' or ')} then 1 else 0 end
     from ${rows} r where ${here} and r.outcome = 'UPDATED' and b.id = r.backer_id and not ${kept}`,
    /* sql */ `insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity, kind)
     select r.backer_id, e.no, ${ids.tenant}, i.sku, i.name, i.quantity, i.kind
     from ${rows} r ${OLD_ITEMS} where ${here} and r.outcome = 'UPDATED' and r.items is not null and r.old_items is not null and not ${kept}`,
    /* sql */ `with moved as (
       update orders o set status = case when r.new_status is null then o.status else r.was end, physical = r.old_physical,
         operation_id = case when r.new_status is null then o.operation_id else r.was_by end
       from ${rows} r where ${here} and r.outcome = 'UPDATED' and o.backer_id = r.backer_id and not ${kept}
         and (r.new_status is not null or o.physical <> r.old_physical)
       returning o.backer_id, old.status as was, o.status as is_now)
     insert into order_event (backer_id, creator_id, project_id, operation_id, from_status, to_status, source)
     select backer_id, ${ids.tenant}, ${ids.operation}, was, is_now, 'UNDO'::event_source from moved where was <> is_now`,
  ];
}

function tenant(operation: OperationRecord): { tenant: string; operation: string } {
  return {
    tenant: `${BigInt(operation.creatorId)}::bigint, ${BigInt(operation.projectId)}::bigint`,
    operation: `${BigInt(operation.id)}::bigint`,
  };
}
