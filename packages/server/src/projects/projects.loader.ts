import DataLoader from 'dataloader';
import type { Asking } from '../access/authorise.ts';
import { PROJECT_COLUMNS, type Project } from './project.entity.ts';

/** Projects by id, those the caller may see; null for any other. */
export function projectsById(asking: Asking): DataLoader<string, Project | null> {
  return new DataLoader(async (ids) => {
    const rows = await asking.db.read<Project & Record<string, unknown>>(
      asking.principal?.creators.keys() ?? [],
      `select ${PROJECT_COLUMNS} from project where id = any ($1)`,
      [ids],
      { prepare: true },
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
