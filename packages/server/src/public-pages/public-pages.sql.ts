/** Which creator a slug names, if it publishes anything. */
export const PROFILE_OWNER = 'select public_creator_id($1) as id';

/** Everything a profile shows, from the counts that every change keeps: no order and no parcel is read. */
export const PROFILE = /* sql */ `
select c.slug, c.name, c.about, p.slug as project_slug, p.title, p.status, p.fulfilled_at, g.eligible, g.eligible_fulfilled,
  g.shipments, g.confirmed, g.delivered, g.updated_at,
  (select minute from project_pace pace where pace.project_id = p.id and pace.fulfilled > 0 order by minute limit 1) as shipping_since
from creator c
join project p on p.creator_id = c.id and p.published_at is not null
join project_progress g on g.project_id = p.id
where c.id = $1
order by p.status desc, p.id desc`;

/** Whose tenant a backer is read in, and which of the backer's links is good. */
export const PLEDGE_OWNER = 'select creator_id, link_version from public_pledge_of($1)';

/**
 * All of the page in one answer. Neither name nor address but for the country: what is not read cannot leak. Of what
 * carriers say the words stay here, for they may hold the name of whoever signed; and so does a place that is the
 * backer's own.
 */
export const PLEDGE = /* sql */ `
select p.title as project_title, c.name as creator_name, c.slug as creator_slug, p.published_at is not null as published,
  b.number, b.reward_title, b.country, o.status, o.fulfilled_at,
  (select coalesce(json_agg(json_build_object('name', i.name, 'quantity', i.quantity, 'kind', i.kind) order by i.no), '[]')
   from order_item i where i.backer_id = b.id) as items,
  (select coalesce(json_agg(json_build_object('carrier', s.carrier, 'name', s.carrier_name, 'number', s.tracking_number,
     'url', s.tracking_url, 'status', s.tracking_status, 'shipped', s.shipped_at, 'accepted', s.accepted_at,
     'delivered', s.delivered_at, 'expected', s.estimated_delivery_at, 'events', (
       select coalesce(json_agg(json_build_object('at', e.at, 'status', e.status, 'place',
         case when not (position(lower(nullif(trim(b.city), '')) in lower(e.place)) > 0 is true
                     or position(lower(nullif(trim(b.postal_code), '')) in lower(e.place)) > 0 is true) then e.place end)
         order by e.at desc, e.id desc), '[]')
       from (select * from parcel_event e where e.shipment_id = s.id order by e.at desc, e.id desc limit 30) e))
     order by s.created_at, s.id), '[]')
   from shipment s where s.backer_id = b.id and s.voided_at is null
     and (s.replaced_at is null or s.delivered_at is not null)) as parcels,
  exists (select from digital_code d where d.backer_id = b.id and d.revoked_at is null) as has_codes
from backer b
join orders o on o.backer_id = b.id
join project p on p.id = b.project_id
join creator c on c.id = b.creator_id
where b.id = $1`;
