import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/**
 * What an expert types into psql for the same effects: COPY, one matching query that sorts by backer, INSERT of
 * parcels, UPDATE of orders, history, in one transaction; the counts are kept by the tables' own triggers, as for
 * ours. No validation, no outcome per row, no progress, no undo, and no row-level security in the way.
 *
 * @returns milliseconds from the first byte to the commit
 */
export async function expertScript(url: string, file: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`set work_mem = '160MB'; set jit = off`);
  const started = performance.now();
  await client.query('begin');
  await client.query('create table stg (number int, tracking_number text, carrier text, tracking_url text)');
  await pipeline(
    createReadStream(file, { highWaterMark: 1 << 18 }),
    client.query(copyFrom('copy stg from stdin (format csv, header true)')),
  );
  await client.query('analyze stg');
  for (const statement of statements) await client.query(statement);
  await client.query('commit');
  const took = performance.now() - started;
  await client.end();
  return took;
}

const statements = [
  /* sql */ `create table matched as
    select b.id as backer_id, b.creator_id, b.project_id, s.tracking_number, s.tracking_url, o.status
    from stg s join backer b on b.project_id = 1 and b.number = s.number join orders o on o.backer_id = b.id
    where o.status in ('READY_TO_FULFILL', 'FULFILLMENT_PROCESSING', 'FULFILLMENT_ERRORED', 'PARTIALLY_FULFILLED')
    order by b.id`,
  'analyze matched',
  /* sql */ `insert into shipment (backer_id, creator_id, project_id, carrier, tracking_number, tracking_url, source, shipped_at)
    select backer_id, creator_id, project_id, 'ups', tracking_number, tracking_url, 'UPLOAD', now() from matched`,
  /* sql */ `insert into order_event (backer_id, creator_id, project_id, from_status, to_status, source)
    select backer_id, creator_id, project_id, status, 'FULFILLED', 'UPLOAD' from matched`,
  /* sql */ `update orders o set status = 'FULFILLED', fulfilled_at = now(), fulfilled_by = 'UPLOAD'
    from matched m where o.backer_id = m.backer_id`,
];
