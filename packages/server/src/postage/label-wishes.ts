import type { Read } from '../lib/reader.ts';
import type { Secret } from '../lib/secret.ts';
import { unshippedItems } from '../orders/unshipped-items.sql.ts';
import { declarationOf, isIoss, missingForCustoms, passesCustoms, type PackedItem } from './customs-rules.ts';
import type { PostageSettingsRow } from './postage-settings.row.ts';
import type { ParcelBox, PostageAddress, ShipmentWish } from './provider.ts';

/** An order as it is packed. */
export interface PackedOrder {
  backerId: string;
  to: PostageAddress;
  items: PackedItem[];
}

/** Orders with their address, the items that no parcel on its way holds, and what customs want to know of these. */
export async function packedOrders(
  read: Read,
  projectId: string,
  backerIds: readonly string[],
): Promise<Map<string, PackedOrder>> {
  const rows = await read<PackedOrder & Record<string, unknown>>(
    /* sql */ `
    select b.id as "backerId",
      json_build_object('name', btrim(b.name), 'company', null, 'phone', b.phone, 'email', nullif(b.email, ''), 'line1', b.line1, 'line2', b.line2,
        'city', b.city, 'state', b.state, 'postalCode', b.postal_code, 'country', upper(b.country)) as "to",
      coalesce((
        select json_agg(json_build_object('sku', i.sku, 'name', i.name, 'quantity', i.quantity, 'description', c.description, 'hsCode', c.hs_code,
          'originCountry', c.origin_country, 'valueCents', c.value_cents, 'currency', c.currency, 'weightG', c.weight_g) order by i.no)
        from (${unshippedItems('b.id')}) i left join customs_item c on c.project_id = $1 and c.sku = i.sku), '[]') as items
    from backer b where b.project_id = $1 and b.id = any ($2::bigint[])`,
    [projectId, backerIds],
  );
  return new Map(rows.map((row) => [row.backerId, row]));
}

/** What customs hinder, or would make the backer pay for. */
export function customsVerdict(
  settings: PostageSettingsRow,
  order: PackedOrder,
): { outcome: 'CUSTOMS_MISSING' | null; warning: 'TAX_AT_THE_DOOR' | null; detail: string | null } {
  const from = settings.sender?.country ?? '';
  const fine = { outcome: null, warning: null, detail: null };
  if (!passesCustoms(from, order.to.country)) return fine;
  const missing = missingForCustoms(settings.customs, order.items);
  if (missing.length > 0)
    return { outcome: 'CUSTOMS_MISSING', warning: null, detail: `${missing.join('; ')}.` };
  const { lines } = declarationOf(settings.customs, from, order.to.country, order.items);
  if (settings.customs.iossNumber === null && isIoss(order.to.country, lines))
    return { ...fine, warning: 'TAX_AT_THE_DOOR' };
  return fine;
}

/** @param order one that customs do not hinder */
export function wishOf(
  secret: Secret,
  operationId: string,
  settings: PostageSettingsRow,
  box: ParcelBox,
  order: PackedOrder,
): ShipmentWish {
  const from = settings.sender as PostageAddress;
  const what = {
    from,
    to: order.to,
    parcel: box,
    customs: passesCustoms(from.country, order.to.country)
      ? declarationOf(settings.customs, from.country, order.to.country, order.items)
      : null,
  };
  // Another box or address is another shipment; and no other installation on the same account has the same reference.
  const mark = secret.sign(
    'postage reference',
    JSON.stringify([settings.provider, operationId, order.backerId, what]),
  );
  return { reference: `wb-${operationId}-${order.backerId}-${mark.slice(0, 10)}`, ...what };
}
