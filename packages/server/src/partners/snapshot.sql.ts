/** What a partner is sent of `backer b`: the functions are the migration's, for its trigger compares by them. */
export const SNAPSHOT_ADDRESS = `request_address(b.name, b.line1, b.line2, b.city, b.state, b.postal_code, b.country, b.country_name, b.phone, b.email)`;

export const SNAPSHOT_ITEMS = /* sql */ `coalesce((
  select jsonb_agg(jsonb_build_object('no', i.no, 'sku', i.sku, 'name', i.name, 'quantity', i.quantity) order by i.no)
  from order_item i where i.backer_id = b.id and i.kind = 'PHYSICAL'), '[]')`;

export const REFERENCE = `coalesce(b.pledge_id, '#' || b.number, b.order_number, b.backer_uid, 'W' || b.id)`;

/** Nothing can be sent without a street and a country. */
export const NO_ADDRESS = `(coalesce(btrim(b.line1), '') = '' or coalesce(btrim(b.country), '') = '')`;
