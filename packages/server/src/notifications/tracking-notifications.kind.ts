import type { PoolClient } from 'pg';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { targetSql } from '../backers/backer-filter.sql.ts';
import { resolveTarget } from '../backers/resolve-wish.ts';
import { readerIn } from '../lib/reader.ts';
import { standingRows } from '../operations/row-endings.sql.ts';
import {
  rowsTable,
  type Chunk,
  type ChunkResult,
  type OperationKind,
  type PlanResult,
  type Tally,
} from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { tallyOf } from '../operations/tally.ts';
import { askToSend } from './queue.actions.ts';
import { LOCK_QUEUE } from './told.sql.ts';
import {
  createRows,
  planRows,
  queueChunk,
  tallyStatement,
  unqueueChunk,
} from './tracking-notifications.sql.ts';

/**
 * One mail to each backer of a target for all parcels they have not been told of. Applied means queued: the sender does
 * the rest at the project's pace, and how far it is stands in the counts of the outbox. Undo takes back what has not
 * left.
 */
export const trackingNotifications: OperationKind = {
  name: 'TRACKING_NOTIFICATIONS',
  stager: null,
  plan,
  tally: (client, operation) => tally(client, standingRows(operation)),
  async applyChunk(client, operation, chunk) {
    await client.query(LOCK_QUEUE, [operation.projectId]);
    const { late, queued } = await run(client, queueChunk(operation), chunk);
    if (queued > 0) await askToSend(client, operation);
    return { late };
  },
  undoChunk: (client, operation, chunk) => run(client, unqueueChunk(operation), chunk),
};

async function plan(client: PoolClient, operation: OperationRecord): Promise<PlanResult> {
  const values: unknown[] = [];
  await client.query(createRows(operation));
  const named = operation.options.target as BackerTarget;
  const who = await resolveTarget(readerIn(client), operation.projectId, named);
  const target = targetSql(who, operation.projectId, values);
  await client.query(planRows(operation, target), values);
  return { ...(await tally(client, rowsTable(operation.id))), notices: [] };
}

async function tally(client: PoolClient, from: string): Promise<Tally> {
  const { rows } = await client.query<{ outcome: string; warning: null; count: number }>(
    tallyStatement(from),
  );
  const outcomes = tallyOf(rows);
  const of = (code: string) => outcomes.find((one) => one.code === code)?.count ?? 0;
  return { outcomes, summary: { changed: of('TOLD') + of('CORRECTED') } };
}

async function run(
  client: PoolClient,
  statement: string,
  chunk: Chunk,
): Promise<ChunkResult & { queued: number }> {
  const { rows } = await client.query<ChunkResult & { queued: number }>(statement, [
    chunk.firstPos,
    chunk.lastPos,
  ]);
  return rows[0] ?? { late: 0, queued: 0 };
}
