import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import { BACKER_COLUMNS, type Backer } from './backer.entity.ts';

/** Backers by id, one query for all that one document asks for; null for what is not there or not yours. */
export function backersById(context: Context): DataLoader<string, Backer | null> {
  return new DataLoader(async (ids) => {
    const rows = await context.db.read<Backer>(
      context.principal?.creators.keys() ?? [],
      `select ${BACKER_COLUMNS} from backer b where b.id = any ($1)`,
      [ids],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
