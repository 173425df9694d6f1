import pg from 'pg';

/**
 * A campaign half shipped: every third order Fulfilled, and 1.1 parcels a backer on average, none to five each.
 *
 * @returns how many parcels there are
 */
export async function seedParcels(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(parcels);
    await client.query(fulfilled);
    await client.query('vacuum (analyze, freeze)');
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}

const parcels = /* sql */ `
insert into shipment (backer_id, creator_id, project_id, carrier, tracking_number, tracking_url, tracking_status, source, shipped_at)
select b.id, b.creator_id, b.project_id, 'ups', '1Z' || b.number || 'N' || n, 'https://example.com/t/' || b.number || '-' || n,
  'IN_TRANSIT', 'UPLOAD', now()
from backer b
cross join lateral generate_series(1, case when b.number % 10 = 0 then 5 when b.number % 10 < 7 then 1 else 0 end) n
order by b.id`;

const fulfilled = /* sql */ `
update orders o set status = 'FULFILLED', fulfilled_at = now(), fulfilled_by = 'UPLOAD'
from backer b where b.id = o.backer_id and b.number % 3 = 0`;
