import pg from 'pg';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode, UserErrors } from '../lib/user-error.ts';
import { creatorSlugOf, requireEmail, requireText } from './checks.ts';
import { checkNewPassword, hashPassword, passwordMatches } from './password.ts';
import { randomSecret, sha256 } from './secrets.ts';
import type { SignInLimits } from './sign-in-limits.ts';

/** Where a try to sign in comes from. */
export interface Caller {
  ip: string;
  userAgent: string | undefined;
}

interface SignUp {
  email: string;
  password: string;
  name: string;
  creatorName: string;
}

/**
 * An account and the creator it owns.
 * @returns their ids
 * @throws UserError TAKEN, BLANK, INVALID
 */
export async function signUp(db: Database, input: SignUp): Promise<{ userId: string; creatorId: string }> {
  const { email, name, creatorName } = checkAll({
    email: () => requireEmail(input.email, ['input', 'email']),
    name: () => requireText(input.name, ['input', 'name'], 'your name', 200),
    creatorName: () =>
      requireText(input.creatorName, ['input', 'creatorName'], 'the name you create under', 200),
    password: () => checkNewPassword(input.password, ['input', 'password'], input.email),
  });
  const passwordHash = await hashPassword(input.password);
  return db.write([], async (client) => {
    const userId = await createUser(client, email, name, passwordHash);
    const { rows } = await client.query<{ id: string }>('select access_creator_create($1, $2, $3) as id', [
      userId,
      creatorName,
      creatorSlugOf(creatorName),
    ]);
    return { userId, creatorId: rows[0]?.id ?? '' };
  });
}

/** @throws UserError TAKEN when the address has an account */
export async function createUser(
  client: pg.ClientBase,
  email: string,
  name: string,
  passwordHash: string,
): Promise<string> {
  try {
    const { rows } = await client.query<{ id: string }>('select access_user_create($1, $2, $3) as id', [
      email,
      name,
      passwordHash,
    ]);
    return rows[0]?.id ?? '';
  } catch (error) {
    const UNIQUE_VIOLATION = '23505';
    if (error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION) {
      throw new UserError(UserErrorCode.TAKEN, 'This address has an account. Sign in with it instead.', [
        'input',
        'email',
      ]);
    }
    throw error;
  }
}

/**
 * @returns the user's id
 * @throws UserError in the same words, after the same time, whether account or password is wrong
 * @throws GraphQLError RATE_LIMITED
 */
export async function signIn(
  db: Database,
  limits: SignInLimits,
  input: { email: string; password: string },
  caller: Caller,
): Promise<string> {
  const email = input.email.trim().toLowerCase();
  const userId = await checkPassword(db, limits, email, input.password, caller);
  if (userId === null) {
    throw new UserError(UserErrorCode.INVALID, 'Email and password do not belong together. Check both.', [
      'input',
      'password',
    ]);
  }
  return userId;
}

/** @returns the user's id, or null; @throws GraphQLError RATE_LIMITED */
export async function checkPassword(
  db: Database,
  limits: SignInLimits,
  email: string,
  password: string,
  caller: Caller,
): Promise<string | null> {
  await limits.spend(email, caller.ip);
  const rows = await db.call<{ user_id: string; password_hash: string }>(
    'select * from access_credentials($1)',
    [email],
  );
  const account = rows[0];
  if (!(await passwordMatches(account?.password_hash, password)) || !account) return null;
  await limits.forgive(email, caller.ip);
  return account.user_id;
}

/**
 * Begins a session and ends the one the browser came with, so that a planted cookie is worth nothing afterwards.
 * @returns the cookie's value
 */
export async function openSession(
  db: Database,
  userId: string,
  caller: Caller,
  formerSession: string | undefined,
): Promise<string> {
  const secret = randomSecret();
  await db.write([], async (client) => {
    if (formerSession) await client.query('select access_session_close($1)', [sha256(formerSession)]);
    await client.query('select access_session_open($1, $2, $3)', [
      userId,
      sha256(secret),
      caller.userAgent ?? null,
    ]);
  });
  return secret;
}

/** @returns whether there was a session to end; its sockets close within a second */
export async function closeSession(db: Database, session: string): Promise<boolean> {
  const rows = await db.call<{ closed: boolean }>('select access_session_close($1) as closed', [
    sha256(session),
  ]);
  return rows[0]?.closed ?? false;
}

/** Runs every check, so that a form shows all that is wrong at once. @throws UserErrors */
function checkAll<Checks extends Record<string, () => unknown>>(
  checks: Checks,
): { [Name in keyof Checks]: ReturnType<Checks[Name]> } {
  const errors: UserError[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, check] of Object.entries(checks)) {
    try {
      values[name] = check();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new UserErrors(errors);
  return values as { [Name in keyof Checks]: ReturnType<Checks[Name]> };
}
