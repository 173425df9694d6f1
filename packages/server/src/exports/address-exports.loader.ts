import DataLoader from 'dataloader';
import type { AddressLeft } from '../backers/address-versions.ts';
import type { Context } from '../context.ts';

/** The exports that had a backer's address in them, newest first. Of each export one byte is read. */
export const LEFT_THE_HOUSE = /* sql */ `
  select b.id as "backerId", e.at
  from backer b join address_export e on e.project_id = b.project_id
  where b.id = any ($1::bigint[])
    and case when b.id >= e.first_backer and b.id < e.first_backer + octet_length(e.backers)::bigint * 8
             then get_bit(substring(e.backers from ((b.id - e.first_backer) / 8 + 1)::int for 1), (b.id - e.first_backer) % 8) = 1
        end
  order by e.id desc`;

/** When the addresses of backers left the house, newest first. */
export function exportsByBacker(context: Context): DataLoader<string, AddressLeft[]> {
  return new DataLoader(async (backerIds) => {
    const rows = await context.db.read<AddressLeft & { backerId: string }>(
      context.principal?.creators.keys() ?? [],
      LEFT_THE_HOUSE,
      [backerIds],
    );
    const byBacker = Map.groupBy(rows, (row) => row.backerId);
    return backerIds.map((id) => byBacker.get(id) ?? []);
  });
}
