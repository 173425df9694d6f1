import type { Database } from '../lib/database.ts';
import type { Principal, RoleName, Scope } from '../lib/principal.ts';
import { readToken, sameHash, sha256 } from './secrets.ts';
import { rememberedToken, rememberToken } from './token-memory.ts';

/*
 * Sessions are rows with the hash of a random cookie, some two hundred lines in place of better-auth (1.7.25 was the
 * rival): its surface is many times what is used here and had a dozen advisories in two years, its MikroORM adapter
 * stops at version 6, and a session that is a row of ours ends in the transaction that decides it, with the NOTIFY
 * that closes its sockets. Social sign-in or passkeys would turn the choice.
 */

/** What a request or a socket brings to say who it is. */
export interface Credentials {
  /** The `Authorization` header or what a socket sent in its place. */
  authorization?: string | undefined;
  /** The value of the session cookie. */
  session?: string | undefined;
}

/**
 * Who is asking, or null for nobody. With an `Authorization` header the cookie is not looked at, whatever the header
 * is worth: a script's request must not quietly run as the person whose browser it runs in.
 */
export async function resolvePrincipal(db: Database, credentials: Credentials): Promise<Principal | null> {
  if (credentials.authorization !== undefined) {
    const bearer = /^Bearer +(\S+)$/i.exec(credentials.authorization.trim());
    return bearer?.[1] ? principalOfToken(db, bearer[1]) : null;
  }
  return credentials.session ? principalOfSession(db, sha256(credentials.session)) : null;
}

/**
 * The same principal as it is now, or null when session or token is gone: what a socket asks when it hears that
 * something about access changed.
 */
export async function refreshPrincipal(db: Database, principal: Principal): Promise<Principal | null> {
  if (principal.kind === 'USER') return principalOfSession(db, Buffer.from(principal.sessionKey, 'hex'));
  const row = await tokenRow(db, principal.sessionKey);
  return row ? tokenPrincipal(principal.sessionKey, row) : null;
}

async function principalOfSession(db: Database, idHash: Buffer): Promise<Principal | null> {
  const person = await personOfSession(db, idHash.toString('hex'));
  if (!person) return null;
  return {
    kind: 'USER',
    id: person.user_id,
    name: person.name,
    creators: new Map(person.creators.map((id, index) => [id, person.roles[index] ?? 'VIEWER'])),
    scopes: null,
    partnerId: null,
    sessionKey: idHash.toString('hex'),
  };
}

/** The person behind a session as the sign-in knows them; undefined when the session has ended. */
export async function personOfSession(
  db: Database,
  sessionKey: string,
): Promise<
  { user_id: string; email: string; name: string; creators: string[]; roles: RoleName[] } | undefined
> {
  const rows = await db.call<{
    user_id: string;
    email: string;
    name: string;
    creators: string[];
    roles: RoleName[];
  }>('select * from access_session($1)', [Buffer.from(sessionKey, 'hex')]);
  return rows[0];
}

interface TokenRow {
  id: string;
  creator_id: string;
  partner_id: string | null;
  name: string;
  secret_hash: Buffer;
  scopes: Scope[];
  stale: boolean;
}

async function tokenRow(db: Database, prefix: string): Promise<TokenRow | undefined> {
  const rows = await db.call<TokenRow & Record<string, unknown>>('select * from access_token($1)', [prefix]);
  return rows[0];
}

async function principalOfToken(db: Database, text: string): Promise<Principal | null> {
  const token = readToken(text);
  if (!token) return null;
  const hash = token.secretHash.toString('base64');
  const remembered = rememberedToken(db, hash);
  if (remembered) return remembered;
  const row = await tokenRow(db, token.prefix);
  // Compared even where there is no row, so that a known prefix does not show in the time it takes.
  const matches = sameHash(row?.secret_hash ?? sha256(''), token.secretHash);
  if (!row || !matches) return null;
  if (row.stale) await db.call('select access_token_used($1)', [row.id]);
  const principal = tokenPrincipal(token.prefix, row);
  rememberToken(db, hash, principal);
  return principal;
}

/** A token acts for one creator; its scopes decide what it may do there, so the role it is given is the least. */
function tokenPrincipal(prefix: string, row: TokenRow): Principal {
  return {
    kind: 'TOKEN',
    id: row.id,
    name: row.name,
    creators: new Map([[row.creator_id, 'VIEWER']]),
    scopes: new Set(row.scopes),
    partnerId: row.partner_id,
    sessionKey: prefix,
  };
}
