import type { PoolClient } from 'pg';
import { standingRows } from '../operations/row-endings.sql.ts';
import {
  rowsTable,
  type Chunk,
  type ChunkResult,
  type OperationKind,
  type PlanResult,
  type Tally,
} from '../operations/operation.kind.ts';
import type { OperationNoticeData, OperationRecord } from '../operations/operation.row.ts';
import { tallyOf } from '../operations/tally.ts';
import { applyStatements, undoStatements } from './backer-apply.sql.ts';
import { planStatement, tallyStatement } from './backer-import.sql.ts';
import { backerStager } from './backer-stager.ts';
import { resolveStatuses, unansweredStatuses } from './import-statuses.ts';

/** Backers, their items and statuses, from the file of any platform. */
export const backerImport: OperationKind = {
  name: 'BACKER_IMPORT',
  mappingKind: 'backers',
  stager: backerStager,
  plan,
  tally: (client, operation) => tally(client, standingRows(operation)),
  applyChunk: (client, operation, chunk) => runChunk(client, applyStatements(operation), chunk),
  undoChunk: (client, operation, chunk) => runChunk(client, undoStatements(operation), chunk),
  obstacle(operation) {
    const open = unansweredStatuses(operation);
    if (open.length === 0) return null;
    return `Say first which status ${open.length === 1 ? `“${open[0]?.value}” stands` : `${open.length} words of the file stand`} for.`;
  },
};

async function plan(client: PoolClient, operation: OperationRecord): Promise<PlanResult> {
  const statuses = resolveStatuses(operation);
  const resolved = { ...operation, staged: operation.staged && { ...operation.staged, statuses } };
  await client.query(planStatement(resolved));
  const found = await tally(client, rowsTable(operation.id));
  return { ...found, notices: noticesOf({ ...operation, outcomes: found.outcomes }) };
}

async function tally(client: PoolClient, from: string): Promise<Tally> {
  const { rows } = await client.query<{ outcome: string; warning: null; count: number }>(
    tallyStatement(from),
  );
  const outcomes = tallyOf(rows);
  const count = (code: string) => outcomes.find((one) => one.code === code)?.count ?? 0;
  return {
    outcomes,
    summary: {
      backersCreated: count('NEW'),
      backersUpdated: count('UPDATED'),
      backersUnchanged: count('UNCHANGED'),
    },
  };
}

/**
 * The statements of a chunk in order, all in its transaction; one of them says how many rows were late. The
 * planner knows nothing yet of backers made a moment ago and takes ten thousand for one: with nested loops on,
 * 20,000 took 30 s, without 4 s.
 */
async function runChunk(client: PoolClient, statements: string[], chunk: Chunk): Promise<ChunkResult> {
  let late = 0;
  await client.query('set local enable_nestloop = off');
  for (const statement of statements) {
    const { rows } = await client.query<{ late?: number }>(statement, [chunk.firstPos, chunk.lastPos]);
    late += rows[0]?.late ?? 0;
  }
  return { late };
}

function noticesOf(operation: OperationRecord): OperationNoticeData[] {
  const notices: OperationNoticeData[] = [];
  const { staged, file } = operation;
  const open = unansweredStatuses(operation);
  if (!staged?.hasStrongKey)
    notices.push({
      code: 'WEAK_KEY',
      severity: 'WARNING',
      message:
        'No column is known to hold a pledge ID or backer number, so backers are told apart by email alone. Choose the column if there is one.',
    });
  if (open.length > 0)
    notices.push({
      code: 'STATUS_UNKNOWN',
      severity: 'ERROR',
      message: `The file says ${open
        .map(({ value }) => `“${value}”`)
        .slice(0, 5)
        .join(', ')} about its orders. Choose which of our statuses each stands for.`,
    });
  if (file?.duplicateOfId)
    notices.push({
      code: 'SAME_FILE',
      severity: 'WARNING',
      message:
        'This very file was imported into this project before. Backers it brought are recognised; only what differs is changed.',
    });
  return notices;
}
