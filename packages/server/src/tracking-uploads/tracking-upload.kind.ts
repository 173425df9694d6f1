import type { PoolClient } from 'pg';
import { standingRows } from '../operations/row-endings.sql.ts';
import { rowsTable, type OperationKind, type PlanResult, type Tally } from '../operations/operation.kind.ts';
import type { OperationNoticeData, OperationRecord } from '../operations/operation.row.ts';
import { runChunk } from '../operations/run-chunk.ts';
import { runFulfillChunk } from '../orders/fulfill-chunk.ts';
import { fulfillChunk, unfulfillChunk } from '../orders/fulfill-chunk.sql.ts';
import { tallyOf } from '../operations/tally.ts';
import { unanswered } from './missing-tracking.ts';
import { trackingStager } from './tracking-stager.ts';
import {
  ordersMovedStatement,
  planStatement,
  tallyStatement,
  warnOfSharedNumbers,
  type MatchFacts,
} from './tracking-upload.sql.ts';

/** Tracking numbers from a file or a script, onto orders. */
export const trackingUpload: OperationKind = {
  name: 'TRACKING_UPLOAD',
  mappingKind: 'tracking',
  stager: trackingStager,
  plan,
  tally: (client, operation) =>
    tally(client, standingRows(operation, ['backer_id', 'was', 'tracking_number']), false),
  applyChunk: (client, operation, chunk) =>
    runFulfillChunk(client, operation, fulfillChunk(operation), chunk),
  undoChunk: (client, operation, chunk) => runChunk(client, unfulfillChunk(operation), chunk),
  obstacle({ options, outcomes }) {
    if (options.missingAnswered) return null;
    const rows = outcomes.find(({ code }) => code === 'MARKED_WITHOUT_TRACKING')?.count ?? 0;
    return rows > 0 ? unanswered(rows) : null;
  },
};

async function plan(client: PoolClient, operation: OperationRecord): Promise<PlanResult> {
  const {
    rows: [known],
  } = await client.query<{ shipments: boolean; holds: boolean; orders: boolean }>(
    `select p.shipments > 0 as shipments, exists (select from order_hold h where h.project_id = p.project_id) as holds,
            exists (select from backer b where b.project_id = p.project_id and b.order_number is not null) as orders
     from project_progress p where p.project_id = $1`,
    [operation.projectId],
  );
  const facts: MatchFacts = {
    anyShipments: known?.shipments ?? false,
    anyHolds: known?.holds ?? false,
    anyOrderNumbers: known?.orders ?? false,
  };
  await client.query(planStatement(operation, facts));
  const mayShare = facts.anyShipments || (operation.staged?.repeats as number) > 0;
  const warned = mayShare ? await client.query(warnOfSharedNumbers(operation, facts)) : null;
  return {
    ...(await tally(client, rowsTable(operation.id), !warned?.rowCount)),
    notices: noticesOf(operation),
  };
}

async function tally(client: PoolClient, from: string, inOrder: boolean): Promise<Tally> {
  const tallies = await client.query<{
    outcome: string;
    warning: string | null;
    count: number;
    shipments: number;
  }>(tallyStatement(from));
  await client.query('set local synchronize_seqscans = off; set local max_parallel_workers_per_gather = 0');
  const {
    rows: [orders],
  } = await client.query<{ n: number }>(ordersMovedStatement(from, inOrder));
  const outcomes = tallyOf(tallies.rows);
  const count = (code: string) => outcomes.find((tally) => tally.code === code)?.count ?? 0;
  const summary = {
    ordersFulfilled: orders?.n ?? 0,
    shipmentsAdded: tallies.rows.reduce((sum, row) => sum + row.shipments, 0),
    shipmentsReplaced: count('REPLACES'),
  };
  return { outcomes, summary };
}

function noticesOf(operation: OperationRecord): OperationNoticeData[] {
  const notices: OperationNoticeData[] = [];
  const { staged, file } = operation;
  const fields = new Set((staged?.mapping ?? []).map(({ field }) => field));
  if (!['pledgeId', 'backerNumber', 'backerUid', 'orderNumber', 'email'].some((field) => fields.has(field)))
    notices.push({
      code: 'NEEDS_KEY_COLUMN',
      severity: 'ERROR',
      message:
        'No column is known to name the backer. Choose which one holds the pledge ID, the backer number, the order number or the email.',
    });
  if (!fields.has('trackingNumber'))
    notices.push({
      code: 'NO_TRACKING_COLUMN',
      severity: 'WARNING',
      message:
        'No column is known to hold the tracking number. Choose it, or the rows count as rows without a number.',
    });
  if ((staged?.excelDamage ?? 0) > 0)
    notices.push({
      code: 'EXCEL_DAMAGE',
      severity: 'ERROR',
      message: `A spreadsheet damaged ${staged?.excelDamage === 1 ? 'one number' : `${staged?.excelDamage} numbers`}: digits are gone and cannot be worked out. Take the file as the carrier gave it, or set the column to Text before pasting, and upload those rows again.`,
    });
  if (file?.duplicateOfId)
    notices.push({
      code: 'SAME_FILE',
      severity: 'WARNING',
      message:
        'This very file was uploaded to this project before. Rows that were applied then are recognised and left alone.',
    });
  return notices;
}
