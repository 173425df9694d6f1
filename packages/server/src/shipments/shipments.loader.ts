import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import { SHIPMENT_COLUMNS, type Shipment } from './shipment.type.ts';

/** The parcels of backers, oldest first, voided ones included; one query for all that one document asks for. */
export function shipmentsByBacker(context: Context): DataLoader<string, Shipment[]> {
  return new DataLoader(async (backerIds) => {
    const rows = await context.db.read<Shipment & Record<string, unknown>>(
      context.principal?.creators.keys() ?? [],
      `select ${SHIPMENT_COLUMNS} from shipment s where s.backer_id = any ($1) order by s.backer_id, s.created_at, s.id`,
      [backerIds],
      { prepare: true },
    );
    const byBacker = Map.groupBy(rows, (row) => row.backerId);
    return backerIds.map((id) => byBacker.get(id) ?? []);
  });
}
