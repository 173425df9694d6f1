import DataLoader from 'dataloader';
import type { Asking } from './authorise.ts';
import type { User } from './user.entity.ts';

/** People by id, those who share a creator with the caller; null for any other. */
export function usersById(asking: Asking): DataLoader<string, User | null> {
  return new DataLoader(async (ids) => {
    const rows = await asking.db.read<User & Record<string, unknown>>(
      asking.principal?.creators.keys() ?? [],
      'select id, email, name from app_user where id = any ($1)',
      [ids],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
