import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import { SHIPMENT_COLUMNS, shipmentOf, type Shipment, type ShipmentRow } from '../shipments/shipment.type.ts';
import { readLabels } from './label.row.ts';
import type { Label } from './postage.types.ts';

export function labelsById({ db, principal }: Context): DataLoader<string, Label | null> {
  return new DataLoader(async (ids) => {
    const found = new Map(
      (await readLabels(db, principal?.creators.keys() ?? [], ids)).map((label) => [label.id, label]),
    );
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** The parcels labels are on. */
export function parcelsById({ db, principal }: Context): DataLoader<string, Shipment | null> {
  return new DataLoader(async (ids) => {
    const rows = await db.read<ShipmentRow & Record<string, unknown>>(
      principal?.creators.keys() ?? [],
      `select ${SHIPMENT_COLUMNS} from shipment s where s.id = any ($1)`,
      [ids],
    );
    const found = new Map(rows.map((row) => [row.id, shipmentOf(row)]));
    return ids.map((id) => found.get(id) ?? null);
  });
}
