import { ProjectCreate } from '@waybill/schema/projects';
import type { Person, TestServer } from '../../test/test-server.ts';

/**
 * A project of n backers by one statement: statuses, countries, items, holds and parcels follow from the number, so
 * that a test can work out what to expect. Every seventh backer has no number; every tenth is fulfilled, with a parcel
 * `TRACK000010`.
 */
export async function projectOf(
  server: TestServer,
  person: Person,
  n: number,
  title = 'Moon Atlas',
): Promise<string> {
  const { projectCreate } = await server.query(ProjectCreate, { input: { title } }, person);
  const project = projectCreate.project?.id;
  if (!project) throw new Error(JSON.stringify(projectCreate.userErrors));
  const tenant = `${person.creatorId}::bigint, ${project}::bigint`;
  await server.asOwner(`
    with made as (
      insert into backer (creator_id, project_id, number, pledge_id, backer_uid, order_number, name, email, email_key, line1,
                          city, postal_code, country, country_name, notes, tags)
      select ${tenant}, case when i % 7 > 0 then i end, 'P' || i, 'U' || i, '#' || (5000 + i),
        case when i % 2 = 0 then 'Backer ' else 'backer ' end || lpad((i * 37 % ${n})::text, 6, '0'), 'b' || i || '@example.org',
        case when i % 11 > 0 then 'b' || i || '@example.org' else '' end, i || ' Main Street', 'Town', '0' || i,
        case i % 5 when 0 then null when 1 then 'DE' else 'US' end, case i % 5 when 0 then null when 1 then 'Germany' else 'USA' end,
        case when i % 50 = 0 then 'Prefers 100% recycled_paper' end, case when i % 9 = 0 then '{vip}'::text[] else '{}' end
      from generate_series(1, ${n}) i order by i
      returning id, substr(pledge_id, 2)::int as i),
    ordered as (
      insert into orders (backer_id, creator_id, project_id, status, physical, fulfilled_at, fulfilled_by)
      select id, ${tenant}, (case when i % 10 = 0 then 'FULFILLED' when i % 10 = 1 then 'SURVEY_COMPLETED'
        when i % 100 = 2 then 'CANCELED' when i % 100 = 3 then 'FULFILLMENT_ERRORED' else 'READY_TO_FULFILL' end)::order_status,
        i % 13 > 0, case when i % 10 = 0 then timestamptz '2026-01-01 00:00:00.123456+00' + i / 20 * interval '1 second' end,
        case when i % 10 = 0 then 'MANUAL'::shipment_source end
      from made)
    insert into order_hold (backer_id, creator_id, project_id, reason) select id, ${tenant}, 'Address?' from made where i % 40 = 4`);
  const mine = `from backer b where b.project_id = ${project}`;
  const i = `substr(b.pledge_id, 2)::int`;
  await server.asOwner(`
    insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity)
      select b.id, 1, ${tenant}, 'CORE', 'Core Box', 1 + (${i} % 3 = 0)::int ${mine}
      union all select b.id, 2, ${tenant}, 'DICE', 'Dice; red', 1 ${mine} and ${i} % 4 = 0;
    insert into shipment (backer_id, creator_id, project_id, tracking_number, carrier, source, voided_at)
      select b.id, ${tenant}, 'TRACK' || lpad(${i}::text, 6, '0'), 'usps', 'MANUAL', case when ${i} % 200 = 0 then now() end
      ${mine} and ${i} % 10 = 0;
    insert into order_event (backer_id, creator_id, project_id, from_status, to_status, source)
      select b.id, ${tenant}, 'READY_TO_FULFILL', 'FULFILLED', 'MANUAL' ${mine} and ${i} % 10 = 0`);
  return project;
}
