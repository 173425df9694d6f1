import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal, Scope } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { ApiToken } from './api-token.entity.ts';
import type { Asking } from './authorise.ts';
import { requireText } from './checks.ts';
import { makeToken } from './secrets.ts';

const COLUMNS = `id, creator_id as "creatorId", name, prefix, scopes, partner_id as "partnerId", created_by as "createdBy",
  created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt", revoked_at as "revokedAt"`;

const DAY_MS = 24 * 3600 * 1000;
const MAX_DAYS = 3650;

export interface TokenRequest {
  name: string;
  scopes: Scope[];
  /** The partner whose token it is; only with the scope FULFILLMENT, which stands alone. */
  partnerId?: string | null;
  expiresInDays?: number | null;
}

/**
 * A token for scripts. The token itself is in this answer and nowhere else.
 * @param maker null when the command line makes it
 * @throws UserError BLANK, INVALID
 */
export async function createToken(
  em: EntityManager,
  creatorId: string,
  maker: Principal | null,
  input: TokenRequest,
): Promise<{ token: ApiToken; secret: string }> {
  const name = requireText(input.name, ['input', 'name'], 'what the token is for', 100);
  const scopes = [...new Set(input.scopes)];
  if (scopes.length === 0) {
    throw new UserError(UserErrorCode.BLANK, 'Choose at least one scope.', ['input', 'scopes']);
  }
  const partnerId = input.partnerId ?? null;
  if (scopes.includes('FULFILLMENT') !== (partnerId !== null) || (partnerId !== null && scopes.length > 1)) {
    throw new UserError(
      UserErrorCode.INVALID,
      'The scope FULFILLMENT belongs to the token of a partner, and stands alone: make it on the partner’s page.',
      ['input', 'scopes'],
    );
  }
  const days = input.expiresInDays ?? null;
  if (days !== null && (days < 1 || days > MAX_DAYS)) {
    throw new UserError(
      UserErrorCode.INVALID,
      `Let it expire after 1 to ${MAX_DAYS} days, or leave that empty.`,
      ['input', 'expiresInDays'],
    );
  }
  const made = makeToken();
  const token = em.create(ApiToken, {
    creatorId,
    name,
    scopes,
    partnerId,
    prefix: made.prefix,
    secretHash: made.secretHash,
    createdBy: maker?.kind === 'USER' ? maker.id : null,
    createdAt: new Date().toISOString(),
    lastUsedAt: null,
    expiresAt: days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString(),
    revokedAt: null,
  });
  await em.persist(token).flush();
  return { token, secret: made.token };
}

/** Ends a token for good; requests refuse it at once, its sockets close within a second. Revoking twice is no error. */
export async function revokeToken(em: EntityManager, id: string): Promise<ApiToken> {
  const token = await em.findOne(ApiToken, { id });
  if (!token) throw notFound('token');
  token.revokedAt ??= new Date().toISOString();
  await em.flush();
  return token;
}

export async function tokenById(asking: Asking, id: string): Promise<ApiToken | null> {
  const rows = await asking.db.read<ApiToken & Record<string, unknown>>(
    asking.principal?.creators.keys() ?? [],
    `select ${COLUMNS} from api_token where id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** A partner's tokens, newest first; revoked ones stay in the list for the record. */
export function tokensOfPartner(asking: Asking, partnerId: string): Promise<ApiToken[]> {
  return asking.db.read<ApiToken & Record<string, unknown>>(
    asking.principal?.creators.keys() ?? [],
    `select ${COLUMNS} from api_token where partner_id = $1 order by id desc limit 500`,
    [partnerId],
  );
}

/** Newest first; revoked ones stay in the list for the record. */
export function tokensOf(asking: Asking, creatorId: string): Promise<ApiToken[]> {
  return asking.db.read<ApiToken & Record<string, unknown>>(
    asking.principal?.creators.keys() ?? [],
    `select ${COLUMNS} from api_token where creator_id = $1 order by id desc limit 500`,
    [creatorId],
  );
}
