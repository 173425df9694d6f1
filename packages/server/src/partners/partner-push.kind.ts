import type { PoolClient } from 'pg';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { resolveTarget } from '../backers/resolve-wish.ts';
import { readerIn } from '../lib/reader.ts';
import {
  rowsTable,
  type Chunk,
  type OperationKind,
  type PlanResult,
  type Tally,
} from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { standingRows } from '../operations/row-endings.sql.ts';
import { runChunk } from '../operations/run-chunk.ts';
import { tallyOf } from '../operations/tally.ts';
import { passHolds } from '../orders/hold-lock.ts';
import { createRows, planRows, tallyStatement } from '../segment-actions/plan.sql.ts';
import { askToHandOver } from './hand-over.sql.ts';
import { JUDGEMENT, lockPushChunk, lockUnpushChunk, pushChunk, unpushChunk } from './partner-push.sql.ts';

/** Orders handed to a partner: each becomes a request with the address and the items it had. */
export const partnerPush: OperationKind = {
  name: 'PARTNER_PUSH',
  stager: null,
  plan,
  tally: (client, operation) => tally(client, standingRows(operation)),
  stops: ({ options: { confirmCount }, summary }) =>
    confirmCount != null && confirmCount !== (summary.changed ?? 0),
  async applyChunk(client, operation, chunk) {
    await passHolds(client, operation.projectId);
    // Whoever archives it meanwhile waits, or is seen by the statement.
    await client.query('select from partner where id = $1 for share', [operation.options.partnerId ?? '0']);
    await lock(client, lockPushChunk(operation), chunk);
    const result = await runChunk(client, pushChunk(operation), chunk);
    await askToHandOver(client, operation.creatorId, operation.options.partnerId ?? '0');
    return result;
  },
  async undoChunk(client, operation, chunk) {
    await lock(client, lockUnpushChunk(operation), chunk);
    return runChunk(client, unpushChunk(operation), chunk);
  },
};

async function plan(client: PoolClient, operation: OperationRecord): Promise<PlanResult> {
  const values: unknown[] = [];
  await client.query(createRows(operation, JUDGEMENT));
  const target = await resolveTarget(
    readerIn(client),
    operation.projectId,
    operation.options.target as BackerTarget,
  );
  await client.query(planRows(operation, JUDGEMENT, target, values), values);
  return { ...(await tally(client, rowsTable(operation.id))), notices: [] };
}

async function tally(client: PoolClient, from: string): Promise<Tally> {
  const { rows } = await client.query<{ outcome: string; warning: string | null; count: number }>(
    tallyStatement(from),
  );
  const outcomes = tallyOf(rows);
  return { outcomes, summary: { changed: outcomes.find(({ code }) => code === 'PUSHED')?.count ?? 0 } };
}

async function lock(client: PoolClient, statements: readonly string[], chunk: Chunk): Promise<void> {
  if (chunk.firstBacker === null) return;
  for (const statement of statements)
    await client.query(statement, [chunk.firstPos, chunk.lastPos, chunk.firstBacker, chunk.lastBacker]);
}
