import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from './migrate.ts';
import { giveWay } from './give-way.ts';
import { forbidden } from './user-error.ts';
import { appUrl, engineUrl, partnerUrl, prepareRoles, type RoleSecrets } from './roles.ts';

pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, toIso);

/** Timestamps stay text: a Date per cell cost more than the rest of a list's row, and ISO is what goes out. */
function toIso(text: string): string {
  const [date, time] = text.split(' ');
  return `${date}T${(time ?? '').replace(/([+-]\d\d)(:?\d\d)?$/, '')}Z`;
}

/**
 * The ways to Postgres. Requests use `read` and `write`: the role owns nothing, bypasses nothing, and
 * sees only the creators named. The engine's pool belongs to a role that may also make staging tables; it is
 * under the same row-level security. What a partner asks goes through `asPartner`.
 */
export interface Database {
  /** Rows of one statement, as the request role, for these creators only. */
  read<Row extends pg.QueryResultRow>(
    creators: Iterable<string>,
    sql: string,
    values?: unknown[],
    options?: ReadOptions,
  ): Promise<Row[]>;
  /**
   * Rows of a SECURITY DEFINER function, which answers by its arguments alone. The setting is not touched: asking
   * who somebody is before each of their reads would otherwise switch it there and back, two round trips a request.
   */
  call<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<Row[]>;
  /** One transaction as the request role; commits when `work` returns, rolls back when it throws. */
  write<T>(creators: Iterable<string>, work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  /** One transaction as the engine's role. */
  engineWrite<T>(creators: Iterable<string>, work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  /**
   * The same database as a partner sees it: `read` and `write` run as the role of partners, for this partner alone,
   * whatever creators are named. Everything else is unchanged.
   */
  asPartner(partnerId: string): Database;
  /** The engine's pool, for graphile-worker, LISTEN and the operations. */
  engine: pg.Pool;
  /** The request role's address, for MikroORM. */
  appUrl: string;
  /** The owner's address: migrations, and tests that look behind the wall. */
  adminUrl: string;
  close(): Promise<void>;
}

export interface ReadOptions {
  /**
   * Keeps the statement's plan on the connection. Parsing and planning a page of backers behind row-level security took
   * 0.8 ms, reading it 0.4. For texts that are few and fixed, and whose best plan does not depend on the values: never
   * with a search in it, since the plan for a common word is a catastrophe for a rare one.
   */
  prepare?: boolean;
  /** Settings for this statement alone, as in `enable_nestloop = off`. Text of the program, never of a request. */
  settings?: readonly string[];
}

/** How many connections a process takes at most: interactive requests, and everything long. */
export interface PoolSizes {
  app: number;
  engine: number;
}

const REQUEST_LIMITS =
  '-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s';
/** Partners are few, and ask less often than screens do. */
const PARTNER_CONNECTIONS = 4;

const sightOf = new WeakMap<pg.PoolClient, string>();

/**
 * Migrates, makes the roles where they are missing, and opens the pools.
 *
 * @throws when the request role turns out to be a superuser, to bypass row-level security, or to own a table:
 *   then the wall between creators would not stand, and nothing may be served.
 */
export async function openDatabase(
  adminUrl: string,
  secrets: RoleSecrets,
  sizes: PoolSizes = { app: 12, engine: 12 },
): Promise<Database> {
  await prepareRoles(adminUrl, secrets);
  await migrate(adminUrl);
  return connectDatabase(adminUrl, secrets, sizes);
}

/**
 * The pools alone, for a database that has been migrated and whose roles have these passwords.
 *
 * @throws as `openDatabase`, when the wall does not stand
 */
export async function connectDatabase(
  adminUrl: string,
  secrets: RoleSecrets,
  sizes: PoolSizes = { app: 12, engine: 12 },
): Promise<Database> {
  const app = new pg.Pool({
    connectionString: appUrl(adminUrl, secrets),
    max: sizes.app,
    connectionTimeoutMillis: 5000,
    options: REQUEST_LIMITS,
  });
  const engine = new pg.Pool({ connectionString: engineUrl(adminUrl, secrets), max: sizes.engine });
  // A connection that Postgres closes says so here if it is idle, and on the client if it is in use. Without a
  // listener either would end the process; the query under way fails by itself.
  for (const pool of [app, engine]) {
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
  }
  engine.on('connect', (client) => void giveWay(client));
  const partner = new pg.Pool({
    connectionString: partnerUrl(adminUrl, secrets),
    max: Math.min(sizes.app, PARTNER_CONNECTIONS),
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    options: REQUEST_LIMITS,
  });
  partner.on('error', () => undefined);
  partner.on('connect', (client) => client.on('error', () => undefined));
  await refuseWithoutWall(app);
  await refuseWithoutWall(partner);

  const database: Database = {
    read: (creators, sql, values, options) => read(app, seeing(creators), sql, values, options),
    call: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[]) =>
      (await app.query<Row>(statement(sql, values, { prepare: true }))).rows,
    write: (creators, work) => transact(app, seeing(creators), work),
    engineWrite: (creators, work) => transact(engine, seeing(creators), work),
    asPartner: (partnerId) => ({
      ...database,
      read: (_creators, sql, values, options) =>
        read<never>(partner, seeingAs(partnerId), sql, values, options).catch(refuseBehindTheWall),
      write: (_creators, work) => transact(partner, seeingAs(partnerId), work).catch(refuseBehindTheWall),
    }),
    engine,
    appUrl: appUrl(adminUrl, secrets),
    adminUrl,
    async close() {
      await Promise.all([app.end(), engine.end(), partner.end()]);
    },
  };
  return database;
}

/** Fresh passwords for the roles; kept by the caller, who passes them in again next time. */
export function makeRoleSecrets(): RoleSecrets {
  const password = () => randomBytes(24).toString('base64url');
  return { app: password(), engine: password(), partner: password() };
}

/** What a connection may see: a setting that the policies ask, and its value. */
interface Sight {
  setting: 'app.creators' | 'app.partner';
  value: string;
}

function seeing(creators: Iterable<string>): Sight {
  return { setting: 'app.creators', value: `{${[...creators].join(',')}}` };
}

function seeingAs(partnerId: string): Sight {
  return { setting: 'app.partner', value: partnerId };
}

/**
 * A transaction per read (begin, set_config, query, commit) took 7.6 ms where one statement took 5.0, so the
 * setting stays on the connection and is sent again only when another set of creators asks. It is compared
 * on every checkout, and it is set before the statement on the same connection: there is no path around it.
 */
async function read<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  { setting, value }: Sight,
  sql: string,
  values: unknown[] = [],
  options: ReadOptions = {},
): Promise<Row[]> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    if (sightOf.get(client) !== value) {
      sightOf.delete(client);
      await client.query('select set_config($1, $2, false)', [setting, value]);
      sightOf.set(client, value);
    }
    const query = statement(sql, values, options);
    const result = await (options.settings
      ? queryWith<Row>(client, options.settings, query)
      : client.query<Row>(query));
    return result.rows;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** One statement in a transaction of its own, which the settings end with. */
async function queryWith<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  settings: readonly string[],
  query: pg.QueryConfig,
): Promise<pg.QueryResult<Row>> {
  try {
    await client.query(['begin', ...settings.map((setting) => `set local ${setting}`)].join('; '));
    const result = await client.query<Row>(query);
    await client.query('commit');
    return result;
  } catch (error) {
    // The first error says why. A connection that cannot roll back is gone, and the pool lets go of it by itself.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

const names = new Map<string, string>();

function statement(text: string, values: unknown[], { prepare }: ReadOptions): pg.QueryConfig {
  if (!prepare) return { text, values };
  let name = names.get(text);
  if (name === undefined) names.set(text, (name = `waybill_${names.size}`));
  return { name, text, values };
}

async function transact<T>(
  pool: pg.Pool,
  { setting, value }: Sight,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query('select set_config($1, $2, true)', [setting, value]);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: unknown) => {
      broken = rollbackError as Error;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * What the partners' role has no right to is forbidden, whichever resolver asked: 42501, insufficient privilege. Of the
 * other roles the same would be a mistake of ours.
 */
function refuseBehindTheWall(error: unknown): never {
  if (error instanceof pg.DatabaseError && error.code === '42501')
    throw forbidden('a person of the creator, or a token other than a partner’s');
  throw error;
}

async function refuseWithoutWall(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ loose: boolean; owned: string | null; open: string | null }>(`
    select r.rolsuper or r.rolbypassrls as loose,
           (select string_agg(c.relname, ', ') from pg_class c where c.relowner = r.oid) as owned,
           (select string_agg(c.relname, ', ') from pg_class c
              join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'creator_id' and not a.attisdropped
             where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)) as open
      from pg_roles r where r.rolname = current_user`);
  const wall = rows[0];
  if (!wall || wall.loose)
    throw new Error(
      'The database role for requests is a superuser or bypasses row-level security; refusing to serve.',
    );
  if (wall.owned) throw new Error(`The database role for requests owns ${wall.owned}; refusing to serve.`);
  if (wall.open) throw new Error(`No row-level security on ${wall.open}; refusing to serve.`);
}
