import { rowsTable } from './operation.kind.ts';
import type { OperationRecord } from './operation.row.ts';

/** What became of a planned row in the end, where it is not what was planned. */
const CHANGED = 'CHANGED_SINCE_PREVIEW';
export const NOT_REACHED = 'NOT_APPLIED';
/** What undo found it could not take back: the row was applied, and stays so. */
const STAYED: readonly string[] = ['UNDO_LEFT_ALONE', 'MAIL_HAD_LEFT'];
/** What a purchase may end with instead of a label. */
export const REFUSED: readonly string[] = ['LABEL_REFUSED', 'PRICE_MOVED', 'LABEL_UNCERTAIN'];

/**
 * An expression over a row `r` of the operation: the code that overrides its planned outcome, or null. Rows that had
 * changed since the preview were left alone; rows of chunks that were never applied were not reached, when a person
 * or a failure stopped the operation; and of an order that undo left alone, the first row says so.
 */
export function endingOf(
  operation: Pick<OperationRecord, 'id' | 'status' | 'startedAt' | 'outcomes'>,
): string {
  const id = BigInt(operation.id);
  if (!operation.startedAt) return 'null::text';
  const changed = `(select l.code from staging.late_outcome l where l.operation_id = ${id} and l.pos = r.pos)`;
  if (operation.status === 'RUNNING') return changed;
  // Counted once it is done: most operations have none, and need not look at every row.
  if (operation.status === 'COMPLETED')
    return operation.outcomes.some(({ code }) => code === CHANGED || REFUSED.includes(code))
      ? changed
      : 'null::text';
  // One set of ranges, worked out once a statement.
  const open = `(select range_agg(int4range(first_pos, last_pos, '[]')) from staging.chunk where operation_id = ${id} and applied_at is null)`;
  return `coalesce(${changed}, case when r.applies and r.pos <@ ${open} then '${NOT_REACHED}' end)`;
}

/**
 * An operation's rows as they ended, to be counted: what was left alone or not reached says so and does not apply.
 *
 * @param columns the kind's own that are wanted beside outcome, warning and applies
 */
export function standingRows(operation: OperationRecord, columns: readonly string[] = []): string {
  // The counts are what is to be found, so they cannot tell whether anything changed.
  const ending = endingOf({ ...operation, outcomes: [{ code: CHANGED, count: 1 }] });
  return `(select e.pos, e.warning, coalesce(e.ending, e.outcome) as outcome, e.applies and (e.ending is null or e.ending in (${STAYED.map((code) => `'${code}'`).join(', ')})) as applies
      ${columns.map((column) => `, e.${column}`).join('')}
    from (select r.*, ${ending} as ending from ${rowsTable(operation.id)} r) e)`;
}
