import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isDatabaseAway, isHeldUp } from '../lib/database-trouble.ts';
import { UserError, UserErrors } from '../lib/user-error.ts';
import { withoutHints } from './without-hints.ts';

/** What an answer may show of an error: sentence, code, where. Never a stack, a value or a name of ours. */
export interface ErrorFormatter {
  (error: unknown): GraphQLFormattedError;
}

/** Refusals whose sentence was written for the caller. */
const OPEN_CODES = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'SERVICE_UNAVAILABLE',
]);

/** Extensions that may go out beside the code. */
const OPEN_EXTENSIONS = ['retryAfterSeconds'] as const;

/**
 * One formatter for both transports.
 * @param report hears what was not meant for the caller, for the log; gets no personal data of ours, but may be a
 *   driver's message
 */
export function makeErrorFormatter(report: (error: unknown) => void): ErrorFormatter {
  return (error) => {
    const place = error instanceof GraphQLError ? placeOf(error) : {};
    const cause = unwrapResolverError(error);
    if (cause instanceof UserError)
      return { message: cause.message, ...place, extensions: { code: cause.code } };
    if (cause instanceof UserErrors) {
      return { message: cause.message, ...place, extensions: { code: cause.errors[0]?.code ?? 'INVALID' } };
    }
    if (isDatabaseAway(cause)) {
      return {
        message:
          'The database does not answer for the moment. Nothing was changed; try again in a few seconds.',
        ...place,
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      };
    }
    if (isHeldUp(cause)) {
      return {
        message:
          'Something else is at work on this at the moment, such as labels being bought. Nothing was changed; try again in a minute.',
        ...place,
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      };
    }
    if (cause instanceof GraphQLError || error instanceof GraphQLError) {
      const known = cause instanceof GraphQLError ? cause : (error as GraphQLError);
      const code = known.extensions.code;
      // Without a code, a cause and a place in the answer it is graphql's own: a variable of the wrong form.
      const isInput = code === undefined && known.originalError === undefined && known.path === undefined;
      if ((typeof code === 'string' && OPEN_CODES.has(code)) || isInput) {
        const extensions: Record<string, unknown> = { code: code ?? 'BAD_USER_INPUT' };
        for (const name of OPEN_EXTENSIONS)
          if (name in known.extensions) extensions[name] = known.extensions[name];
        return { message: withoutHints(known.message), ...place, extensions };
      }
    }
    report(cause);
    return {
      message: 'Something went wrong on our side. Try again; if it stays, tell us the request id.',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}

function placeOf(error: GraphQLError): Pick<GraphQLFormattedError, 'path' | 'locations'> {
  return {
    ...(error.locations && { locations: error.locations }),
    ...(error.path && { path: error.path }),
  };
}
