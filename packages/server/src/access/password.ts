import { hash, verify } from '@node-rs/argon2';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { COMMON_PASSWORDS } from './common-passwords.data.ts';

/** OWASP's minimum for argon2id, which are also the package's defaults; written out so that an update cannot move them. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes a thread of libuv's pool (four by default) and 19 MiB; more at once would starve file and DNS work. */
const AT_ONCE = 4;
const MIN_LENGTH = 8;
/** A megabyte of password is an attack on the hash; a passphrase is shorter. */
const MAX_LENGTH = 1_000;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The place is handed over, so that nobody slips in between.
    if (next) next();
    else running -= 1;
  }
}

/** argon2id in PHC form; never truncated. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, COST));
}

/** A hash of nothing anybody can type: checked when the account is unknown, so that the answer takes as long. */
const nobody = hash(crypto.randomUUID(), COST);

/** @param passwordHash undefined for an unknown account: takes the same time and is false */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  if (password.length > MAX_LENGTH) return false;
  const against = passwordHash ?? (await nobody);
  const matches = await inTurn(() => verify(against, password));
  return matches && passwordHash !== undefined;
}

/** @throws UserError that says what to change */
export function checkNewPassword(password: string, field: string[], email: string): void {
  if (password.length === 0) throw new UserError(UserErrorCode.BLANK, 'Choose a password.', field);
  if (password.length < MIN_LENGTH) {
    throw new UserError(
      UserErrorCode.INVALID,
      `Choose a password of at least ${MIN_LENGTH} characters.`,
      field,
    );
  }
  if (password.length > MAX_LENGTH) {
    throw new UserError(
      UserErrorCode.INVALID,
      `Choose a password of at most ${MAX_LENGTH} characters.`,
      field,
    );
  }
  const folded = password.toLowerCase();
  if (COMMON_PASSWORDS.has(folded) || new Set(folded).size < 3 || folded === email.toLowerCase()) {
    throw new UserError(
      UserErrorCode.INVALID,
      'That password is among the first that anybody would try. Choose another; three random words do well.',
      field,
    );
  }
}
