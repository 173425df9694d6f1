import pg from 'pg';
import { makeSecret } from '../../src/lib/secret.ts';
import { createConnection } from '../../src/inbox/connection.actions.ts';
import { easypostEvent, signed } from '../../src/inbox/signing.fixture.ts';

export const HOOK_SECRET = 'what the vendor signs with';
/** The server under test gets it by the environment, so that an address can be made beside it. */
export const SERVER_SECRET = 'a secret of the bench, of no less than 32 characters';

/** What is sent: a body and its signature. */
export interface SignedBody {
  body: string;
  headers: Record<string, string>;
}

/** One parcel for each backer, numbered as `numberOf` says, and a connection; answers the path of its address. */
export async function prepareInbox(url: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const client = await pool.connect();
  try {
    await client.query(`insert into shipment (backer_id, creator_id, project_id, carrier, tracking_number, tracking_status, source, shipped_at)
      select id, creator_id, project_id, 'usps', '9400' || lpad(number::text, 18, '0'), 'PRE_TRANSIT', 'UPLOAD', now() from backer order by id`);
    const deps = {
      secret: makeSecret(SERVER_SECRET),
      config: { publicUrl: 'http://localhost', vendorOrigins: [] },
    };
    const wish = { vendor: 'EASYPOST' as const, name: 'Bench', secret: HOOK_SECRET };
    const { url: address } = await createConnection(client, deps, '1', wish, 'Bench');
    await client.query('vacuum (analyze, freeze) shipment');
    return new URL(address).pathname;
  } finally {
    client.release();
    await pool.end();
  }
}

/** The number of a backer's parcel, by the backer's. */
export function numberOf(backer: number): string {
  return `9400${String(backer).padStart(18, '0')}`;
}

/** A tracker with its history, as EasyPost sends it at every scan: of one parcel after another. */
export function bodies(count: number, parcels: number, name = 'evt'): SignedBody[] {
  return Array.from({ length: count }, (_, index) => {
    const body = easypostEvent(
      numberOf((index % parcels) + 1),
      [
        { status: 'pre_transit', detail: 'label_created', hours: -30, message: 'Label created' },
        { status: 'in_transit', detail: 'arrived_at_facility', hours: -20, message: 'Picked up' },
        {
          status: 'in_transit',
          detail: 'departed_facility',
          hours: -10,
          message: `Departed ${name} ${index}`,
        },
      ],
      { id: `${name}_${index}` },
    );
    return { body, headers: { 'content-type': 'application/json', ...signed.easypost(body, HOOK_SECRET) } };
  });
}

/** So many deliveries of one event each, of as many parcels, straight into the inbox; nobody is told of them yet. */
export const FILL = /* sql */ `
insert into inbox_delivery (creator_id, connection_id, vendor, dedupe_key, event_type, headers, body)
select c.creator_id, c.id, 'EASYPOST', 'fill:' || n, 'tracker.updated', '{}', convert_to(json_build_object(
  'id', 'evt_fill_' || n, 'object', 'Event', 'description', 'tracker.updated', 'result', json_build_object(
    'object', 'Tracker', 'tracking_code', '9400' || lpad((1 + n % $2)::text, 18, '0'), 'carrier', 'USPS', 'status', 'in_transit',
    'tracking_details', json_build_array(json_build_object(
      'status', 'in_transit', 'status_detail', 'arrived_at_facility', 'message', 'Arrived ' || n,
      'datetime', to_char(now() - interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'tracking_location', json_build_object('city', 'ORLANDO', 'state', 'FL', 'country', 'US')))))::text, 'utf8')
from vendor_connection c, generate_series(1, $1::int) n`;
