import { ofProject, tablesOf, targetCondition, type ResolvedTarget } from '../backers/backer-filter.sql.ts';
import { rowsTable } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import type { Judgement } from './judgement.ts';

/** The columns of an upload's rows stand here too, so that one statement marks for both. */
export function createRows(operation: OperationRecord, { keeps }: Judgement): string {
  return /* sql */ `create table ${rowsTable(operation.id)} (
    pos int, row_no int, line int, backer_id bigint, was order_status, was_by bigint, tracking_number text, carrier text,
    carrier_name text, tracking_url text, shipped_at timestamptz, outcome text, warning text, applies boolean
    ${keeps.map(([column, type]) => `, ${column} ${type}`).join('')})
    with (autovacuum_enabled = off)`;
}

/**
 * Gives every backer of the target its outcome. The list is frozen here: who joins or leaves the filter afterwards
 * is not asked again.
 *
 * @param values gets the statement's values
 */
export function planRows(
  operation: OperationRecord,
  judgement: Judgement,
  target: ResolvedTarget,
  values: unknown[],
): string {
  const kept = judgement.keeps.map(([column]) => `, ${column}`).join('');
  return /* sql */ `
  insert into ${rowsTable(operation.id)} (pos, row_no, line, backer_id, was, was_by, outcome, warning, applies${kept})
  select (row_number() over ())::int, (row_number() over ())::int, 0, backer_id, status, operation_id, outcome,
         case when ${applies(judgement)} then warning end, ${applies(judgement)}${kept}
  from (
    select o.backer_id, o.status, o.operation_id, ${judgement.outcome} as outcome, ${judgement.warning} as warning
      ${judgement.keeps.map(([column, , expression]) => `, ${expression} as ${column}`).join('')}
    from ${judged(judgement, judgement.joins, target, operation.projectId, values)}
    order by o.backer_id) j`;
}

/** How many backers of the target would end with which outcome and warning, now; nothing is stored. */
export function countOutcomes(
  judgement: Judgement,
  target: ResolvedTarget,
  projectId: string,
  values: unknown[],
): string {
  return /* sql */ `
  select outcome, case when ${applies(judgement)} then warning end as warning, count(*)::int as count
  from (
    select ${judgement.outcome} as outcome, ${judgement.warning} as warning
    from ${judged(judgement, '', target, projectId, values)}) j
  group by 1, 2`;
}

/** @param rows the operation's rows, as planned or as they ended */
export function tallyStatement(rows: string): string {
  return `select outcome, case when applies then warning end as warning, count(*)::int as count from ${rows} r group by 1, 2`;
}

/** Tables and condition. Everyone is read from the orders alone where nothing of the backers is asked. */
function judged(
  judgement: Judgement,
  joins: string,
  target: ResolvedTarget,
  projectId: string,
  values: unknown[],
): string {
  const condition = targetCondition(target, projectId, values);
  const anyone = condition.sql === 'true';
  const tables = { backer: judgement.backer || (condition.backer && !anyone), order: true };
  return `${tablesOf(tables)} left join order_hold h on h.backer_id = o.backer_id ${joins}
    where ${ofProject(tables, projectId, values)} and ${condition.sql}`;
}

function applies(judgement: Judgement): string {
  return `outcome in (${judgement.applies.map((code) => `'${code}'`).join(', ')})`;
}
