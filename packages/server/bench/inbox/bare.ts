import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/**
 * What one writes first: node:http, the signature checked, one INSERT a request, 200 once it is committed. No row-level
 * security, no address that has to be looked up, nothing done about what came. Started by the bench.
 */
const secret = process.env.HOOK_SECRET ?? '';
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.POOL_SIZE) });

await pool.query(`create table if not exists bare_delivery (
  id bigint generated always as identity primary key, dedupe_key text not null unique, event_type text,
  headers jsonb not null, body bytea not null, received_at timestamptz not null default now())`);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const given = Buffer.from(String(request.headers['x-hmac-signature']));
    const right = Buffer.from(`hmac-sha256-hex=${createHmac('sha256', secret).update(body).digest('hex')}`);
    if (given.length !== right.length || !timingSafeEqual(given, right)) {
      response.writeHead(401).end();
      return;
    }
    const { id, description } = JSON.parse(body.toString()) as { id: string; description: string };
    pool
      .query({
        name: 'store',
        text: 'insert into bare_delivery (dedupe_key, event_type, headers, body) values ($1, $2, $3, $4) on conflict do nothing',
        values: [id, description, JSON.stringify(request.headers), body],
      })
      .then(
        () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}'),
        () => response.writeHead(500).end(),
      );
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => void pool.end());
});
