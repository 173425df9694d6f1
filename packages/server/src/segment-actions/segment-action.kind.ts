import type { PoolClient } from 'pg';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { resolveTarget } from '../backers/resolve-wish.ts';
import { readerIn } from '../lib/reader.ts';
import { rowsTable, type OperationKind, type PlanResult, type Tally } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { standingRows } from '../operations/row-endings.sql.ts';
import { tallyOf } from '../operations/tally.ts';
import { judgementOf, type SegmentActionName } from './judgement.ts';
import { createRows, planRows, tallyStatement } from './plan.sql.ts';

/** What all actions on many backers have in common: the frozen list, its outcomes, and their counts. */
export function segmentActionKind(
  name: SegmentActionName,
  does: Pick<OperationKind, 'applyChunk' | 'undoChunk' | 'obstacle'>,
): OperationKind {
  return {
    name,
    stager: null,
    plan: (client, operation) => plan(client, operation, name),
    tally: (client, operation) => tally(client, standingRows(operation), name),
    stops: ({ options: { confirmCount }, summary }) =>
      confirmCount != null && confirmCount !== (summary.ordersFulfilled ?? summary.changed ?? 0),
    ...does,
  };
}

async function plan(
  client: PoolClient,
  operation: OperationRecord,
  name: SegmentActionName,
): Promise<PlanResult> {
  const judgement = judgementOf(name, operation.options.tags);
  const values: unknown[] = [];
  await client.query(createRows(operation, judgement));
  const named = operation.options.target as BackerTarget;
  const target = await resolveTarget(readerIn(client), operation.projectId, named);
  const statement = planRows(operation, judgement, target, values);
  await client.query(statement, values);
  return { ...(await tally(client, rowsTable(operation.id), name)), notices: [] };
}

async function tally(client: PoolClient, from: string, name: SegmentActionName): Promise<Tally> {
  const { rows } = await client.query<{ outcome: string; warning: string | null; count: number }>(
    tallyStatement(from),
  );
  return outcomesOf(name, rows);
}

/** The counts of an action's outcomes, and what they come to. */
export function outcomesOf(
  name: SegmentActionName,
  rows: readonly { outcome: string; warning: string | null; count: number }[],
): Tally {
  const { applies } = judgementOf(name);
  const outcomes = tallyOf(rows);
  const changed = outcomes.reduce((sum, { code, count }) => sum + (applies.includes(code) ? count : 0), 0);
  const marks = name === 'MARK_FULFILLED' || name === 'FORCE_MARK_FULFILLED';
  return { outcomes, summary: marks ? { ordersFulfilled: changed } : { changed } };
}
