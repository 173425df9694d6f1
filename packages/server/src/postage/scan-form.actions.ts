import { isId, type Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { readLabels } from './label.row.ts';
import { ProviderError, type PostageProvider } from './provider.ts';
import { projectProvider, type Postage, type ProviderName } from './provider-of.ts';
import type { ScanForm } from './postage.types.ts';

const COLUMNS = /* sql */ `id, project_id as "projectId", carrier, labels, problem, created_by as "createdBy", created_at as "createdAt"`;
const MOST_LABELS = 1000;

interface FormLabel {
  id: string;
  carrier: string;
  provider: ProviderName;
  providerShipmentId: string;
}

/** The last fifty, the newest first. */
export function scanFormsOf(db: Database, { id, creatorId }: Owned): Promise<ScanForm[]> {
  return db.read<ScanForm & Record<string, unknown>>(
    [creatorId],
    `select ${COLUMNS} from scan_form where project_id = $1 order by id desc limit 50`,
    [id],
  );
}

/**
 * One form for each carrier and provider of parcels that are handed over together. What a carrier or the provider
 * refuses is kept with its words, and its labels stay free for another form.
 *
 * @param labelIds null = all that were bought today (UTC)
 * @throws UserError NOT_READY where there is nothing to hand over, LIMIT_EXCEEDED
 */
export async function createScanForms(
  deps: Postage & { db: Database },
  project: Owned,
  principal: Principal,
  labelIds: readonly string[] | null,
): Promise<ScanForm[]> {
  const { db } = deps;
  const creators = [project.creatorId];
  if (labelIds && labelIds.length > MOST_LABELS)
    throw new UserError(UserErrorCode.LIMIT_EXCEEDED, `A form takes at most ${MOST_LABELS} labels.`, [
      'labelIds',
    ]);
  const labels = await db.read<FormLabel & Record<string, unknown>>(
    creators,
    `select l.id, l.carrier, l.provider, l.provider_shipment_id as "providerShipmentId" from label l join shipment s on s.id = l.shipment_id
     where l.project_id = $1 and l.status = 'BOUGHT' and l.scan_form_id is null and s.accepted_at is null
       -- One scan of the form accepts them all: also what nobody hands over.
       and s.voided_at is null and s.replaced_at is null
       and case when $2::bigint[] is null then l.bought_at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc'
                else l.id = any ($2) end
     order by l.id limit ${MOST_LABELS}`,
    [project.id, labelIds?.filter(isId) ?? null],
  );
  if (labelIds) {
    const there = await readLabels(db, creators, [...new Set(labelIds.filter(isId))]);
    const here = new Set(there.flatMap((label) => (label.projectId === project.id ? [label.id] : [])));
    if (!labelIds.every((id) => here.has(id))) throw notFound('label');
  }
  if (labels.length === 0)
    throw new UserError(
      UserErrorCode.NOT_READY,
      labelIds
        ? 'None of these labels can be put on a form: they are on one already, scanned, not paid, or their parcels were voided or are to be sent again.'
        : 'No label bought today waits to be handed over.',
      ['labelIds'],
    );
  // All of them before the first form, so that it is refused as a whole where one cannot be asked.
  const providers = new Map<ProviderName, PostageProvider>();
  await db.engineWrite(creators, async (client) => {
    for (const name of new Set(labels.map((label) => label.provider)))
      providers.set(name, (await projectProvider(client, deps, project.id, name)).provider);
  });
  const made: ScanForm[] = [];
  for (const of of Map.groupBy(labels, ({ provider, carrier }) => `${provider} ${carrier}`).values()) {
    const [{ carrier, provider: name } = { carrier: '', provider: 'SIMULATOR' as const }] = of;
    const provider = providers.get(name) as PostageProvider;
    let form: { id: string; url: string | null } | null = null;
    let problem: string | null = null;
    try {
      form = await provider.createScanForm(of.map(({ providerShipmentId }) => providerShipmentId));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      problem = error.message;
    }
    const { rows } = await db.write(creators, async (client) => {
      const stored = await client.query<ScanForm>(
        `insert into scan_form (creator_id, project_id, provider_form_id, carrier, labels, url, problem, created_by, provider)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${COLUMNS}`,
        [
          project.creatorId,
          project.id,
          form?.id ?? null,
          carrier,
          of.length,
          form?.url ?? null,
          problem,
          principal.name,
          name,
        ],
      );
      if (form)
        await client.query('update label set scan_form_id = $2 where id = any ($1::bigint[])', [
          of.map(({ id }) => id),
          stored.rows[0]?.id,
        ]);
      return stored;
    });
    made.push(...rows);
  }
  return made;
}

/** The bytes of a form, fetched once and kept. @returns null where there is none, or none yet */
export async function scanFormPdf(
  deps: Postage & { db: Database },
  project: Owned,
  id: string,
): Promise<Uint8Array | null> {
  const creators = [project.creatorId];
  const [form] = await deps.db.read<{
    formId: string | null;
    provider: ProviderName;
    url: string | null;
    pdf: Buffer | null;
  }>(
    creators,
    'select provider_form_id as "formId", provider, url, pdf from scan_form where id = $1 and project_id = $2',
    [isId(id) ? id : '0', project.id],
  );
  if (!form?.formId) return null;
  if (form.pdf) return form.pdf;
  const { provider } = await deps.db.engineWrite(creators, (client) =>
    projectProvider(client, deps, project.id, form.provider),
  );
  const url = form.url ?? (await provider.retrieveScanForm(form.formId)).url;
  if (url === null) return null;
  const pdf = await provider.download(url);
  await deps.db.write(creators, (client) =>
    client.query('update scan_form set url = $2, pdf = $3 where id = $1', [id, url, Buffer.from(pdf)]),
  );
  return pdf;
}
