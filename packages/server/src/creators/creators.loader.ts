import DataLoader from 'dataloader';
import type { Asking } from '../access/authorise.ts';
import { CREATOR_COLUMNS, type Creator } from './creator.entity.ts';

/** Creators by id, those the caller may see; null for any other. */
export function creatorsById(asking: Asking): DataLoader<string, Creator | null> {
  return new DataLoader(async (ids) => {
    const rows = await asking.db.read<Creator & Record<string, unknown>>(
      asking.principal?.creators.keys() ?? [],
      `select ${CREATOR_COLUMNS} from creator where id = any ($1)`,
      [ids],
      { prepare: true },
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
