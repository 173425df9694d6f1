import DataLoader from 'dataloader';
import type { Context } from '../context.ts';

/** The id of the living parcel that took the place of another, by that other; null where none did. */
export function replacementByShipment(context: Context): DataLoader<string, string | null> {
  return new DataLoader(async (ids) => {
    const rows = await context.db.read<{ id: string; replaced: string }>(
      context.principal?.creators.keys() ?? [],
      `select s.id as replaced, max(l.id) as id from shipment s
       join shipment l on l.backer_id = s.backer_id and l.replaces_shipment_id = s.id and l.voided_at is null
       where s.id = any ($1::bigint[]) group by s.id`,
      [ids],
    );
    const found = new Map(rows.map((row) => [row.replaced, row.id]));
    return ids.map((id) => found.get(id) ?? null);
  });
}
