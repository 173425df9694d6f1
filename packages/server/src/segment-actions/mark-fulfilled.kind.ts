import type { PoolClient } from 'pg';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { targetSql } from '../backers/backer-filter.sql.ts';
import { standingRows } from '../operations/row-endings.sql.ts';
import { rowsTable, type OperationKind, type PlanResult, type Tally } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { tallyOf } from '../operations/tally.ts';
import { runFulfillChunk } from '../orders/fulfill-chunk.ts';
import { fulfillChunk, unfulfillChunk } from '../orders/fulfill-chunk.sql.ts';
import { createRows, planRows, tallyStatement } from './mark-fulfilled.sql.ts';

/** Orders in Start Shipping become Fulfilled; the rest is reported as not ready. */
export const markFulfilled: OperationKind = kindOf('MARK_FULFILLED');

/** Any order that is not canceled becomes Fulfilled, with a reason; can be undone like everything else. */
export const forceMarkFulfilled: OperationKind = kindOf('FORCE_MARK_FULFILLED');

function kindOf(name: 'MARK_FULFILLED' | 'FORCE_MARK_FULFILLED'): OperationKind {
  return {
    name,
    stager: null,
    plan,
    tally: (client, operation) => tally(client, standingRows(operation)),
    applyChunk: (client, operation, chunk) => runFulfillChunk(client, fulfillChunk(operation), chunk),
    undoChunk: (client, operation, chunk) => runFulfillChunk(client, unfulfillChunk(operation), chunk),
    obstacle({ options, summary }) {
      const { confirmCount } = options;
      if (name === 'MARK_FULFILLED' || confirmCount == null || confirmCount === summary.ordersFulfilled)
        return null;
      return `${summary.ordersFulfilled ?? 0} orders would be forced, not the ${confirmCount} that were confirmed. Run the action again with the count of now.`;
    },
  };
}

async function plan(client: PoolClient, operation: OperationRecord): Promise<PlanResult> {
  const values: unknown[] = [];
  await client.query(createRows(operation));
  const target = targetSql(operation.options.target as BackerTarget, operation.projectId, values);
  await client.query(planRows(operation, target), values);
  return { ...(await tally(client, rowsTable(operation.id))), notices: [] };
}

async function tally(client: PoolClient, from: string): Promise<Tally> {
  const { rows } = await client.query<{ outcome: string; warning: null; count: number }>(
    tallyStatement(from),
  );
  const outcomes = tallyOf(rows);
  const moved = outcomes.filter(({ code }) => code === 'MARKED' || code === 'FORCED');
  return { outcomes, summary: { ordersFulfilled: moved.reduce((sum, { count }) => sum + count, 0) } };
}
