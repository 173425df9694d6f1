/**
 * A second printing whose parcels are posted by the creator: everything a label wants is there, so that the first one
 * can be bought at once, from the simulator. Follows from the backer's number, like the first campaign.
 *
 * $1 creator, $2 project.
 */
export const postageSettings = /* sql */ `
with method as (update project set fulfillment_method = 'POSTAGE' where id = $2)
insert into postage_settings (creator_id, project_id, provider, sender, customs)
values ($1, $2, 'SIMULATOR',
  '{"name": "Robin Field", "company": "Demo Games", "phone": "+1 510 555 0134", "email": "parcels@demo-games.example",
    "line1": "2000 Harbor Way", "line2": "Unit 7", "city": "Oakland", "state": "CA", "postalCode": "94607", "country": "US"}',
  '{"signer": "Robin Field", "contentsType": "MERCHANDISE", "contentsExplanation": null, "nonDelivery": "RETURN", "iossNumber": "IM3720000123"}')`;

export const postagePresets = /* sql */ `
insert into parcel_preset (creator_id, project_id, name, position, length_mm, width_mm, height_mm, weight_g, skus)
values ($1, $2, 'Game box', 0, 310, 230, 85, 1250, '{TP-CORE,TP-DECK}'),
       ($1, $2, 'Long box, with the playmat', 1, 640, 240, 110, 2100, '{}')`;

export const postageCustoms = /* sql */ `
insert into customs_item (creator_id, project_id, sku, description, hs_code, origin_country, value_cents, currency, weight_g)
values ($1, $2, 'TP-CORE', 'Board game of cardboard and wood', '950490', 'CN', 4500, 'USD', 1000),
       ($1, $2, 'TP-DECK', 'Playing cards', '950440', 'CN', 1200, 'USD', 140),
       ($1, $2, 'TP-MAT', 'Playmat for a board game, rubber', '950490', 'CN', 2500, 'USD', 700)`;

// Two of Boston have a ZIP code that a spreadsheet has robbed of its zero: their label is refused, and says why.
export const postageBackers = /* sql */ `
with places as (
  select * from (values
    (0, '120 Ocean View Ave', 'Santa Cruz', 'CA', '95060', 'US', 'United States'),
    (1, '48 Beacon Street', 'Boston', 'MA', '02108', 'US', 'United States'),
    (2, '915 Pine Street', 'Seattle', 'WA', '98101', 'US', 'United States'),
    (3, '77 Lindenweg', 'Leipzig', null, '04109', 'DE', 'Germany'),
    (4, '2210 Guadalupe Street', 'Austin', 'TX', '78705', 'US', 'United States'),
    (5, '14 Harbour Lane', 'Leeds', null, 'LS1 4DY', 'GB', 'United Kingdom'),
    (6, '601 Lakeshore Drive', 'Chicago', 'IL', '60611', 'US', 'United States'),
    (7, '350 Queen Street West', 'Toronto', 'ON', 'M5V 2A2', 'CA', 'Canada'),
    (8, '88 Rue de la Paix', 'Lyon', null, '69002', 'FR', 'France'),
    (9, '5 Peachtree Place', 'Atlanta', 'GA', '30309', 'US', 'United States'),
    (10, '27 Marine Parade', 'Perth', 'WA', '6011', 'AU', 'Australia'))
  p (at, line1, city, state, postal_code, country, country_name)),
names as (
  select '{Ada,Bruno,Chiara,Dmitri,Elif,Farah,Goro,Hana,Ines,Jonas,Keiko,Liam,Mireille,Noor,Oskar,Priya,Quentin,Rosa,Søren,Tomás,Ulla,Viktor,Wanda}'::text[] as first,
         '{Lovelace,Okafor,Müller,Nakamura,García,Rossi,Dubois,Kowalska,Johansson,Singh,O''Connor,van Dijk,Novák,Silva,Haddad,Kim,Andersen}'::text[] as last)
insert into backer (creator_id, project_id, number, pledge_id, backer_uid, name, email, email_key, line1, line2, city, state, postal_code,
                    country, country_name, phone, reward_title, pledged_at)
select $1::bigint, $2::bigint, i, (61500000 + i * 7)::text, (930000000 + i * 13)::text,
  first[1 + i * 5 % 23] || ' ' || last[1 + i * 11 % 17], e.address, e.address,
  p.line1, case when i % 4 = 0 then 'Apt ' || (1 + i % 30) end, p.city, p.state,
  case when i in (67, 133) then ltrim(p.postal_code, '0') else p.postal_code end, p.country, p.country_name,
  '+1 555 01' || lpad((i % 100)::text, 2, '0'),
  case when i % 5 = 0 then 'Tidepools with playmat' when i % 3 = 0 then 'Tidepools and deck' else 'Tidepools' end,
  timestamptz '2026-06-01 15:00+00' + i * interval '3 hours'
from generate_series(1, 150) i
cross join names
join places p on p.at = i % 11
cross join lateral (select regexp_replace(lower(first[1 + i * 5 % 23] || '.' || last[1 + i * 11 % 17]), '[^a-z.]', '', 'g')
  || i || '@example.com' as address) e
order by i`;

export const postageOrders = /* sql */ `
insert into orders (backer_id, creator_id, project_id, status, physical)
select id, $1::bigint, $2::bigint, (case when number % 47 = 0 then 'SURVEY_COMPLETED' else 'READY_TO_FULFILL' end)::order_status, true
from backer where project_id = $2 order by id`;

export const postageItems = /* sql */ `
insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity, kind)
select b.id, i.no, $1, $2, i.sku, i.name, 1, 'PHYSICAL'
from backer b cross join lateral (
  values (1, 'TP-CORE', 'Tidepools, second printing', true),
         (2, 'TP-DECK', 'Low tide card deck', b.number % 3 = 0),
         (3, 'TP-MAT', 'Neoprene playmat', b.number % 5 = 0)) i (no, sku, name, wanted)
where b.project_id = $2 and i.wanted`;

export const postageHistory = /* sql */ `
insert into order_event (backer_id, creator_id, project_id, from_status, to_status, source, actor_kind, actor_name, at)
select backer_id, $1::bigint, $2::bigint, null::order_status, status, 'IMPORT'::event_source, 'USER', 'Demo', now() - interval '12 days'
from orders where project_id = $2`;

export const postageSegments = /* sql */ `
insert into segment (creator_id, project_id, name, filter, created_by)
values ($1, $2, 'Within the United States', '{"field": "country", "operator": "ANY_OF", "value": ["US"]}', 'Demo'),
       ($1, $2, 'Abroad', '{"field": "country", "operator": "NONE_OF", "value": ["US"]}', 'Demo')`;
