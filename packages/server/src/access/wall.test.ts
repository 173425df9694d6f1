import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { makeWorld, type World } from '../../test/isolation-world.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { makeContext } from '../context.ts';
import { connectDatabase } from '../lib/database.ts';
import { openOrm } from '../orm.ts';
import { Project } from '../projects/project.entity.ts';
import { makeMailer } from '../lib/mailer.ts';
import { makeSecret } from '../lib/secret.ts';
import { makeLiveCounts } from '../segments/live-counts.ts';
import { makePledgeLimits } from '../public-pages/public-limits.ts';
import { makeSignInLimits } from './sign-in-limits.ts';

/** The wall as seen from inside: statements a request could be brought to run, as the role it runs as. */

let server: TestServer;
let ada: World;
let eve: World;
beforeAll(async () => {
  server = await startTestServer();
  ada = await makeWorld(server, 'Ada');
  eve = await makeWorld(server, 'Eve');
});
afterAll(() => server[Symbol.asyncDispose]());

const asEve = (sql: string, values: unknown[] = []) => server.db.read([eve.creator], sql, values);
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof pg.DatabaseError ? error.code : String(error)),
  );
const NO_PERMISSION = '42501';

test('no table of a creator shows a row of another, and none shows any without a creator', async () => {
  const tables = await server.asOwner(`
    select c.relname as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'creator_id' and not a.attisdropped
    where c.relkind in ('r', 'p') order by 1`);
  expect(tables.length).toBeGreaterThan(12);
  for (const { name } of tables) {
    const table = String(name);
    const [seen] = await asEve(
      `select count(*)::int as rows, count(distinct creator_id)::int as creators from ${table}`,
    );
    const [mine] = await server.asOwner(
      `select count(*)::int as rows from ${table} where creator_id = ${eve.creator}`,
    );
    expect({ table, rows: seen?.rows as number }).toEqual({ table, rows: mine?.rows });
    expect(seen?.creators).toBeLessThanOrEqual(1);
    expect(await server.db.read([], `select 1 from ${table}`)).toEqual([]);
  }
});

test('the creators of one read do not stay for the next on the same connection', async () => {
  const names = await Promise.all(
    Array.from({ length: 200 }, async (_, i) => {
      const world = i % 2 === 0 ? ada : eve;
      if (i % 7 === 0) await refusalOf(server.db.read([world.creator], 'select 1 / 0'));
      const rows = await server.db.read<{ id: string }>([world.creator], 'select id from creator');
      return rows.map(({ id }) => id).join() === world.creator;
    }),
  );
  expect(names.every(Boolean)).toBe(true);
});

test.each([
  ['passwords', 'select password_hash from app_user'],
  ['whole rows of people', 'select * from app_user'],
  ['sessions', 'select 1 from session'],
  ['hashes of tokens', 'select secret_hash from api_token'],
  ['hashes of invitations', 'select token_hash from invitation'],
  ['the owner’s rights', 'set role postgres'],
  ['the staging tables', 'select 1 from staging.chunk'],
  ['all rows at once', 'truncate project cascade'],
  ['a table of its own', 'create table mine (id int)'],
  ['the wall itself', 'alter table project disable row level security'],
  ['the counts', 'update project_progress set fulfilled = 1'],
  ['history', 'delete from order_event'],
  ['history as it was', "update order_event set reason = 'never'"],
  ['files of the machine', "select pg_read_file('/etc/passwd')"],
  ['programs of the machine', "copy project to program 'cat'"],
])('a request may not touch %s', async (_what, sql) => {
  expect(await refusalOf(asEve(sql))).toMatch(/^42501$|^0A000$/);
});

test('people are seen by those who share a creator with them', async () => {
  const emails = (await asEve('select email from app_user order by id')).map(({ email }) => String(email));
  expect(emails).toEqual([eve.person.email, 'colleague-of-eve@example.org']);
});

test('writing past the wall is refused or hits nothing', async () => {
  const write = (sql: string) =>
    server.db.write([eve.creator], async (client) => (await client.query(sql)).rowCount);
  expect(await write(`update project set title = 'stolen' where id = ${ada.project}`)).toBe(0);
  expect(await write(`delete from shipment where id = ${ada.shipment}`)).toBe(0);
  expect(await write(`update creator set name = 'stolen' where id = ${ada.creator}`)).toBe(0);
  expect(
    await refusalOf(write(`insert into project (creator_id, slug, title) values (${ada.creator}, 'x', 'x')`)),
  ).toBe(NO_PERMISSION);
  expect(
    await refusalOf(write(`update project set creator_id = ${ada.creator} where id = ${eve.project}`)),
  ).toMatch(/42501|23514/);
  expect(
    await refusalOf(
      write(
        `insert into backer (creator_id, project_id, number) values (${eve.creator}, ${ada.project}, 99)`,
      ),
    ),
  ).toBe('23503');
  expect(
    await refusalOf(
      write(
        `insert into shipment (creator_id, project_id, backer_id, source) values (${eve.creator}, ${eve.project}, ${ada.backer}, 'API')`,
      ),
    ),
  ).toBe('23503');
});

describe('MikroORM', () => {
  test('sees what the principal may see on every path, the ones its filters miss included', async () => {
    const orm = await openOrm(server.db.appUrl);
    try {
      const context = makeContext(
        {
          config: {
            publicUrl: '',
            carriersFile: undefined,
            dataDir: '',
            retentionDays: 90,
            vendorOrigins: [],
            webhooksAllowPrivate: false,
          },
          db: server.db,
          orm,
          signInLimits: makeSignInLimits(),
          pledgeLimits: makePledgeLimits(),
          liveCounts: makeLiveCounts(),
          secret: makeSecret('a secret of no less than 32 characters'),
          mailer: makeMailer(undefined, 'waybill@localhost'),
          simulatorUrl: () => null,
        },
        {
          principal: {
            kind: 'USER',
            id: '1',
            name: 'Eve',
            creators: new Map([[eve.creator, 'OWNER']]),
            scopes: null,
            partnerId: null,
            sessionKey: '',
          },
          requestId: 'test',
        },
      );
      const titles = (projects: { title: string }[]) => projects.map(({ title }) => title);
      const only = ['Eve project'];
      expect(titles(await context.em().find(Project, {}))).toEqual(only);
      expect(await context.em().findOne(Project, { id: ada.project })).toBeNull();
      expect(await context.em().count(Project)).toBe(1);
      expect(titles(await context.em().createQueryBuilder(Project).getResultList())).toEqual(only);
      expect(titles(await context.em().execute<{ title: string }[]>('select title from project'))).toEqual(
        only,
      );
      expect(await context.em().nativeUpdate(Project, { id: ada.project }, { title: 'stolen' })).toBe(0);
      const em = context.em();
      em.getReference(Project, ada.project).title = 'stolen';
      await em.flush().catch(() => undefined);
      await refusalOf(
        context.em().upsert(Project, { id: ada.project, creatorId: eve.creator, slug: 's', title: 'stolen' }),
      );
      expect(await server.asOwner(`select title from project where id = ${ada.project}`)).toEqual([
        { title: 'Ada project' },
      ]);
      expect(await orm.em.fork().find(Project, {})).toEqual([]);
    } finally {
      await orm.close();
    }
  });
});

test('nothing is served as a role that the wall does not bind', async () => {
  const loose = `loose_${new URL(server.db.adminUrl).pathname.slice(1)}`;
  await server.asOwner(`create role ${loose} login bypassrls password 'x'`);
  try {
    await server.asOwner(`grant select on all tables in schema public to ${loose}`);
    const url = new URL(server.db.appUrl);
    url.username = loose;
    url.password = 'x';
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    const { rows } = await client.query('select count(distinct creator_id)::int as seen from project');
    await client.end();
    // The control: such a role does see through, which is why the boot looks.
    expect(rows).toEqual([{ seen: 2 }]);
  } finally {
    await server.asOwner(`drop owned by ${loose}; drop role ${loose}`);
  }
  await server.asOwner('alter table project no force row level security');
  try {
    const { secrets } = inject('cluster');
    await expect(connectDatabase(server.db.adminUrl, secrets, { app: 1, engine: 1 })).rejects.toThrow(
      'No row-level security on project',
    );
  } finally {
    await server.asOwner('alter table project force row level security');
  }
});
