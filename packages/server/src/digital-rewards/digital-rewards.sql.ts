import { cellsTable, rowsTable } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { giftVerdict, judgedRecipients } from './recipients.ts';

/** Who was chosen, as it was when the request came: who joins a segment later gets none of these codes. */
export function createRecipients(operationId: string): string {
  return /* sql */ `create table ${cellsTable(operationId)} (
    row_no int, backer_id bigint, outcome text, warning text, code_pos int) with (autovacuum_enabled = off)`;
}

/**
 * Freezes the recipients in the order of their backer numbers, and says which of the codes each gets: the first of
 * those who get one has the first.
 *
 * @param target as `targetSql` writes it
 */
export function freezeRecipients(
  operationId: string,
  target: string,
  rewardId: string | null,
  { owedDigital, notify }: { owedDigital?: boolean | null; notify: boolean },
): string {
  return /* sql */ `
  insert into ${cellsTable(operationId)} (row_no, backer_id, outcome, warning, code_pos)
  select row_no, backer_id, outcome, ${notify ? `case when email = '' then 'NOT_MAILED' end` : 'null'},
         case when outcome = 'GIVES' then (row_number() over (partition by outcome order by row_no))::int end
  from (select j.*, (row_number() over (order by number nulls last, backer_id))::int as row_no
        from (${judgedRecipients(target, rewardId, owedDigital === true)}) j) numbered
  order by row_no`;
}

/** Columns that the engine's readers look for in the rows of any kind without a file of parcels. */
const NO_PARCEL = `null::text as tracking_number, null::text as carrier, null::text as carrier_name, null::text as tracking_url`;

/** The rows of a reward whose recipients were frozen. The codes stay with their recipients, whoever drops out. */
export function planFrozen(operation: OperationRecord): string {
  return /* sql */ `
  create table ${rowsTable(operation.id)} with (autovacuum_enabled = off) as
  select (row_number() over ())::int as pos, r.* from (
    select c.row_no, 0 as line, c.backer_id, d.id as code_id, ${NO_PARCEL}, c.outcome, c.warning,
           c.outcome = 'GIVES' as applies
    from ${cellsTable(operation.id)} c
    left join digital_code d on d.operation_id = ${BigInt(operation.id)} and d.position = c.code_pos and not d.shared
    order by c.backer_id) r`;
}

/**
 * The rows of a file that says who gets which code. All keys of a row must lead to the same backer; a backer's first
 * row counts.
 */
export function planAssigned(operation: OperationRecord): string {
  const has = new Set(operation.staged?.columns ?? []);
  const project = BigInt(operation.projectId);
  const { rewardId = null, notify = false } = operation.options;
  const keys = ['pledge_id', 'number', 'email'].filter((key) => has.has(key));
  const unique = keys.filter((key) => key !== 'email');
  const joins = unique.map(
    (key) => `left join backer k_${key} on k_${key}.project_id = ${project} and k_${key}.${key} = c.${key}`,
  );
  if (has.has('email'))
    joins.push(`left join (
      select email_key as key, min(id) as id, count(*) as n from backer
      where project_id = ${project} and email_key in (select email from ${cellsTable(operation.id)}) group by 1
    ) k_email on k_email.key = c.email`);
  const chosen = `coalesce(${keys.map((key) => `k_${key}.id`).join(', ')})`;
  const strays = unique.map((key) => `(c.${key} is not null and k_${key}.id is distinct from ${chosen})`);
  if (has.has('email') && unique.length > 0)
    strays.push(`(k_email.id is not null and not exists (
      select from backer s where s.id = ${chosen} and s.email_key = c.email))`);
  const shared = has.has('email')
    ? `when ${[...unique.map((key) => `k_${key}.id is null`), 'k_email.n > 1'].join(' and ')} then 'AMBIGUOUS'`
    : '';
  return /* sql */ `
  create table ${rowsTable(operation.id)} with (autovacuum_enabled = off) as
  with matched as (
    select c.row_no, c.line, c.problem, ${chosen} as chosen,
      case when ${keys.map((key) => `c.${key} is null`).join(' and ')} then 'NO_KEY'
           when ${chosen} is null then 'NO_MATCH'
           ${shared}
           ${strays.length > 0 ? `when ${strays.join(' or ')} then 'KEYS_DISAGREE'` : ''} end as verdict
    from ${cellsTable(operation.id)} c ${joins.join('\n    ')}),
  settled as (
    select m.*, case when verdict is null then chosen end as backer_id, problem is not null or verdict is not null as wrong
    from matched m),
  counted as (
    select s.*, row_number() over (partition by backer_id order by wrong, row_no) as nth from settled s),
  judged as (
    select c.row_no, c.line, c.backer_id, d.id as code_id, ${NO_PARCEL},
      case when c.problem is not null then c.problem
           when c.verdict is not null then c.verdict
           when c.nth > 1 then 'BACKER_REPEATED'
           when d.id is null then 'CODE_TAKEN'
           else ${giftVerdict(rewardId)} end as outcome,
      ${notify ? `case when b.email = '' then 'NOT_MAILED' end` : 'null::text'} as warning
    from counted c
    left join digital_code d on d.operation_id = ${BigInt(operation.id)} and d.position = c.row_no
    left join backer b on b.id = c.backer_id
    left join orders o on o.backer_id = c.backer_id
    left join order_hold h on h.backer_id = c.backer_id
    order by c.backer_id, c.row_no)
  select (row_number() over ())::int as pos, j.*, outcome = 'GIVES' as applies from judged j`;
}

/** @param rows the operation's rows, as planned or as they ended */
export function tallyStatement(rows: string): string {
  return `select outcome, warning, count(*)::int as count from ${rows} r group by outcome, warning`;
}

/** Held while a chunk gives: two runs of one reward over the same backers see each other's codes. */
export const lockReward = 'select from digital_reward where id = $1 for no key update';

/**
 * Gives the codes of one chunk. Who has been canceled, put on hold, or given the reward since the preview is late, and
 * so is a code that is gone. $1 first pos, $2 last pos.
 */
export function giveChunk(operation: OperationRecord): string {
  const id = BigInt(operation.id);
  const { rewardId = '0', shared = false } = operation.options;
  const give = shared
    ? /* sql */ `insert into digital_code (creator_id, project_id, reward_id, operation_id, position, backer_id, sealed, fingerprint, shared, given_at)
      select w.creator_id, w.project_id, w.reward_id, w.operation_id, r.pos, r.backer_id, w.sealed, w.fingerprint, true, now()
      from ready r, digital_code w where w.operation_id = ${id} and w.backer_id is null and w.shared
      order by r.backer_id returning id, backer_id`
    : /* sql */ `update digital_code d set backer_id = r.backer_id, given_at = now()
      from ready r where d.id = r.code_id and d.backer_id is null returning d.id, d.backer_id`;
  return /* sql */ `
  with chunk as materialized (
    select * from ${rowsTable(operation.id)} where pos between $1 and $2 and applies),
  ready as materialized (
    select c.pos, c.backer_id, c.code_id from chunk c
    join orders o on o.backer_id = c.backer_id left join order_hold h on h.backer_id = c.backer_id
    where ${giftVerdict(rewardId)} = 'GIVES'),
  given as (${give}),
  late as (
    insert into staging.late_outcome (operation_id, pos, code)
    select ${id}, c.pos, 'CHANGED_SINCE_PREVIEW' from chunk c
    where not exists (select from given g where g.backer_id = c.backer_id)
    on conflict do nothing returning 1)
  select (select count(*)::int from late) as late`;
}

/**
 * Ids of the codes that a chunk has given and nobody has revoked since. Found by key or by operation and place, never by
 * backer: the planner knows nothing yet of who was given what, and took minutes for 25,000. $1 first pos, $2 last pos.
 */
export function livingCodes(operation: OperationRecord): string {
  const code = operation.options.shared
    ? `d.operation_id = ${BigInt(operation.id)} and d.position = r.pos`
    : 'd.id = r.code_id';
  return /* sql */ `select d.id from ${rowsTable(operation.id)} r
    join digital_code d on ${code} and d.backer_id = r.backer_id and d.revoked_at is null
    where r.pos between $1 and $2 and r.applies`;
}

/** Revokes them; what a person has revoked before stays as it is. $1 first pos, $2 last pos, $3 who. */
export function revokeChunk(operation: OperationRecord): string {
  return /* sql */ `update digital_code set revoked_at = now(), revoked_by = $3 where id in (${livingCodes(operation)})`;
}
