import type { UserError } from '../tracking-uploads.ts';

/**
 * Everything the script client throws.
 *
 * `code` is stable: a `UserErrorCode` (what the caller can mend, all of them in `userErrors`), a code of
 * the server's refusals (`UNAUTHENTICATED`, `FORBIDDEN`, …), an upload's or operation's failure code
 * (`EMPTY_FILE`, …), `NETWORK` when no answer came, or `HTTP` with `status` when one came that is not ours.
 */
export class WaybillError extends Error {
  override readonly name = 'WaybillError';
  readonly code: string;
  readonly userErrors: readonly UserError[];
  readonly status: number | undefined;
  readonly operationId: string | undefined;

  constructor(
    message: string,
    details: {
      code: string;
      userErrors?: readonly UserError[];
      status?: number;
      operationId?: string;
      cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.code = details.code;
    this.userErrors = details.userErrors ?? [];
    this.status = details.status;
    this.operationId = details.operationId;
  }
}

/** Throws the first user error with all of them attached; does nothing when there are none. */
export function throwUserErrors(userErrors: readonly UserError[]): void {
  const [first] = userErrors;
  if (!first) return;
  const sentences = userErrors.map((error) =>
    error.field?.length ? `${error.field.join('.')}: ${error.message}` : error.message,
  );
  throw new WaybillError(sentences.join(' '), { code: first.code, userErrors });
}

/** The code and sentence inside a GraphQL error or an error body, whatever else is in it. */
export function describeBody(body: unknown): { code?: string; message?: string } {
  if (typeof body !== 'object' || body === null) return {};
  const { code, message } = body as Record<string, unknown>;
  return {
    code: typeof code === 'string' ? code : undefined,
    message: typeof message === 'string' ? message : undefined,
  };
}
