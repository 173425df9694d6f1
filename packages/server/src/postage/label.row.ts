import type { Database } from '../lib/database.ts';
import type { Label } from './postage.types.ts';

/** A label of the API, over `label l`. */
export const LABEL_COLUMNS = /* sql */ `
  l.id, l.backer_id as "backerId", l.project_id as "projectId", l.creator_id as "creatorId", l.shipment_id as "shipmentId",
  l.operation_id as "operationId", l.status, l.provider, l.reference, l.carrier, l.service, l.price_cents as "priceCents",
  l.currency, l.delivery_days as "deliveryDays", l.tracking_number as "trackingNumber", l.problem,
  l.bought_at as "boughtAt", l.printed_at as "printedAt", l.packed_at as "packedAt", l.packed_by as "packedBy",
  l.void_requested_at as "voidRequestedAt", l.voided_at as "voidedAt", l.scan_form_id as "scanFormId"`;

export type LabelRow = Label & Record<string, unknown>;

/** Labels by id, as they are asked for; what is not there or not to be seen is left out. */
export async function readLabels(
  db: Database,
  creators: Iterable<string>,
  ids: readonly string[],
): Promise<Label[]> {
  const rows = await db.read<LabelRow>(
    creators,
    `select ${LABEL_COLUMNS} from label l where l.id = any ($1)`,
    [ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
