import type { PoolClient } from 'pg';
import type { Database } from '../lib/database.ts';
import { eachAtOnce } from './at-once.ts';
import { projectProvider, type Postage, type ProviderName } from './provider-of.ts';
import { ProviderError, type PostageProvider, type RefundState } from './provider.ts';

/** A paid label that somebody wants the money back for. */
export interface ReturningLabel {
  id: string;
  providerShipmentId: string;
  provider: ProviderName;
}

/** What the provider said: the refund is granted, under way, or refused with its words. */
export type GivenBack =
  | { labelId: string; state: 'REFUNDED' | 'SUBMITTED' }
  | { labelId: string; state: 'REFUSED'; message: string }
  /** Nothing was heard: the label stays in VOIDING and is asked for again. */
  | { labelId: string; state: 'UNKNOWN'; message: string };

/**
 * Writes down that refunds are about to be asked for, before they are: whoever comes after a crash finds them.
 *
 * @returns the labels that are given back now: bought, and scanned by no carrier
 */
export async function beginVoid(
  db: Database,
  creatorId: string,
  labelIds: readonly string[],
): Promise<ReturningLabel[]> {
  return db.engineWrite([creatorId], async (client) => {
    const { rows } = await client.query<ReturningLabel>(
      `update label l set status = 'VOIDING', void_requested_at = now(), checked_at = now()
       where l.id = any ($1::bigint[]) and l.status = 'BOUGHT' and l.provider_shipment_id is not null
         and not exists (select from shipment s where s.id = l.shipment_id and s.accepted_at is not null)
       returning l.id, l.provider_shipment_id as "providerShipmentId", l.provider`,
      [labelIds],
    );
    return rows;
  });
}

/**
 * Writes down that a label just noted as bought is to be given back, where its purchase has been undone. Its operation
 * is locked meanwhile: an undo that begins later finds the label bought.
 *
 * @returns whether it is
 */
export async function beginVoidOfUndone(
  client: PoolClient,
  labelId: string,
  operationId: string,
): Promise<boolean> {
  const { rows } = await client.query<{ status: string }>(
    'select status from operation where id = $1 for share',
    [operationId],
  );
  const status = rows[0]?.status;
  if (status !== 'UNDOING' && status !== 'UNDONE') return false;
  const { rowCount } = await client.query(
    `update label set status = 'VOIDING', void_requested_at = now(), checked_at = now() where id = $1 and status = 'BOUGHT'`,
    [labelId],
  );
  return rowCount === 1;
}

/** Asks for the money of labels in VOIDING, several at once. Asked twice, the provider says how the first stands. */
export async function askRefunds(
  deps: Postage & { db: Database },
  project: { id: string; creatorId: string },
  labels: readonly ReturningLabel[],
): Promise<GivenBack[]> {
  const providers = new Map<ProviderName, PostageProvider>();
  await deps.db.engineWrite([project.creatorId], async (client) => {
    for (const name of new Set(labels.map(({ provider }) => provider)))
      providers.set(name, (await projectProvider(client, deps, project.id, name)).provider);
  });
  return eachAtOnce(labels, async ({ id: labelId, providerShipmentId, provider: name }) => {
    const provider = providers.get(name) as PostageProvider;
    try {
      return answerOf(labelId, await provider.refund(providerShipmentId));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const state = await lookAt(provider, providerShipmentId);
      if (state !== null && state !== 'NONE') return answerOf(labelId, state);
      const said =
        error.trouble === 'AWAY' || error.trouble === 'UNKNOWN' || state === null ? 'UNKNOWN' : 'REFUSED';
      return { labelId, state: said, message: error.message };
    }
  });
}

function answerOf(labelId: string, state: RefundState): GivenBack {
  if (state === 'REFUNDED' || state === 'SUBMITTED') return { labelId, state };
  return { labelId, state: 'REFUSED', message: 'The provider refused the refund.' };
}

async function lookAt(provider: PostageProvider, id: string): Promise<RefundState | null> {
  try {
    return (await provider.retrieve(id))?.refund ?? 'NONE';
  } catch (error) {
    if (error instanceof ProviderError) return null;
    throw error;
  }
}
