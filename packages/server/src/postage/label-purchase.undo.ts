import type { PoolClient } from 'pg';
import { rowsTable, type Chunk, type ChunkResult, type KindTools } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { askRefunds, beginVoid, type ReturningLabel } from './give-back.ts';
import type { ProviderName } from './provider-of.ts';
import { recordAnswers } from './refund-answers.ts';

interface UndoneLabel {
  pos: number;
  labelId: string;
  status: string;
  providerShipmentId: string;
  provider: ProviderName;
}

/**
 * Gives the labels of one chunk back. What a carrier has scanned, and what the provider does not take back, is left
 * alone and listed; so is what may have been bought, which is given back once it turns out to be. A refund that was
 * asked for before a crash is asked about, not asked for twice.
 */
export async function undoPurchase(
  client: PoolClient,
  operation: OperationRecord,
  chunk: Chunk,
  tools: KindTools,
): Promise<ChunkResult> {
  if (chunk.firstBacker === null) return { late: 0 };
  const { rows } = await client.query<UndoneLabel>(
    `select r.pos, l.id as "labelId", l.status, l.provider_shipment_id as "providerShipmentId", l.provider
     from ${rowsTable(operation.id)} r join label l on l.id = r.label_id
     where r.pos between $1 and $2 and r.applies and l.status in ('BUYING', 'BOUGHT', 'VOIDING')`,
    [chunk.firstPos, chunk.lastPos],
  );
  const begun = await beginVoid(
    tools.db,
    operation.creatorId,
    rows.map(({ labelId }) => labelId),
  );
  const voiding: ReturningLabel[] = [
    ...begun,
    ...rows.flatMap((row) =>
      row.status === 'VOIDING'
        ? [{ id: row.labelId, providerShipmentId: row.providerShipmentId, provider: row.provider }]
        : [],
    ),
  ];
  const { creatorId, projectId } = operation;
  const answers = await askRefunds(tools, { id: projectId, creatorId }, voiding);
  const by = {
    source: 'UNDO' as const,
    operationId: operation.id,
    actorKind: operation.actorKind,
    actorName: operation.undoneBy ?? operation.actorName,
  };
  await recordAnswers(client, answers, by, true);
  const undone = new Set(
    answers.flatMap(({ labelId, state }) => (state === 'REFUNDED' || state === 'SUBMITTED' ? [labelId] : [])),
  );
  const alone = rows.filter(({ labelId }) => !undone.has(labelId));
  await client.query(
    `insert into staging.late_outcome (operation_id, pos, code)
     select $1, u.pos, 'UNDO_LEFT_ALONE' from unnest($2::int[]) u (pos)
     where not exists (select from staging.late_outcome l where l.operation_id = $1 and l.pos = u.pos) on conflict do nothing`,
    [operation.id, alone.map(({ pos }) => pos)],
  );
  return { late: alone.length };
}
