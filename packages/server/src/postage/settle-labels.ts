import type { PoolClient } from 'pg';
import type { Database } from '../lib/database.ts';
import { UserError } from '../lib/user-error.ts';
import { eachAtOnce } from './at-once.ts';
import { askRefunds, beginVoidOfUndone } from './give-back.ts';
import { recordPaid } from './label-store.ts';
import { projectProvider, type Postage, type ProviderName } from './provider-of.ts';
import { ProviderError, type PostageProvider, type ProviderShipment } from './provider.ts';
import { recordAnswers } from './refund-answers.ts';

interface DoubtfulLabel {
  id: string;
  backerId: string;
  projectId: string;
  operationId: string;
  status: 'BUYING' | 'VOIDING';
  providerShipmentId: string;
  provider: ProviderName;
}

/** A creator's share of one look: more wait for the next. */
const MOST_AT_A_TIME = 200;

/**
 * Asks the provider what became of purchases and refunds that were cut off, and notes it. A label that was paid is
 * taken as it is, or given back where its purchase has been undone; one that was not is free for another purchase. Runs
 * beside itself: each label is taken by one.
 *
 * @param ids these; null = all of the creator's that are due
 * @returns those of which nothing could be learned, and why
 */
export async function settleLabels(
  deps: Postage & { db: Database },
  creatorId: string,
  ids: readonly string[] | null = null,
): Promise<{ labelId: string; message: string }[]> {
  const { db } = deps;
  const due = await db.engineWrite([creatorId], async (client) => {
    const { rows } = await client.query<DoubtfulLabel>(
      /* sql */ `update label l set checked_at = now()
       where l.id in (
         select l.id from label l left join operation o on o.id = l.operation_id
         where l.status in ('BUYING', 'VOIDING') and l.creator_id = $2
           -- While its purchase runs, a label belongs to that.
           and (l.status = 'VOIDING' or o.id is null or o.status not in ('QUEUED', 'RUNNING', 'UNDOING'))
           and case when $1::bigint[] is null then coalesce(l.checked_at, '-infinity') < now() - case l.status when 'VOIDING' then interval '30 minutes' else interval '1 minute' end
                    else l.id = any ($1) end
         order by l.id limit ${MOST_AT_A_TIME} for update of l skip locked)
       returning l.id, l.backer_id as "backerId", l.project_id as "projectId", l.operation_id as "operationId", l.status,
         l.provider_shipment_id as "providerShipmentId", l.provider`,
      [ids, creatorId],
    );
    return rows;
  });
  const unknown: { labelId: string; message: string }[] = [];
  for (const labels of Map.groupBy(due, (label) => `${label.projectId} ${label.provider}`).values()) {
    const [{ projectId, provider: name } = { projectId: '', provider: null }] = labels;
    try {
      const { provider } = await db.engineWrite([creatorId], (client) =>
        projectProvider(client, deps, projectId, name),
      );
      const of = (wanted: DoubtfulLabel['status']) => labels.filter(({ status }) => status === wanted);
      const paid = await settlePaid(deps, creatorId, provider, of('BUYING'));
      const voided = await settleVoided(deps, { id: projectId, creatorId }, [
        ...of('VOIDING'),
        ...paid.undone,
      ]);
      unknown.push(...paid.unknown, ...voided);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unknown.push(...labels.map(({ id }) => ({ labelId: id, message: error.message })));
    }
  }
  return unknown;
}

/** What is due anywhere, at the beat of the jobs. */
export async function lookAfterLabels(deps: Postage & { db: Database }): Promise<void> {
  const { rows } = await deps.db.engine.query<{ creator_id: string }>(
    'select creator_id from labels_in_doubt()',
  );
  for (const { creator_id: creatorId } of rows) await settleLabels(deps, creatorId);
}

/** @returns those to be given back, since their purchase was undone; and those of which nothing was learned */
async function settlePaid(
  { db }: { db: Database },
  creatorId: string,
  provider: PostageProvider,
  labels: readonly DoubtfulLabel[],
): Promise<{ undone: DoubtfulLabel[]; unknown: { labelId: string; message: string }[] }> {
  const unknown: { labelId: string; message: string }[] = [];
  const undone: DoubtfulLabel[] = [];
  const seen = await eachAtOnce(
    labels,
    async (label): Promise<[DoubtfulLabel, ProviderShipment | null] | null> => {
      try {
        return [label, await provider.retrieve(label.providerShipmentId)];
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        unknown.push({ labelId: label.id, message: error.message });
        return null;
      }
    },
  );
  for (const one of seen) {
    if (one === null) continue;
    const [label, shipment] = one;
    await db.engineWrite([creatorId], async (client) => {
      const end = await settleOne(client, creatorId, label, shipment);
      if (end === 'GIVEN_BACK') undone.push(label);
      await client.query(
        `update parcel_exception set resolved_at = now(), resolution = 'BY_ITSELF', note = $2
         where backer_id = $1 and kind = 'LABEL_UNCERTAIN' and resolved_at is null`,
        [label.backerId, NOTES[end]],
      );
    });
  }
  return { undone, unknown };
}

/** What whoever was asked to look at a label is told of its end. */
const NOTES = {
  BOUGHT: 'The label was bought after all.',
  GIVEN_BACK: 'The label was bought after all. Its purchase was undone, so it is given back.',
  NOT_BOUGHT: 'The label was not bought.',
};

async function settleOne(
  client: PoolClient,
  creatorId: string,
  { id, projectId, operationId, backerId }: DoubtfulLabel,
  shipment: ProviderShipment | null,
): Promise<keyof typeof NOTES> {
  if (!shipment?.label) {
    await client.query(
      `update label set status = 'FAILED', problem_code = 'NOT_BOUGHT', problem = 'The purchase was cut off, and the provider has none.'
       where id = $1 and status = 'BUYING'`,
      [id],
    );
    return 'NOT_BOUGHT';
  }
  await recordPaid(client, { creatorId, projectId, operationId }, [
    { labelId: id, backerId, bought: shipment.label },
  ]);
  return (await beginVoidOfUndone(client, id, operationId)) ? 'GIVEN_BACK' : 'BOUGHT';
}

async function settleVoided(
  deps: Postage & { db: Database },
  project: { id: string; creatorId: string },
  labels: readonly DoubtfulLabel[],
): Promise<{ labelId: string; message: string }[]> {
  const answers = await askRefunds(deps, project, labels);
  const by = { source: 'POSTAGE' as const, operationId: null, actorKind: 'SYSTEM', actorName: 'Waybill' };
  await deps.db.engineWrite([project.creatorId], (client) => recordAnswers(client, answers, by, false));
  return answers.flatMap((one) => (one.state === 'UNKNOWN' ? [one] : []));
}
