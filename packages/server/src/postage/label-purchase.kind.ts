import type { PoolClient } from 'pg';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { resolveTarget } from '../backers/resolve-wish.ts';
import { readerIn } from '../lib/reader.ts';
import { rowsTable, type OperationKind, type PlanResult, type Tally } from '../operations/operation.kind.ts';
import type { OperationRecord, PostageTotalsData } from '../operations/operation.row.ts';
import { standingRows } from '../operations/row-endings.sql.ts';
import { tallyOf } from '../operations/tally.ts';
import { applyPurchase } from './label-purchase.apply.ts';
import { undoPurchase } from './label-purchase.undo.ts';
import {
  choosePrices,
  createRows,
  judgedOrders,
  planRows,
  setOutcomes,
  tallyStatement,
  totalsStatement,
} from './label-plan.sql.ts';
import { customsVerdict, packedOrders } from './label-wishes.ts';
import { settingsIn } from './postage-settings.row.ts';
import { presetsFor, rateLabels } from './rate-labels.ts';

/** Each row of a chunk is a call to the provider and holds its order meanwhile: so few are over in seconds. */
const CHUNK_ROWS = 24;
const PAGE = 400;

/**
 * Labels for many backers: prices first, outside any transaction; then a preview with the total; then purchases in small
 * chunks, of which each label is noted as being paid before it is. Undo asks for the money back.
 */
export const labelPurchase: OperationKind = {
  name: 'LABEL_PURCHASE',
  stager: null,
  chunkRows: CHUNK_ROWS,
  prepare: rateLabels,
  plan,
  tally: (client, operation) =>
    tally(client, standingRows(operation, ['rate_carrier', 'service', 'currency', 'price_cents'])),
  applyChunk: applyPurchase,
  undoChunk: undoPurchase,
};

async function plan(client: PoolClient, operation: OperationRecord): Promise<PlanResult> {
  const { projectId } = operation;
  const read = readerIn(client);
  const target = await resolveTarget(read, projectId, operation.options.target as BackerTarget);
  const judging: unknown[] = [];
  const judged = judgedOrders(projectId, target, await presetsFor(read, operation), judging);
  await client.query(createRows(operation));
  await client.query(planRows(operation, judged), judging);
  await planCustoms(client, operation);
  const choosing: unknown[] = [];
  await client.query(choosePrices(operation, choosing), choosing);
  return { ...(await tally(client, rowsTable(operation.id))), notices: [] };
}

async function planCustoms(client: PoolClient, operation: OperationRecord): Promise<void> {
  const settings = await settingsIn(readerIn(client), operation.projectId);
  const { rows } = await client.query<{ id: string }>(
    `select backer_id as id from ${rowsTable(operation.id)} where applies order by pos`,
  );
  for (let at = 0; at < rows.length; at += PAGE) {
    const ids = rows.slice(at, at + PAGE).map(({ id }) => id);
    const orders = await packedOrders(readerIn(client), operation.projectId, ids);
    const verdicts = [...orders.values()].flatMap((order) => {
      const verdict = customsVerdict(settings, order);
      return verdict.outcome || verdict.warning ? [{ backer_id: order.backerId, ...verdict }] : [];
    });
    if (verdicts.length > 0) await client.query(setOutcomes(operation), [JSON.stringify(verdicts)]);
  }
}

async function tally(client: PoolClient, from: string): Promise<Tally> {
  const counted = await client.query<{ outcome: string; warning: string | null; count: number }>(
    tallyStatement(from),
  );
  const { rows: services } = await client.query<PostageTotalsData['services'][number]>(totalsStatement(from));
  const currencies = new Map<string, { currency: string; labels: number; cents: number }>();
  for (const { currency, labels, cents } of services) {
    const total = currencies.get(currency) ?? { currency, labels: 0, cents: 0 };
    total.labels += labels;
    total.cents += cents;
    currencies.set(currency, total);
  }
  const sum = (key: 'labels' | 'cents') => services.reduce((all, one) => all + one[key], 0);
  const postage = {
    labels: sum('labels'),
    totalCents: sum('cents'),
    currencies: [...currencies.values()],
    services,
  };
  return { outcomes: tallyOf(counted.rows), summary: { changed: postage.labels, postage } };
}
