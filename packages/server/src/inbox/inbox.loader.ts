import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import { CONNECTION_COLUMNS, type VendorConnection } from './vendor-connection.type.ts';

/** Connections by id, one query for all that one document asks for. */
export function connectionsById(context: Context): DataLoader<string, VendorConnection | null> {
  return new DataLoader(async (ids) => {
    const rows = await context.db.read<VendorConnection & Record<string, unknown>>(
      context.principal?.creators.keys() ?? [],
      `select ${CONNECTION_COLUMNS} from vendor_connection c where c.id = any ($1)`,
      [ids],
      { prepare: true },
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
