import type { PoolClient } from 'pg';
import { rowsTable, type Chunk, type ChunkResult, type KindTools } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { passHolds } from '../orders/hold-lock.ts';
import { withPartner } from '../orders/in-hand.sql.ts';
import { eachAtOnce } from './at-once.ts';
import { buyLabel, type BuyingLabel, type Purchase } from './buy-label.ts';
import { recordPaid } from './label-store.ts';
import { isLive } from './live-label.sql.ts';
import type { PostageProvider } from './provider.ts';
import { projectProvider, type ProviderName } from './provider-of.ts';

interface ChunkLabel extends BuyingLabel {
  pos: number;
  backerId: string;
  labelId: string;
  provider: ProviderName;
}

/**
 * Buys the labels of one chunk. Its orders are locked first and looked at once more: what is no longer as it was in the
 * preview is left alone. That a label is being paid is committed before the provider is asked, and what it answered with
 * the rest of the chunk; so after a crash in between, the shipment is looked at before it is asked for again.
 */
export async function applyPurchase(
  client: PoolClient,
  operation: OperationRecord,
  chunk: Chunk,
  tools: KindTools,
): Promise<ChunkResult> {
  if (chunk.firstBacker === null) return { late: 0 };
  const begun = await beginPurchase(client, operation, chunk, tools);
  const late = await leaveChanged(client, operation, chunk, begun?.labels ?? []);
  if (!begun) return { late };
  const { labels, provider } = begun;
  const ends = await eachAtOnce(labels, async (label) => ({
    label,
    purchase: await buyLabel(provider, label),
  }));
  const paid = ends.flatMap(({ label, purchase }) =>
    purchase.ended === 'BOUGHT' ? [{ ...label, bought: purchase.bought }] : [],
  );
  const refused = ends.flatMap(({ label, purchase }) =>
    purchase.ended === 'BOUGHT' ? [] : [{ ...label, purchase }],
  );
  const { creatorId, projectId } = operation;
  await recordPaid(client, { creatorId, projectId, operationId: operation.id }, paid);
  await notePaid(client, operation, paid);
  await noteRefused(client, operation, refused);
  return { late: late + refused.length };
}

/**
 * Locks the orders of a chunk and writes down, in a transaction apart, that their labels are being paid. Holds are kept
 * from changing until that is committed and no longer: a provider may take its time, and the orders of everybody else
 * need not wait for it.
 *
 * @returns null where nothing is left to buy
 */
async function beginPurchase(
  client: PoolClient,
  operation: OperationRecord,
  chunk: Chunk,
  tools: KindTools,
): Promise<{ labels: ChunkLabel[]; provider: PostageProvider } | null> {
  return tools.db.engineWrite([operation.creatorId], async (apart) => {
    await passHolds(apart, operation.projectId);
    const labels = await lockLabels(client, operation, chunk);
    if (!labels[0]) return null;
    // Whoever gave the prices, even if the project has chosen another since.
    const { provider } = await projectProvider(client, tools, operation.projectId, labels[0].provider);
    await apart.query(
      `update label set status = 'BUYING' where id = any ($1::bigint[]) and status = 'RATED'`,
      [labels.map(({ labelId }) => labelId)],
    );
    return { labels, provider };
  });
}

async function lockLabels(
  client: PoolClient,
  operation: OperationRecord,
  chunk: Chunk,
): Promise<ChunkLabel[]> {
  // In a statement of its own: what another purchase left in doubt while this waited for it is seen by the next.
  await client.query(
    `select from orders o where o.backer_id between $3 and $4
       and o.backer_id in (select r.backer_id from ${rowsTable(operation.id)} r where r.pos between $1 and $2 and r.applies)
     order by o.backer_id for no key update`,
    [chunk.firstPos, chunk.lastPos, chunk.firstBacker, chunk.lastBacker],
  );
  const { rows } = await client.query<ChunkLabel>(
    /* sql */ `
    select r.pos, r.backer_id as "backerId", l.id as "labelId", l.provider_shipment_id as "providerShipmentId", r.rate_id as "rateId",
      r.rate_carrier as carrier, r.service, r.price_cents as "priceCents", r.currency, l.status = 'BUYING' as begun, l.provider
    from ${rowsTable(operation.id)} r join orders o on o.backer_id = r.backer_id join backer b on b.id = r.backer_id
    join label l on l.id = r.label_id
    where r.pos between $1 and $2 and r.applies and o.backer_id between $3 and $4
      and o.status = r.was and o.operation_id is not distinct from r.was_by and b.address_version = r.address_version
      and l.status in ('RATED', 'BUYING')
      and not exists (select from order_hold h where h.backer_id = o.backer_id)
      and not ${withPartner('o.backer_id')}
      and not exists (select from label x where x.backer_id = o.backer_id and x.id <> l.id and x.status in ('BUYING', 'BOUGHT') and ${isLive('x')})
    order by o.backer_id`,
    [chunk.firstPos, chunk.lastPos, chunk.firstBacker, chunk.lastBacker],
  );
  return rows;
}

async function leaveChanged(
  client: PoolClient,
  operation: OperationRecord,
  chunk: Chunk,
  labels: readonly ChunkLabel[],
): Promise<number> {
  const { rowCount } = await client.query(
    `insert into staging.late_outcome (operation_id, pos, code)
     select $1, r.pos, 'CHANGED_SINCE_PREVIEW' from ${rowsTable(operation.id)} r
     where r.pos between $2 and $3 and r.applies and r.pos <> all ($4::int[])
     on conflict do nothing`,
    [operation.id, chunk.firstPos, chunk.lastPos, labels.map(({ pos }) => pos)],
  );
  return rowCount ?? 0;
}

/** The rows tell what was paid in truth: a price that was asked for again may be lower. */
async function notePaid(
  client: PoolClient,
  operation: OperationRecord,
  paid: readonly (ChunkLabel & { bought: Extract<Purchase, { ended: 'BOUGHT' }>['bought'] })[],
): Promise<void> {
  if (paid.length === 0) return;
  await client.query(
    `update ${rowsTable(operation.id)} r set tracking_number = g.number, price_cents = g.price
     from jsonb_to_recordset($1::jsonb) as g (pos int, number text, price int) where r.pos = g.pos`,
    [
      JSON.stringify(
        paid.map(({ pos, bought }) => ({
          pos,
          number: bought.trackingNumber,
          price: bought.rate.priceCents,
        })),
      ),
    ],
  );
}

/**
 * What was refused says so in its row, and is free to be bought another time. What is in doubt stays as being paid, and
 * in the queue of parcels that need a person, until the provider has said what became of it.
 */
async function noteRefused(
  client: PoolClient,
  operation: OperationRecord,
  refused: readonly (ChunkLabel & { purchase: Exclude<Purchase, { ended: 'BOUGHT' }> })[],
): Promise<void> {
  if (refused.length === 0) return;
  await client.query(
    /* sql */ `
    with given as materialized (
      select * from jsonb_to_recordset($1::jsonb) as g (pos int, backer_id bigint, label_id bigint, code text, message text)),
    told as (
      update ${rowsTable(operation.id)} r set detail = g.message from given g where r.pos = g.pos),
    ended as (
      insert into staging.late_outcome (operation_id, pos, code) select $2, pos, code from given on conflict do nothing),
    freed as (
      update label l set status = 'FAILED', problem = g.message, problem_code = g.code
      from given g where l.id = g.label_id and g.code <> 'LABEL_UNCERTAIN')
    insert into parcel_exception (creator_id, project_id, backer_id, kind, detail, since)
    select $3, $4, backer_id, 'LABEL_UNCERTAIN', message, now() from given where code = 'LABEL_UNCERTAIN'
    on conflict do nothing`,
    [
      JSON.stringify(
        refused.map(({ pos, backerId, labelId, purchase: { ended, message } }) => ({
          pos,
          backer_id: backerId,
          label_id: labelId,
          code: ended,
          message,
        })),
      ),
      operation.id,
      operation.creatorId,
      operation.projectId,
    ],
  );
}
