import type { EntityManager } from '@mikro-orm/postgresql';
import type { Database } from '../lib/database.ts';
import type { Principal, RoleName } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import type { Asking } from './authorise.ts';
import { requireEmail, requireText } from './checks.ts';
import { Invitation } from './invitation.entity.ts';
import { requireOwnerFor } from './member.actions.ts';
import { checkNewPassword, hashPassword } from './password.ts';
import { randomSecret, sha256 } from './secrets.ts';
import { checkPassword, createUser, type Caller } from './sign-in.actions.ts';
import type { SignInLimits } from './sign-in-limits.ts';

const COLUMNS = `id, creator_id as "creatorId", email, role, invited_by as "invitedBy", created_at as "createdAt",
  expires_at as "expiresAt"`;
const FOURTEEN_DAYS_MS = 14 * 24 * 3600 * 1000;

/**
 * An invitation and its link, which is in this answer only. An older open one for the same address stops working.
 * @throws UserError; GraphQLError FORBIDDEN when somebody else than an owner invites an owner
 */
export async function invite(
  em: EntityManager,
  publicUrl: string,
  creatorId: string,
  asker: Principal,
  input: { email: string; role: RoleName },
): Promise<Invitation> {
  requireOwnerFor(asker, creatorId, input.role);
  const email = requireEmail(input.email, ['input', 'email']);
  const secret = randomSecret();
  return em.transactional(async (tx) => {
    const [member] = await tx.execute<{ id: string }[]>(
      'select m.id from member m join app_user u on u.id = m.user_id where m.creator_id = ? and u.email = ?',
      [creatorId, email],
    );
    if (member) {
      throw new UserError(UserErrorCode.TAKEN, `${email} is a member already.`, ['input', 'email']);
    }
    await tx.nativeUpdate(
      Invitation,
      { creatorId, email, acceptedAt: null, revokedAt: null },
      { revokedAt: new Date().toISOString() },
    );
    const invitation = tx.create(Invitation, {
      creatorId,
      email,
      role: input.role,
      tokenHash: sha256(secret),
      invitedBy: asker.id,
      createdAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + FOURTEEN_DAYS_MS).toISOString(),
      acceptedAt: null,
      revokedAt: null,
    });
    await tx.persist(invitation).flush();
    invitation.url = `${publicUrl}/invitation/${secret}`;
    return invitation;
  });
}

/** Makes an open invitation's link worthless. @throws UserError NOT_FOUND */
export async function revokeInvitation(em: EntityManager, id: string): Promise<void> {
  const invitation = await em.findOne(Invitation, { id });
  if (!invitation || invitation.acceptedAt !== null) throw notFound('invitation');
  invitation.revokedAt ??= new Date().toISOString();
  await em.flush();
}

export interface OpenInvitation {
  id: string;
  creatorName: string;
  email: string;
  role: RoleName;
  needsAccount: boolean;
}

/** What a link leads to; null when it was used, revoked, has expired or never was. */
export async function findInvitation(db: Database, secret: string): Promise<OpenInvitation | null> {
  const rows = await db.call<{
    id: string;
    creator_name: string;
    email: string;
    role: RoleName;
    user_id: string | null;
  }>('select * from access_invitation($1)', [sha256(secret)]);
  const row = rows[0];
  if (!row) return null;
  return {
    id: row.id,
    creatorName: row.creator_name,
    email: row.email,
    role: row.role,
    needsAccount: row.user_id === null,
  };
}

/**
 * Joins the creator. Whose address has an account proves it with its password; otherwise the account is made.
 * @returns the user's id
 * @throws UserError EXPIRED, INVALID, BLANK; GraphQLError RATE_LIMITED
 */
export async function acceptInvitation(
  db: Database,
  limits: SignInLimits,
  input: { token: string; name?: string | null; password: string },
  caller: Caller,
): Promise<string> {
  const invitation = await findInvitation(db, input.token);
  if (!invitation) throw expired();
  let userId: string | null = null;
  let newcomer: { name: string; passwordHash: string } | null = null;
  if (invitation.needsAccount) {
    const name = requireText(input.name ?? '', ['input', 'name'], 'your name', 200);
    checkNewPassword(input.password, ['input', 'password'], invitation.email);
    await limits.spendNetwork(caller.ip);
    newcomer = { name, passwordHash: await hashPassword(input.password) };
  } else {
    userId = await checkPassword(db, limits, invitation.email, input.password, caller);
    if (userId === null) {
      throw new UserError(
        UserErrorCode.INVALID,
        `${invitation.email} has an account, and this is not its password. Enter the one you sign in with.`,
        ['input', 'password'],
      );
    }
  }
  return db.write([], async (client) => {
    const id =
      userId ??
      (newcomer && (await createUser(client, invitation.email, newcomer.name, newcomer.passwordHash)));
    const { rows } = await client.query<{ accepted: boolean }>(
      'select access_invitation_accept($1, $2) as accepted',
      [sha256(input.token), id],
    );
    if (!id || !rows[0]?.accepted) throw expired();
    return id;
  });
}

function expired(): UserError {
  return new UserError(
    UserErrorCode.EXPIRED,
    'This invitation was used, taken back or has expired. Ask for a new one.',
    ['input', 'token'],
  );
}

/** The open ones, newest first. */
export function invitationsOf(asking: Asking, creatorId: string): Promise<Invitation[]> {
  return asking.db.read<Invitation & Record<string, unknown>>(
    asking.principal?.creators.keys() ?? [],
    `select ${COLUMNS} from invitation
     where creator_id = $1 and accepted_at is null and revoked_at is null and expires_at > now()
     order by id desc limit 500`,
    [creatorId],
  );
}
