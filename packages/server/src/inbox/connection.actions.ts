import type { PoolClient } from 'pg';
import type { Owned } from '../access/authorise.ts';
import { requireText } from '../access/checks.ts';
import { randomSecret, sha256 } from '../access/secrets.ts';
import type { Database } from '../lib/database.ts';
import type { Secret } from '../lib/secret.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { forgetConnections } from './connection-memory.ts';
import { isKnownAddress } from './known-hosts.ts';
import { ADDRESS_SEAL, API_KEY_SEAL, SECRET_SEAL } from './seals.ts';
import { CONNECTION_COLUMNS, type VendorConnection } from './vendor-connection.type.ts';
import type { ConnectionOptions, VendorName } from './vendors/vendor.ts';
import { vendors } from './vendors/vendors.ts';

/** What this instance has to know about itself to make and show connections. */
export interface ConnectionDeps {
  secret: Secret;
  config: { publicUrl: string; vendorOrigins: readonly string[] };
}

export interface ConnectionWish {
  vendor: VendorName;
  name: string;
  /** What the vendor signs with. */
  secret?: string | null;
  /** What the vendor is asked with, where its deliveries only point to something. */
  apiKey?: string | null;
  options?: ConnectionOptions;
}

export interface ConnectionChange {
  name?: string | null;
  /** Empty takes it away, where the vendor can do without. */
  secret?: string | null;
  apiKey?: string | null;
  keySetUrl?: string | null;
}

const LONGEST_NAME = 120;
const LONGEST_SECRET = 1000;
const MOST_CONNECTIONS = 100;

/**
 * A connection with an address of its own, which nobody can guess.
 *
 * @param client a transaction that sees the creator
 * @param by who makes it, for the record
 * @throws UserError BLANK, INVALID, LIMIT_EXCEEDED
 */
export async function createConnection(
  client: PoolClient,
  deps: ConnectionDeps,
  creatorId: string,
  wish: ConnectionWish,
  by: string,
): Promise<{ id: string; url: string }> {
  const name = requireText(wish.name, ['input', 'name'], 'a name', LONGEST_NAME);
  const secret = secretOf(wish.vendor, wish.secret);
  const apiKey = apiKeyOf(wish.vendor, wish.apiKey);
  const options = optionsOf(deps, wish.vendor, wish.options ?? {});
  const living = await client.query<{ n: number }>(
    'select count(*)::int as n from vendor_connection where creator_id = $1 and disabled_at is null',
    [creatorId],
  );
  if ((living.rows[0]?.n ?? 0) >= MOST_CONNECTIONS)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `There are ${MOST_CONNECTIONS} connections; disable one that nothing comes through any more.`,
    );
  const key = randomSecret();
  const { rows } = await client.query<{ id: string }>(
    `insert into vendor_connection (creator_id, vendor, name, key_hash, key_sealed, secret_sealed, api_key_sealed, options, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      creatorId,
      wish.vendor,
      name,
      sha256(key),
      deps.secret.seal(ADDRESS_SEAL, key),
      secret && deps.secret.seal(SECRET_SEAL, secret),
      apiKey && deps.secret.seal(API_KEY_SEAL, apiKey),
      JSON.stringify(options),
      by,
    ],
  );
  return { id: rows[0]?.id ?? '', url: addressOf(deps.config.publicUrl, wish.vendor, key) };
}

/**
 * Changes what is given. Secrets are written and never read out again.
 * @throws UserError NOT_FOUND, BLANK, INVALID
 */
export async function updateConnection(
  db: Database,
  deps: ConnectionDeps,
  owned: Owned,
  change: ConnectionChange,
): Promise<void> {
  await db.write([owned.creatorId], async (client) => {
    const { rows } = await client.query<{ vendor: VendorName; options: ConnectionOptions }>(
      'select vendor, options from vendor_connection where id = $1 for update',
      [owned.id],
    );
    const [known] = rows;
    if (!known) throw notFound('connection');
    const { vendor } = known;
    const sets: string[] = [];
    const values: unknown[] = [owned.id];
    const set = (column: string, value: unknown) => sets.push(`${column} = $${values.push(value)}`);
    if (change.name != null) set('name', requireText(change.name, ['input', 'name'], 'a name', LONGEST_NAME));
    if (change.secret != null) {
      const secret = secretOf(vendor, change.secret);
      set('secret_sealed', secret && deps.secret.seal(SECRET_SEAL, secret));
    }
    if (change.apiKey != null) {
      const apiKey = apiKeyOf(vendor, change.apiKey);
      set('api_key_sealed', apiKey && deps.secret.seal(API_KEY_SEAL, apiKey));
    }
    if (change.keySetUrl != null) {
      const keySetUrl = change.keySetUrl.trim();
      set('options', JSON.stringify(optionsOf(deps, vendor, keySetUrl === '' ? {} : { keySetUrl })));
    }
    if (sets.length > 0)
      await client.query(`update vendor_connection set ${sets.join(', ')} where id = $1`, values);
  });
  forgetConnections(db);
}

/** Closes an address for good. What came through it stays in the inbox. Doing it twice is no error. */
export async function disableConnection(db: Database, owned: Owned): Promise<void> {
  await db.write([owned.creatorId], (client) =>
    client.query('update vendor_connection set disabled_at = coalesce(disabled_at, now()) where id = $1', [
      owned.id,
    ]),
  );
  forgetConnections(db);
}

/** A creator’s connections, newest first, disabled ones included. */
export function connectionsOf(db: Database, creatorId: string): Promise<VendorConnection[]> {
  return db.read<VendorConnection & Record<string, unknown>>(
    [creatorId],
    `select ${CONNECTION_COLUMNS} from vendor_connection c where c.creator_id = $1
     order by c.disabled_at is not null, c.id desc limit 500`,
    [creatorId],
    { prepare: true },
  );
}

/** @throws UserError NOT_FOUND */
export async function connectionOf(db: Database, { id, creatorId }: Owned): Promise<VendorConnection> {
  const rows = await db.read<VendorConnection & Record<string, unknown>>(
    [creatorId],
    `select ${CONNECTION_COLUMNS} from vendor_connection c where c.id = $1`,
    [id],
    { prepare: true },
  );
  if (!rows[0]) throw notFound('connection');
  return rows[0];
}

/** Where a vendor sends to. */
export function addressOf(publicUrl: string, vendor: VendorName, key: string): string {
  return `${publicUrl}/hooks/${vendors[vendor].path}/${key}`;
}

function secretOf(vendor: VendorName, given: string | null | undefined): string | null {
  const field = ['input', 'secret'];
  const secret = (given ?? '').trim();
  const { title, secret: need } = vendors[vendor];
  if (secret === '') {
    if (need === 'required')
      throw new UserError(
        UserErrorCode.BLANK,
        `Enter the secret that ${title} signs with; without it anybody could send in its name.`,
        field,
      );
    return null;
  }
  if (need === 'none')
    throw new UserError(UserErrorCode.INVALID, `${title} signs with no secret that you could enter.`, field);
  if (secret.length > LONGEST_SECRET)
    throw new UserError(UserErrorCode.INVALID, `A secret has at most ${LONGEST_SECRET} characters.`, field);
  if (vendor === 'SHIPBOB' && Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length < 16)
    throw new UserError(
      UserErrorCode.INVALID,
      'This is no signing secret of ShipBob: those begin with whsec_ and are longer.',
      field,
    );
  return secret;
}

function apiKeyOf(vendor: VendorName, given: string | null | undefined): string | null {
  const field = ['input', 'apiKey'];
  const key = (given ?? '').trim();
  if (vendor === 'SHIPBOB') {
    if (key.length > LONGEST_SECRET || /[^\x21-\x7e]/.test(key))
      throw new UserError(
        UserErrorCode.INVALID,
        'This is no token of ShipBob: those are one word of letters, digits and signs.',
        field,
      );
    return key === '' ? null : key;
  }
  if (vendor !== 'SHIPSTATION_V1') {
    if (key === '') return null;
    throw new UserError(UserErrorCode.INVALID, `${vendors[vendor].title} needs no API key here.`, field);
  }
  if (key === '')
    throw new UserError(
      UserErrorCode.BLANK,
      'Enter API key and secret as key:secret. ShipStation v1 only says where to look, and looking takes them.',
      field,
    );
  if (key.length > LONGEST_SECRET || !/^[\x21-\x39\x3b-\x7e]+:[\x21-\x7e]+$/.test(key))
    throw new UserError(UserErrorCode.INVALID, 'Write API key and secret with a colon between them.', field);
  return key;
}

function optionsOf(
  { config }: ConnectionDeps,
  vendor: VendorName,
  { keySetUrl }: ConnectionOptions,
): ConnectionOptions {
  if (keySetUrl === undefined) return {};
  if (vendor === 'SHIPSTATION_V2' && isKnownAddress(vendor, keySetUrl, config.vendorOrigins))
    return { keySetUrl };
  throw new UserError(
    UserErrorCode.INVALID,
    'Keys are fetched from api.shipengine.com and api.shipstation.com only.',
    ['input', 'keySetUrl'],
  );
}
