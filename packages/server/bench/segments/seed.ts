import pg from 'pg';
import { seedParcels } from '../lists/seed.ts';

/** A campaign half shipped, with what filters ask of: items, tags, notes, holds, regions, parcels on their way. */
export async function seedSegments(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(details);
    await client.query(items);
    await client.query(holds);
    await seedParcels(url);
    await client.query(journeys);
    await client.query('vacuum (analyze, freeze)');
  } finally {
    await client.end();
  }
}

const details = /* sql */ `
update backer set tags = case when number % 20 = 0 then '{vip}'::text[] when number % 33 = 0 then '{late,vip}' else '{}' end,
  notes = case when number % 50 = 0 then 'Prefers recycled paper' end,
  state = (array['CA', 'NY', 'TX', null])[1 + number % 4],
  country = case when number % 17 = 0 then null else country end,
  email_key = 'backer' || number || '@' || (array['example.com', 'gmail.com', 'mail.example.org'])[1 + number % 3]`;

const items = /* sql */ `
insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity)
select id, 1, creator_id, project_id, 'CORE', 'Core Box', 1 + (number % 7 = 0)::int from backer
union all
select id, 2, creator_id, project_id, 'DICE', 'Dice', 1 from backer where number % 4 = 0
order by 1, 2`;

const holds = /* sql */ `
insert into order_hold (backer_id, creator_id, project_id, reason)
select id, creator_id, project_id, 'Address?' from backer where number % 100 = 7`;

const journeys = /* sql */ `
update shipment set shipped_at = now() - (id % 40) * interval '1 day', accepted_at = now() - (id % 38) * interval '1 day',
  tracking_status = case when id % 3 = 0 then 'DELIVERED' else 'IN_TRANSIT' end::tracking_status,
  delivered_at = case when id % 3 = 0 then now() - (id % 30) * interval '1 day' end`;
