/**
 * A campaign in the middle of its packing week: 2,000 backers, some not asked yet, most ready or gone, a few that
 * need a person. Everything follows from the backer's number, so that two instances show the same.
 *
 * $1 creator, $2 project.
 */
export const seedBackers = /* sql */ `
with names as (
  select '{Ada,Bruno,Chiara,Dmitri,Elif,Farah,Goro,Hana,Ines,Jonas,Keiko,Liam,Mireille,Noor,Oskar,Priya,Quentin,Rosa,Søren,Tomás,Ulla,Viktor,Wanda,Ximena,Yusuf,Zoë}'::text[] as first,
         '{Lovelace,Okafor,Müller,Nakamura,García,Rossi,Dubois,Kowalska,Johansson,Singh,O''Connor,van Dijk,Novák,Silva,Haddad,Kim,Andersen,Papadopoulos,Walker,Fraser,Baptiste,Hoffmann}'::text[] as last,
         '{US,US,US,US,US,GB,GB,DE,DE,CA,CA,AU,FR,NL,SE,JP,ES,IT,PL,BR,NO,MX}'::text[] as country,
         '{United States,United States,United States,United States,United States,United Kingdom,United Kingdom,Germany,Germany,Canada,Canada,Australia,France,Netherlands,Sweden,Japan,Spain,Italy,Poland,Brazil,Norway,Mexico}'::text[] as country_name,
         '{Maple Street,Station Road,Lindenweg,Rue de la Paix,Harbour View,Hill Lane,Via Roma,Kungsgatan}'::text[] as street,
         '{Springfield,Leeds,Leipzig,Toronto,Perth,Lyon,Utrecht,Uppsala,Osaka,Sevilla,Bologna,Łódź}'::text[] as city,
         '{Explorer,Collector,Collector,Deluxe Box,Deluxe Box,Deluxe Box,Digital Only}'::text[] as reward),
people as (
  select i, 1 + i * 5 % 22 as c, n.*
  from generate_series(1, 2000) i, names n)
insert into backer (creator_id, project_id, number, pledge_id, backer_uid, name, email, email_key, line1, city, postal_code,
                    country, country_name, notes, tags, reward_title, pledged_at)
select $1::bigint, $2::bigint, i, (48210000 + i * 3)::text, (910000000 + i * 17)::text,
  people.first[1 + i * 7 % 26] || ' ' || people.last[1 + i * 13 % 22],
  e.address, e.address,
  (1 + i * 31 % 180) || ' ' || street[1 + i % 8], city[1 + i % 12], lpad((10000 + i * 37 % 89999)::text, 5, '0'),
  country[c], country_name[c],
  case when i % 97 = 0 then 'Asked twice about the delivery date' when i % 211 = 0 then 'Moved house, new address confirmed by mail' end,
  case when i % 50 = 0 then '{vip}'::text[] when i % 73 = 0 then '{early-bird}' else '{}' end,
  reward[1 + i % 7], timestamptz '2026-03-03 17:00+00' + i * interval '19 minutes'
from people, lateral (select regexp_replace(lower(people.first[1 + i * 7 % 26] || '.' || people.last[1 + i * 13 % 22]), '[^a-z.]', '', 'g')
  || i || '@example.com' as address) e
order by i`;

export const seedOrders = /* sql */ `
insert into orders (backer_id, creator_id, project_id, status, physical, fulfilled_at, fulfilled_by)
select b.id, $1::bigint, $2::bigint, s.status, b.reward_title <> 'Digital Only',
  case when s.status = 'FULFILLED' then
    date_trunc('minute', now()) - interval '20 hours' - (9 - b.number % 10) * interval '1 day' + (b.number * 7 % 420) * interval '1 minute' end,
  case when s.status = 'FULFILLED' then 'UPLOAD'::shipment_source end
from backer b, lateral (select (case
    when b.number % 83 = 0 then 'CANCELED'
    when b.number % 61 = 0 then 'SURVEY_NOT_COMPLETED'
    when b.number % 140 = 3 then 'SURVEY_NOT_SENT'
    when b.number % 29 = 0 then 'SURVEY_COMPLETED'
    when b.number % 170 = 5 then 'FULFILLMENT_ERRORED'
    when b.number % 90 = 7 then 'PARTIALLY_FULFILLED'
    when b.number <= 900 then 'FULFILLED'
    else 'READY_TO_FULFILL' end)::order_status as status) s
where b.project_id = $2
order by b.id`;

export const seedItems = /* sql */ `
insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity, kind)
select b.id, i.no, $1, $2, i.sku, i.name, i.quantity, i.kind::item_kind
from backer b cross join lateral (
  values (1, 'LL-CORE', 'Lanterns of Lune, core game', 1 + (b.number % 19 = 0)::int, 'PHYSICAL', b.reward_title <> 'Digital Only'),
         (2, 'LL-DICE', 'Star dice set', 1, 'PHYSICAL', b.reward_title in ('Collector', 'Deluxe Box')),
         (3, 'LL-MAT', 'Neoprene playmat', 1, 'PHYSICAL', b.reward_title = 'Deluxe Box'),
         (4, 'LL-PDF', 'Rulebook and art book, PDF', 1, 'DIGITAL', true)) i (no, sku, name, quantity, kind, wanted)
where b.project_id = $2 and i.wanted`;

export const seedShipments = /* sql */ `
insert into shipment (backer_id, creator_id, project_id, carrier, tracking_number, tracking_status, source, shipped_at, accepted_at, delivered_at, created_at)
select o.backer_id, $1::bigint, $2::bigint, p.carrier, p.number,
  (case when b.number % 10 < 5 then 'DELIVERED' when b.number % 10 < 8 then 'IN_TRANSIT' else 'UNKNOWN' end)::tracking_status,
  'UPLOAD', o.fulfilled_at,
  case when b.number % 10 < 8 then o.fulfilled_at + interval '9 hours' end,
  case when b.number % 10 < 5 and o.fulfilled_at < now() - interval '4 days' then o.fulfilled_at + interval '3 days 4 hours' end,
  o.fulfilled_at
from orders o join backer b on b.id = o.backer_id
cross join lateral (select case when b.country = 'US' then 'usps' when b.country = 'GB' then 'royal-mail' else 'dhl-express' end as carrier,
  case when b.country = 'US' then pg_temp.seed_usps(b.number)
       when b.country = 'GB' then pg_temp.seed_s10('RM', b.number, 'GB')
       else pg_temp.seed_dhl(b.number) end as number) p
where o.project_id = $2 and o.status = 'FULFILLED' and o.physical
order by o.backer_id`;

export const seedHistory = /* sql */ `
insert into order_event (backer_id, creator_id, project_id, from_status, to_status, source, actor_kind, actor_name, at)
select backer_id, $1::bigint, $2::bigint, null::order_status, case when status in ('FULFILLED', 'PARTIALLY_FULFILLED', 'FULFILLMENT_ERRORED') then 'READY_TO_FULFILL' else status end,
  'IMPORT'::event_source, 'USER', 'Demo', now() - interval '40 days' from orders where project_id = $2
union all
select backer_id, $1::bigint, $2::bigint, 'READY_TO_FULFILL', status,
  (case status when 'FULFILLED' then 'UPLOAD' when 'FULFILLMENT_ERRORED' then 'PARTNER' else 'MANUAL' end)::event_source,
  'USER', 'Demo', coalesce(fulfilled_at, now() - interval '2 days')
from orders where project_id = $2 and status in ('FULFILLED', 'PARTIALLY_FULFILLED', 'FULFILLMENT_ERRORED')`;

export const seedHolds = /* sql */ `
insert into order_hold (backer_id, creator_id, project_id, reason, actor_name)
select o.backer_id, $1::bigint, $2::bigint, 'Address did not validate; asked by mail', 'Demo'
from orders o join backer b on b.id = o.backer_id
where o.project_id = $2 and o.status = 'READY_TO_FULFILL' and b.number % 180 = 11`;

/** Numbers with true check digits: the demo shows no warning that a real file would not show. Session-local. */
export const seedFunctions = /* sql */ `
create function pg_temp.mod10(digits text) returns text language sql as $$
  select ((10 - sum(d::int * case when (length(digits) - i) % 2 = 0 then 3 else 1 end) % 10) % 10)::text
  from unnest(string_to_array(digits, null)) with ordinality x (d, i) $$;
create function pg_temp.seed_usps(n int) returns text language sql as $$
  select body || pg_temp.mod10(body) from (select '9400111899' || lpad((22300000000 + n * 7919)::text, 11, '0') as body) b $$;
create function pg_temp.seed_dhl(n int) returns text language sql as $$
  select lpad(base::text, 9, '0') || (base % 7) from (select 123400000 + n * 31 as base) b $$;
create function pg_temp.seed_s10(service text, n int, country text) returns text language sql as $$
  select service || serial || case r when 1 then '0' when 0 then '5' else (11 - r)::text end || country
  from (select lpad((47300000 + n)::text, 8, '0') as serial) s,
  lateral (select (sum(substr(serial, i, 1)::int * (array[8,6,4,2,3,5,9,7])[i]) % 11)::int as r from generate_series(1, 8) i) w $$;
`;
