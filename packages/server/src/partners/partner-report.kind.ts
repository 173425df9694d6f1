import type { PoolClient } from 'pg';
import { rowsTable, type OperationKind, type Tally } from '../operations/operation.kind.ts';
import { standingRows } from '../operations/row-endings.sql.ts';
import { runChunk } from '../operations/run-chunk.ts';
import { tallyOf } from '../operations/tally.ts';
import { lockOrdersSql, settleSql } from '../orders/settle-orders.sql.ts';
import { markShipped } from './mark-shipped.sql.ts';
import {
  addParcels,
  backersOfChunk,
  lockRequestsOfChunk,
  planReport,
  removeParcels,
  requestsOfChunk,
  reportTally,
} from './partner-report.sql.ts';

/** Parcels that a partner reports: orders follow by quantity. */
export const partnerReport: OperationKind = {
  name: 'PARTNER_REPORT',
  stager: null,
  // Parcels and their lines are often without statistics when a report comes, and joins are then planned for a handful
  // of rows: 10,000 in one chunk took 14 and 32 s, in ten chunks 7 and 6.
  chunkRows: 1000,
  async plan(client, operation) {
    await client.query(planReport(operation));
    return { ...(await tally(client, rowsTable(operation.id))), notices: [] };
  },
  tally: (client, operation) =>
    tally(client, standingRows(operation, ['request_id', 'tracking_number', 'row_no'])),
  async applyChunk(client, operation, chunk) {
    if (chunk.firstBacker === null) return { late: 0 };
    await client.query(lockOrdersSql(backersOfChunk(operation, chunk), operation));
    await client.query(lockRequestsOfChunk(operation, chunk));
    const result = await runChunk(client, addParcels(operation), chunk);
    await client.query(
      settleSql(backersOfChunk(operation, chunk), {
        creatorId: operation.creatorId,
        projectId: operation.projectId,
        source: 'PARTNER',
        operationId: operation.id,
      }),
    );
    await client.query(markShipped(requestsOfChunk(operation, chunk)));
    return result;
  },
  async undoChunk(client, operation, chunk) {
    if (chunk.firstBacker === null) return { late: 0 };
    await client.query(lockOrdersSql(backersOfChunk(operation, chunk), operation));
    await client.query(lockRequestsOfChunk(operation, chunk));
    return runChunk(client, removeParcels(operation), chunk);
  },
};

async function tally(client: PoolClient, from: string): Promise<Tally> {
  const { rows } = await client.query<{ outcome: string; warning: string | null; count: number }>(
    reportTally(from),
  );
  const {
    rows: [parcels],
  } = await client.query<{ n: number }>(
    `select count(distinct (request_id, coalesce(tracking_number, row_no::text)))::int as n from ${from} r where applies`,
  );
  return { outcomes: tallyOf(rows), summary: { shipmentsAdded: parcels?.n ?? 0 } };
}
