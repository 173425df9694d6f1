import { GraphQLError } from 'graphql';

/** Codes a caller's program may branch on; the sentence beside them is for people. */
export enum UserErrorCode {
  BLANK = 'BLANK',
  INVALID = 'INVALID',
  TAKEN = 'TAKEN',
  NOT_FOUND = 'NOT_FOUND',
  INVALID_TRANSITION = 'INVALID_TRANSITION',
  LIMIT_EXCEEDED = 'LIMIT_EXCEEDED',
  CONFLICT = 'CONFLICT',
  NOT_READY = 'NOT_READY',
  IDEMPOTENCY_MISMATCH = 'IDEMPOTENCY_MISMATCH',
  DUPLICATE_FILE = 'DUPLICATE_FILE',
  EXPIRED = 'EXPIRED',
}

/** One thing the caller can mend. Actions throw it; `payload` turns it into the answer's `userErrors`. */
export class UserError extends Error {
  constructor(
    readonly code: UserErrorCode,
    message: string,
    readonly field: string[] | null = null,
  ) {
    super(message);
    this.name = 'UserError';
  }
}

/** Several at once: a form shows them all, not the first. */
export class UserErrors extends Error {
  constructor(readonly errors: UserError[]) {
    super(errors.map((error) => error.message).join(' '));
    this.name = 'UserErrors';
  }
}

/** What a missing thing and another creator's thing are both answered with, in the same words. */
export function notFound(thing: string): UserError {
  return new UserError(UserErrorCode.NOT_FOUND, `There is no such ${thing}, or it is not yours to see.`);
}

/** Refusals are top-level errors with a code, not data: there is nothing in the input to mend. */
export function unauthenticated(): GraphQLError {
  return new GraphQLError('Sign in, or send a token in the Authorization header.', {
    extensions: { code: 'UNAUTHENTICATED' },
  });
}

/** @param needs what would be enough, e.g. "the scope SHIPMENTS_WRITE" or "the role MANAGER". */
export function forbidden(needs: string): GraphQLError {
  return new GraphQLError(`This needs ${needs}.`, { extensions: { code: 'FORBIDDEN' } });
}

/** What of a `UserError` goes out. graphql takes an Error in an answer for one that was thrown, wherever it stands. */
export type UserErrorData = Pick<UserError, 'code' | 'field' | 'message'>;

function dataOf({ code, field, message }: UserError): UserErrorData {
  return { code, field, message };
}

type Empty<T> = { [K in keyof T]: T[K] | null };

/**
 * Runs an action for a mutation. Expected failures become `userErrors` beside null fields; everything else
 * is thrown on, to be masked and logged.
 *
 * @param empty the payload's fields when nothing came of it
 */
export async function payload<T extends object>(
  empty: Empty<T>,
  action: () => Promise<T>,
): Promise<Empty<T> & { userErrors: UserErrorData[] }> {
  try {
    return { ...(await action()), userErrors: [] };
  } catch (error) {
    if (error instanceof UserError) return { ...empty, userErrors: [dataOf(error)] };
    if (error instanceof UserErrors) return { ...empty, userErrors: error.errors.map(dataOf) };
    throw error;
  }
}
