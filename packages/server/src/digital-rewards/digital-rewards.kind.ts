import type { PoolClient } from 'pg';
import { queueRewardMails, unqueueRewardMails } from '../notifications/reward-mails.actions.ts';
import {
  rowsTable,
  type Chunk,
  type ChunkResult,
  type OperationKind,
  type PlanResult,
  type Tally,
} from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { standingRows } from '../operations/row-endings.sql.ts';
import { tallyOf } from '../operations/tally.ts';
import {
  giveChunk,
  livingCodes,
  lockReward,
  planAssigned,
  planFrozen,
  revokeChunk,
  tallyStatement,
} from './digital-rewards.sql.ts';

/**
 * Codes or one link for many backers. The codes were sealed and stored with the request, each beside the place of its
 * recipient, so neither the operation nor its rows hold one; to undo is to revoke.
 */
export const digitalRewards: OperationKind = {
  name: 'DIGITAL_REWARDS',
  stager: null,
  plan,
  tally: (client, operation) => tally(client, standingRows(operation)),
  applyChunk,
  undoChunk,
};

/** Codes of a moment ago are none to the planner, which then looks through all of a reward's for every backer. */
const REFRESH_STATISTICS = 'analyze digital_code';

async function plan(client: PoolClient, operation: OperationRecord): Promise<PlanResult> {
  await client.query(REFRESH_STATISTICS);
  await client.query(operation.staged ? planAssigned(operation) : planFrozen(operation));
  return { ...(await tally(client, rowsTable(operation.id))), notices: [] };
}

async function tally(client: PoolClient, from: string): Promise<Tally> {
  const { rows } = await client.query<{ outcome: string; warning: string | null; count: number }>(
    tallyStatement(from),
  );
  const outcomes = tallyOf(rows);
  return { outcomes, summary: { changed: outcomes.find(({ code }) => code === 'GIVES')?.count ?? 0 } };
}

async function applyChunk(
  client: PoolClient,
  operation: OperationRecord,
  chunk: Chunk,
): Promise<ChunkResult> {
  if (chunk.firstBacker === null) return { late: 0 };
  const range = [chunk.firstPos, chunk.lastPos];
  await client.query(lockReward, [operation.options.rewardId]);
  if (chunk.no === 2) await client.query(REFRESH_STATISTICS);
  const { rows } = await client.query<ChunkResult>(giveChunk(operation), range);
  if (operation.options.notify) {
    const { creatorId, projectId, id: operationId } = operation;
    await queueRewardMails(client, { creatorId, projectId, operationId }, livingCodes(operation), range);
  }
  return { late: rows[0]?.late ?? 0 };
}

async function undoChunk(client: PoolClient, operation: OperationRecord, chunk: Chunk): Promise<ChunkResult> {
  const range = [chunk.firstPos, chunk.lastPos];
  await unqueueRewardMails(client, livingCodes(operation), range);
  await client.query(revokeChunk(operation), [...range, operation.undoneBy ?? operation.actorName]);
  return { late: 0 };
}
