import { unshippedItems } from '../orders/unshipped-items.sql.ts';

/** What a partner is sent of `backer b`: the functions are the migration's, for its trigger compares by them. */
export const SNAPSHOT_ADDRESS = `request_address(b.name, b.line1, b.line2, b.city, b.state, b.postal_code, b.country, b.country_name, b.phone, b.email)`;

/**
 * The items of `backer b` that no parcel on its way holds.
 *
 * @param counting which parcels `s` are looked at
 */
export function snapshotItems(counting = 'true'): string {
  return /* sql */ `coalesce((
  select jsonb_agg(jsonb_build_object('no', i.no, 'sku', i.sku, 'name', i.name, 'quantity', i.quantity) order by i.no)
  from (${unshippedItems('b.id', counting)}) i), '[]')`;
}

export const REFERENCE = `coalesce(b.pledge_id, '#' || b.number, b.order_number, b.backer_uid, 'W' || b.id)`;

/** Nothing can be sent without a street and a country. */
export const NO_ADDRESS = `(coalesce(btrim(b.line1), '') = '' or coalesce(btrim(b.country), '') = '')`;
