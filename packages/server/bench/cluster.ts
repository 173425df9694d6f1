import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startDatabase } from '../src/lib/embedded-postgres.ts';
import { createToken } from '../src/access/token.actions.ts';
import { makeRoleSecrets, openDatabase, type Database } from '../src/lib/database.ts';
import { openOrm } from '../src/orm.ts';
import type { RoleSecrets } from '../src/lib/roles.ts';

/** One server with the product's own settings, for ours and the baselines alike. */
export interface BenchCluster {
  dir: string;
  adminUrl: string;
  secrets: RoleSecrets;
  /** A migrated database with one creator, one project and so many backers in Start Shipping; made once, then copied. */
  template(backers: number): Promise<string>;
  /** A token of the creator in that template, with every scope. */
  token(backers: number): string;
  /** A fresh copy, checkpointed and warm; returns its address. */
  clone(template: string): Promise<string>;
  drop(url: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startCluster(): Promise<BenchCluster> {
  const dir = mkdtempSync(join(process.env.WAYBILL_BENCH_DIR ?? tmpdir(), 'waybill-bench-'));
  const server = await startDatabase({ dataDir: dir, log: { info: () => undefined, warn: () => undefined } });
  const secrets = makeRoleSecrets();
  const tokens = new Map<number, string>();
  let clones = 0;
  const on = async <T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: urlOf(server.adminUrl, database) });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  return {
    dir,
    adminUrl: server.adminUrl,
    secrets,
    async template(backers) {
      const name = `bench_${backers}`;
      if (tokens.has(backers)) return name;
      await on('postgres', (client) => client.query(`create database ${name}`));
      const db = await openDatabase(urlOf(server.adminUrl, name), secrets, { app: 1, engine: 1 });
      await on(name, async (client) => {
        await client.query(seed, [backers]);
        await client.query(seedOrders);
        await client.query('vacuum (analyze, freeze)');
      });
      tokens.set(backers, await makeToken(db));
      await db.close();
      return name;
    },
    token(backers) {
      const token = tokens.get(backers);
      if (!token) throw new Error(`No template of ${backers} backers has been made`);
      return token;
    },
    async clone(template) {
      clones += 1;
      const name = `${template}_${clones}`;
      await on('postgres', (client) =>
        client.query(`create database ${name} template ${template} strategy file_copy`),
      );
      // Autovacuum would come at random moments, into one side's run and not the other's.
      await on(name, async (client) => {
        for (const relation of ['backer', 'orders', 'shipment', 'order_event'])
          await client.query(`alter table ${relation} set (autovacuum_enabled = off)`);
        await client.query('checkpoint');
        await client.query('select count(*), sum(length(name)) from backer; select count(*) from orders');
      });
      return urlOf(server.adminUrl, name);
    },
    async drop(url) {
      await on('postgres', (client) =>
        client.query(`drop database ${new URL(url).pathname.slice(1)} with (force)`),
      );
    },
    async stop() {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function makeToken(db: Database): Promise<string> {
  const orm = await openOrm(db.appUrl);
  try {
    const em = orm.em.fork({ session: { variables: { 'app.creators': '{1}' } } });
    const { secret } = await createToken(em, '1', null, {
      name: 'bench',
      scopes: ['BACKERS_READ', 'BACKERS_WRITE', 'SHIPMENTS_WRITE', 'OPERATIONS_READ'],
      expiresInDays: null,
    });
    return secret;
  } finally {
    await orm.close();
  }
}

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

const seed = /* sql */ `
with c as (insert into creator (slug, name) values ('bench', 'Bench') returning id),
p as (insert into project (creator_id, slug, title) select id, 'bench', 'Bench' from c returning id, creator_id)
insert into backer (creator_id, project_id, number, pledge_id, name, email, email_key, line1, city, postal_code, country, country_name, reward_title)
select p.creator_id, p.id, i, (48000000 + i)::text, 'Backer ' || md5(i::text), 'backer' || i || '@example.com', 'backer' || i || '@example.com',
  i || ' Main Street', 'Springfield', lpad((i % 99999)::text, 5, '0'), (array['US','US','DE','GB','CA','FR','JP','AU'])[1 + i % 8], 'Somewhere', 'Deluxe'
from p, generate_series(1, $1::int) i`;

const seedOrders = /* sql */ `
insert into orders (backer_id, creator_id, project_id, status)
select id, creator_id, project_id, 'READY_TO_FULFILL' from backer order by id`;
