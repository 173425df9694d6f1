import type { Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import type { PostageCounts } from './postage.types.ts';

/**
 * How many labels of a project stand where; a project has thousands at most. Those of parcels that were voided, or are
 * to be sent again, wait for nothing.
 */
export async function countsOf(db: Database, { id, creatorId }: Owned): Promise<PostageCounts> {
  const rows = await db.read<Omit<PostageCounts, 'projectId'> & Record<string, unknown>>(
    [creatorId],
    /* sql */ `select
       count(*) filter (where bought)::int as bought,
       count(*) filter (where live and l.printed_at is null)::int as unprinted,
       count(*) filter (where live and l.packed_at is null and l.accepted_at is null)::int as unpacked,
       count(*) filter (where live and l.accepted_at is null)::int as unscanned,
       count(*) filter (where bought and l.accepted_at is not null)::int as scanned,
       count(*) filter (where l.status = 'VOIDING')::int as voiding,
       count(*) filter (where l.status = 'BUYING')::int as "inDoubt"
     from (
       select l.status, l.printed_at, l.packed_at, s.accepted_at, l.status = 'BOUGHT' as bought,
         l.status = 'BOUGHT' and s.voided_at is null and s.replaced_at is null as live
       from label l left join shipment s on s.id = l.shipment_id
       where l.project_id = $1 and l.status in ('BUYING', 'BOUGHT', 'VOIDING')) l`,
    [id],
  );
  const none = { bought: 0, unprinted: 0, unpacked: 0, unscanned: 0, scanned: 0, voiding: 0, inDoubt: 0 };
  return { projectId: id, ...(rows[0] ?? none) };
}
