import { isId, type Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { unshippedItems } from '../orders/unshipped-items.sql.ts';
import { eachAtOnce } from './at-once.ts';
import { isLive } from './live-label.sql.ts';
import { ProviderError, type PostageProvider } from './provider.ts';
import { projectProvider, type Postage, type ProviderName } from './provider-of.ts';

/** What is to be printed. */
export interface PrintWish {
  operationId: string | null;
  ids: readonly string[] | null;
  unprinted: boolean;
}

/** A parcel of a print run. */
export interface PrintedParcel {
  labelId: string;
  backerNumber: number | null;
  pledgeId: string | null;
  name: string;
  country: string | null;
  service: string;
  trackingNumber: string;
  items: { sku: string | null; name: string; quantity: number }[];
}

/** Some 60 MB of PDF; the rest is for the next. */
const MOST_LABELS = 2000;
/** Labels whose bytes are in memory beside the document. */
const PAGE = 50;

/**
 * The parcels of a print run in the order they are packed in: those that hold the same lie together, the simplest first.
 * Of more than a PDF holds it is the first that were not printed yet, so that the next run takes those after them; once
 * all were printed, those whose print is the oldest.
 *
 * @throws UserError NOT_FOUND where no paid label is meant, LIMIT_EXCEEDED where too many are named
 */
export async function parcelsToPrint(
  db: Database,
  project: Owned,
  wish: PrintWish,
): Promise<PrintedParcel[]> {
  const parcels = await db.read<PrintedParcel & Record<string, unknown>>(
    [project.creatorId],
    /* sql */ `
    select l.id as "labelId", b.number as "backerNumber", b.pledge_id as "pledgeId", b.name, b.country,
      concat_ws(' ', l.carrier, l.service) as service, l.tracking_number as "trackingNumber", i.items
    from (
      select l.*, $3::bigint[] is null and count(*) over () > ${MOST_LABELS} as many, bool_or(l.printed_at is null) over () as waiting
      from (
        select l.id, l.backer_id, l.shipment_id, l.carrier, l.service, l.tracking_number, l.printed_at from label l
        where l.project_id = $1 and l.status = 'BOUGHT' and l.label_url is not null
          and ($2::bigint is null or l.operation_id = $2) and ($3::bigint[] is null or l.id = any ($3)) and (not $4 or l.printed_at is null)
          and ($3::bigint[] is not null or ${isLive('l')})) l) l
    join backer b on b.id = l.backer_id
    cross join lateral (
      select coalesce(json_agg(json_build_object('sku', i.sku, 'name', i.name, 'quantity', i.quantity) order by i.sku, i.name), '[]') as items,
        count(*) as lines, string_agg(coalesce(i.sku, i.name) || '*' || i.quantity, ',' order by i.sku, i.name) as holds
      from (${unshippedItems('l.backer_id', 's.id is distinct from l.shipment_id')}) i) i
    where not l.many or not l.waiting or l.printed_at is null
    order by case when l.many then l.printed_at end, i.lines, i.holds, b.number, b.id
    limit ${MOST_LABELS + 1}`,
    [project.id, idOrNone(wish.operationId), wish.ids?.filter(isId) ?? null, wish.unprinted],
  );
  if (parcels.length === 0)
    throw new UserError(
      UserErrorCode.NOT_FOUND,
      wish.unprinted ? 'No paid label waits to be printed.' : 'There is no paid label among these.',
    );
  if (wish.ids !== null && parcels.length > MOST_LABELS)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `One PDF holds ${MOST_LABELS} labels. Choose no more than that.`,
    );
  return parcels.slice(0, MOST_LABELS);
}

/**
 * The files of labels in the order of `labelIds`, a page at a time. Each is fetched from the provider once and kept.
 *
 * @throws UserError NOT_READY when the provider does not give one out
 */
export async function* labelFiles(
  deps: Postage & { db: Database },
  project: Owned,
  labelIds: readonly string[],
): AsyncGenerator<Uint8Array> {
  const { db } = deps;
  const creators = [project.creatorId];
  const providers = new Map<ProviderName, Promise<{ provider: PostageProvider }>>();
  const providerFor = async (name: ProviderName): Promise<PostageProvider> => {
    let found = providers.get(name);
    if (!found) {
      found = db.engineWrite(creators, (client) => projectProvider(client, deps, project.id, name));
      providers.set(name, found);
    }
    return (await found).provider;
  };
  for (let at = 0; at < labelIds.length; at += PAGE) {
    const page = labelIds.slice(at, at + PAGE);
    const rows = await db.read<{ id: string; url: string; pdf: Buffer | null; provider: ProviderName }>(
      creators,
      'select id, label_url as url, label_pdf as pdf, provider from label where id = any ($1::bigint[])',
      [page],
    );
    const files = new Map<string, Uint8Array>();
    const fetched = await eachAtOnce(rows, async ({ id, url, pdf, provider }) => {
      if (pdf) files.set(id, pdf);
      else files.set(id, await fetchLabel((await providerFor(provider)).download, id, url));
      return pdf ? [] : [id];
    });
    const fresh = fetched.flat();
    if (fresh.length > 0)
      await db.write(creators, (client) =>
        client.query(
          'update label l set label_pdf = f.pdf from unnest($1::bigint[], $2::bytea[]) as f (id, pdf) where l.id = f.id',
          [fresh, fresh.map((id) => Buffer.from(files.get(id) ?? []))],
        ),
      );
    for (const id of page) {
      const file = files.get(id);
      if (file) yield file;
    }
  }
}

async function fetchLabel(
  download: (url: string) => Promise<Uint8Array>,
  id: string,
  url: string,
): Promise<Uint8Array> {
  try {
    return await download(url);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new UserError(UserErrorCode.NOT_READY, `Label ${id} could not be fetched: ${error.message}`);
  }
}

export async function markPrinted(db: Database, project: Owned, labelIds: readonly string[]): Promise<void> {
  await db.write([project.creatorId], (client) =>
    client.query('update label set printed_at = now() where id = any ($1::bigint[])', [labelIds]),
  );
}

function idOrNone(id: string | null): string | null {
  if (id === null) return null;
  return isId(id) ? id : '0';
}
