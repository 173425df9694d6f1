import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import type { Database } from '../lib/database.ts';
import {
  SHIPMENT_COLUMNS,
  shipmentColumns,
  shipmentOf,
  type Shipment,
  type ShipmentRow,
} from './shipment.type.ts';

type ShipmentsLoader = (context: Context) => DataLoader<string, Shipment[]>;

/** One factory a list of columns: documents ask for a handful of different ones. */
const factories = new Map<string, ShipmentsLoader>();

/**
 * The parcels of backers, oldest first, voided ones included; one query for all that one place of a document asks for.
 *
 * @param fields what is asked of each parcel
 */
export function shipmentsByBacker(fields: ReadonlySet<string>): ShipmentsLoader {
  const columns = shipmentColumns(fields);
  let factory = factories.get(columns);
  if (!factory) {
    factory = (context) =>
      new DataLoader(async (ids) => {
        const found = await readShipments(context.db, context.principal?.creators.keys() ?? [], ids, columns);
        return ids.map((id) => found.get(id) ?? []);
      });
    factories.set(columns, factory);
  }
  return factory;
}

/** Parcels by id, voided ones included; null for what is not there or not yours. */
export function shipmentsById(context: Context): DataLoader<string, Shipment | null> {
  return new DataLoader(async (ids) => {
    const rows = await context.db.read<ShipmentRow & Record<string, unknown>>(
      context.principal?.creators.keys() ?? [],
      `select ${SHIPMENT_COLUMNS} from shipment s where s.id = any ($1)`,
      [ids],
    );
    const found = new Map(rows.map((row) => [row.id, shipmentOf(row)]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** Every factory there is, for who must make them forget. */
export function shipmentsLoaders(): Iterable<ShipmentsLoader> {
  return factories.values();
}

/** The parcels of these backers by backer, oldest first, voided ones included; who has none is not in it. */
export async function readShipments(
  db: Database,
  creators: Iterable<string>,
  backerIds: readonly string[],
  columns: string,
): Promise<Map<string, Shipment[]>> {
  const rows = await db.read<ShipmentRow & Record<string, unknown>>(
    creators,
    `select ${columns} from shipment s where s.backer_id = any ($1) order by s.backer_id, s.created_at, s.id`,
    [backerIds],
    { prepare: true },
  );
  const byBacker = new Map<string, Shipment[]>();
  for (const row of rows) {
    const found = byBacker.get(row.backerId);
    if (found) found.push(shipmentOf(row));
    else byBacker.set(row.backerId, [shipmentOf(row)]);
  }
  return byBacker;
}
