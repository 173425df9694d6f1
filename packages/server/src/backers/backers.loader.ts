import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import { historyByBacker, itemsByBacker, ordersByBacker } from '../orders/orders.loader.ts';
import { shipmentsLoaders } from '../shipments/shipments.loader.ts';
import { pastByBacker } from './backer-events.loader.ts';
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

/** Lets what this request has read of a backer go, after a change: the answer must show what is there now. */
export function forgetBacker(context: Context, id: string): void {
  const loaders = [
    backersById,
    ordersByBacker,
    itemsByBacker,
    historyByBacker,
    pastByBacker,
    ...shipmentsLoaders(),
  ];
  for (const loader of loaders) context.loader<DataLoader<string, unknown>>(loader).clear(id);
}
