import { escapeLiteral } from 'pg';
import { cellsTable, rowsTable } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { COPIED_COLUMNS, KEY_COLUMNS } from './backer-stager.ts';
import { NO_STATUS } from './status-words.ts';

/** Columns as a person reads them in "what changes". */
const LABELS: Readonly<Record<string, string>> = {
  pledge_id: 'pledge ID',
  number: 'number',
  backer_uid: 'UID',
  order_number: 'order number',
  reward_title: 'reward',
  pledged_at: 'pledged',
  line1: 'address',
  line2: 'address line 2',
  postal_code: 'postal code',
  country_name: 'country name',
};

/** Statuses that are ours alone: a file that knows less must not take an order back. Canceled is always heard. */
const BEYOND = `('FULFILLMENT_PROCESSING', 'FULFILLMENT_ERRORED', 'PARTIALLY_FULFILLED', 'FULFILLED', 'CANCELED')`;

const COPIED = [...KEY_COLUMNS, ...COPIED_COLUMNS];

/** One account may hold several pledges, and a shop's order several lines; the other keys are one backer's alone. */
const SHARED_KEYS = ['backer_uid', 'order_number'] as const;
const UNIQUE_KEYS = ['pledge_id', 'number'] as const;

/**
 * Folds a file's records into backers, finds who is there already, and says what would change. New backers get
 * their id here, so that chunks can be cut and undone by backer like those of any other operation.
 *
 * A blank cell says nothing: it never empties what is there.
 */
export function planStatement(operation: OperationRecord): string {
  const cells = cellsTable(operation.id);
  const project = BigInt(operation.projectId);
  const staged = operation.staged as {
    lineItems?: boolean;
    hasStrongKey?: boolean;
    hasItems?: boolean;
    hasReward?: boolean;
  } | null;
  const identity = `coalesce('p' || pledge_id, 'u' || backer_uid, 'o' || order_number, 'n' || number, 'e' || email_key, 'row' || row_no)`;
  const folded = staged?.lineItems
    ? /* sql */ `select min(row_no) as row_no, min(line) as line, max(problem) as problem,
        ${[...COPIED, 'email_key', 'status_word'].map((column) => `(array_agg(${column} order by row_no) filter (where ${column} is not null))[1] as ${column}`).join(',\n        ')},
        jsonb_agg(item order by row_no) filter (where item is not null) as items, 1 as nth
      from (select c.*, ${identity} as identity, i.item from ${cells} c
            left join lateral jsonb_array_elements(c.items) i (item) on true) c group by identity`
    : /* sql */ `select row_no, line, problem, ${[...COPIED, 'email_key', 'status_word', 'items'].join(', ')},
        row_number() over (partition by ${identity} order by problem is not null, row_no) as nth from ${cells}`;

  return /* sql */ `
  create table ${rowsTable(operation.id)} with (autovacuum_enabled = off) as
  with folded as (${folded}),
  found as (
    select f.*, ${statusCase(operation)} as status,
      ${KEY_COLUMNS.map((column) => `k_${column}.id as by_${column}`).join(', ')},
      e.id as by_email, greatest(${[...SHARED_KEYS.map((column) => `k_${column}.n`), 'e.n'].join(', ')}) as fitting
    from folded f
    ${KEY_COLUMNS.map((column) => `left join lateral (${keyLookup(column, project)}) k_${column} on f.${column} is not null`).join('\n    ')}
    left join lateral (select min(b.id) as id, count(*) as n from backer b
      where b.project_id = ${project} and b.email_key = f.email_key) e
      on f.email_key is not null and ${KEY_COLUMNS.map((column) => `f.${column} is null`).join(' and ')}),
  known as (
    select f.*, b.id as known_id, b.updated_at as seen_at, b.operation_id as old_operation_id, b.email_key as old_email_key,
      o.status as was, o.operation_id as was_by, o.physical as old_physical,
      ${COPIED.map((column) => `b.${column} as old_${column}`).join(', ')},
      (select jsonb_agg(jsonb_build_object('sku', i.sku, 'name', i.name, 'quantity', i.quantity, 'kind', i.kind) order by i.no)
         from order_item i where i.backer_id = b.id) as old_items,
      ${KEY_COLUMNS.map((column) => `(f.by_${column} <> b.id and b.${column} is distinct from f.${column}) or f.${column} <> b.${column}`).join(' or ')} as disagrees
    from found f
    left join backer b on b.id = coalesce(${KEY_COLUMNS.map((column) => `f.by_${column}`).join(', ')}, f.by_email)
    left join orders o on o.backer_id = b.id),
  compared as (
    select k.*,
      row_number() over (partition by coalesce(known_id, -row_no) order by problem is not null or coalesce(disagrees, false), row_no) as kth,
      case when known_id is null and number is not null then
        row_number() over (partition by number, known_id is null order by problem is not null or nth > 1, row_no) end as nth_number,
      case when was is null or status is null or status = was then null
                     when was in ${BEYOND} and status <> 'CANCELED' then null
                     when was = 'CANCELED' then null else status end as new_status,
      case when known_id is null then '{}' else array_remove(array[
        ${COPIED.map((column) => change(LABELS[column] ?? column, `k.${column}::text`, `k.old_${column}::text`)).join(',\n        ')},
        case when k.items is not null and k.items is distinct from k.old_items
          then 'items: ' || coalesce(${itemText('k.old_items')}, 'none') || ' → ' || ${itemText('k.items')} end
      ], null) end as changes
    from known k),
  judged as (
    select row_no, line, known_id, status, new_status, seen_at, was, was_by, old_physical, old_operation_id, old_email_key,
      ${COPIED.join(', ')}, email_key, items, ${COPIED.map((column) => `old_${column}`).join(', ')}, old_items,
      changes || case when new_status is null then '{}'::text[] else array['status: ' || was || ' → ' || new_status] end as changes,
      case
        when problem is not null then problem
        when ${[...KEY_COLUMNS, 'email_key'].map((column) => `${column} is null`).join(' and ')} then 'NO_KEY'
        when nth > 1 then 'DUPLICATE'
        when disagrees or nth_number > 1 then 'KEYS_DISAGREE'
        when kth > 1 then 'DUPLICATE'
        when fitting > 1 and ${UNIQUE_KEYS.map((column) => `by_${column} is null`).join(' and ')} then 'AMBIGUOUS'
        when status is null and (known_id is null or status_word <> ${escapeLiteral(NO_STATUS)}) then 'STATUS_UNKNOWN'
        when known_id is null then 'NEW'
        when cardinality(changes) > 0 or new_status is not null then 'UPDATED'
        else 'UNCHANGED'
      end as outcome
    from compared),
  numbered as (
    select j.*, case when outcome = 'NEW' then nextval('backer_id_seq') else known_id end as backer_id from (select * from judged order by number nulls last, row_no) j)
  select (row_number() over ())::int as pos, n.*, null::text as warning, outcome in ('NEW', 'UPDATED') as applies,
    ${physical(staged)} as physical
  from (select * from numbered order by backer_id nulls last, row_no) n`;
}

/**
 * Who has this key. A shared one counts only for backers whose own keys the row does not contradict: a late pledge of
 * the same account is another backer, not a change of the first.
 */
function keyLookup(column: (typeof KEY_COLUMNS)[number], project: bigint): string {
  const shared = SHARED_KEYS.some((key) => key === column);
  const own = UNIQUE_KEYS.map((key) => `(f.${key} is null or b.${key} is null or b.${key} = f.${key})`);
  return `select min(b.id) as id, count(*) as n from backer b
      where b.project_id = ${project} and b.${column} = f.${column}${shared ? ` and ${own.join(' and ')}` : ''}`;
}

/** Words to statuses: what a person answered first, then what is known. */
function statusCase(operation: OperationRecord): string {
  const staged = operation.staged as { statuses?: { value: string; status: string | null }[] } | null;
  const known = (staged?.statuses ?? []).filter(({ status }) => status);
  if (known.length === 0) return 'null::order_status';
  return `(case f.status_word ${known.map(({ value, status }) => `when ${escapeLiteral(value.slice(0, 120))} then ${escapeLiteral(status as string)}`).join(' ')} end)::order_status`;
}

function change(label: string, now: string, before: string): string {
  return `case when ${now} is not null and ${now} is distinct from ${before} then '${label}: ' || coalesce(left(${before}, 80), 'empty') || ' → ' || left(${now}, 80) end`;
}

function itemText(items: string): string {
  return `(select string_agg((i ->> 'quantity') || '× ' || coalesce(i ->> 'sku', i ->> 'name'), ', ') from jsonb_array_elements(${items}) i)`;
}

/** Whether something has to be shipped: an item says so, else the reward does; a pledge without a reward owes no parcel. */
function physical(staged: { hasItems?: boolean; hasReward?: boolean } | null): string {
  const byReward = staged?.hasReward
    ? `coalesce(n.reward_title, n.old_reward_title) is not null and lower(coalesce(n.reward_title, n.old_reward_title)) not in ('no reward', 'without reward', '--')`
    : 'true';
  return `case when coalesce(n.items, n.old_items) is not null
      then exists (select from jsonb_array_elements(coalesce(n.items, n.old_items)) i where i ->> 'kind' = 'PHYSICAL')
      else ${byReward} end`;
}

/** @param rows the operation's rows, as planned or as they ended */
export function tallyStatement(rows: string): string {
  return `select outcome, null::text as warning, count(*)::int as count from ${rows} r group by outcome`;
}
