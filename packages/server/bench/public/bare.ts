import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { PLEDGE, PLEDGE_OWNER, PROFILE, PROFILE_OWNER } from '../../src/public-pages/public-pages.sql.ts';

/**
 * The same statements over bare node:http, prepared and under the same row-level security, rows out as JSON: what
 * such a page costs before anybody writes HTML, headers or limits. Started by the bench, which reads its processor time.
 */
// As ours: a Date per cell would be work that our pages do not do.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => text);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.POOL_SIZE) });
const creatorOf = new WeakMap<pg.PoolClient, string>();

async function rowsOf(owner: string, ownerName: string, page: string, asked: string): Promise<unknown[]> {
  const found = await pool.query<{ id?: string; creator_id?: string }>({
    name: ownerName,
    text: owner,
    values: [asked],
  });
  const creator = found.rows[0]?.creator_id ?? found.rows[0]?.id ?? '';
  const client = await pool.connect();
  try {
    if (creatorOf.get(client) !== creator) {
      await client.query("select set_config('app.creators', $1, false)", [`{${creator}}`]);
      creatorOf.set(client, creator);
    }
    const { rows } = await client.query<Record<string, unknown>>({
      name: `${ownerName}_page`,
      text: page,
      values: [found.rows[0]?.creator_id === undefined ? creator : asked],
    });
    return rows;
  } finally {
    client.release();
  }
}

const server = createServer((request, response) => {
  const [, kind, asked = ''] = (request.url ?? '').split('/');
  const rows =
    kind === 'c'
      ? rowsOf(PROFILE_OWNER, 'profile', PROFILE, asked)
      : rowsOf(PLEDGE_OWNER, 'pledge', PLEDGE, asked);
  rows.then(
    (found) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(found));
    },
    (error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    },
  );
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('SIGTERM', () => process.exit(0));
