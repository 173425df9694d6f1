import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { jsonPgSmartTags } from 'postgraphile/utils';
import { readToken, sameHash } from '../../src/access/secrets.ts';

/**
 * PostGraphile 5 on our tables, in a process of its own, as its documentation has it in library mode: amber preset,
 * grafserv on node:http, nothing watched, nothing explained.
 *
 * It does the same work for the same caller: the bearer token is looked up in `grafast.context`, and whose rows it may
 * see goes to row-level security as `pgSettings`, both as its guide to authentication says. With BARE set nobody signs
 * in, and whose rows are seen is fixed when a connection opens: less than anybody could put on a network, shown beside
 * it for what our own sign-in costs.
 */
const bare = process.env.BARE === '1';
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });

async function signedIn(authorization: string | undefined): Promise<{ pgSettings: Record<string, string> }> {
  const token = readToken(/^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '');
  if (!token) throw new Error('Sign in first');
  const { rows } = await pool.query<{ creator_id: string; secret_hash: Buffer }>({
    name: 'token',
    text: 'select * from access_token($1)',
    values: [token.prefix],
  });
  const row = rows[0];
  if (!row || !sameHash(row.secret_hash, token.secretHash)) throw new Error('Sign in first');
  return { pgSettings: { 'app.creators': `{${row.creator_id}}` } };
}

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [
    // The bulk tables have no foreign keys; these are the relations they would make.
    jsonPgSmartTags({
      version: 1,
      config: {
        class: {
          orders: { tags: { foreignKey: '(backer_id) references backer (id)' } },
          shipment: { tags: { foreignKey: '(backer_id) references backer (id)' } },
        },
      },
    }),
  ],
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ['public'],
      poolConfig: {
        max: Number(process.env.POOL_SIZE),
        ...(bare && { options: '-c app.creators={1}' }),
      },
    }),
  ],
  grafserv: { graphiql: false, watch: false },
  grafast: {
    explain: false,
    ...(!bare && { context: ({ node }) => signedIn(node?.req.headers.authorization) }),
  },
});

const server = createServer();
const serv = instance.createServ(grafserv);
await serv.addTo(server);
await serv.ready();
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
