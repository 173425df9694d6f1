import { CombinedGraphQLErrors, ServerError } from '@apollo/client';

/** An error as a person reads it: what is wrong, how to mend it, and an id to copy where the server gave one. */
export interface ReadableError {
  title: string;
  detail: string;
  id?: string;
}

/** Makes any thrown value readable. */
export function readableError(error: unknown): ReadableError {
  if (CombinedGraphQLErrors.is(error)) {
    const first = error.errors[0];
    const id = first?.extensions?.['requestId'];
    return {
      title: 'Waybill could not do this',
      detail: first?.message ?? error.message,
      ...(typeof id === 'string' ? { id } : {}),
    };
  }
  if (ServerError.is(error)) {
    const id = error.response.headers.get('x-request-id');
    return {
      title: 'Waybill could not answer',
      detail: `The server answered ${error.statusCode}. Nothing was changed by this page; try again in a moment.`,
      ...(id ? { id } : {}),
    };
  }
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) {
    return {
      title: 'Waybill does not answer',
      detail:
        'The server cannot be reached. Check that it runs and that this device is online; the page goes on by itself once it is back.',
    };
  }
  return {
    title: 'This page stumbled',
    detail: error instanceof Error ? error.message : String(error),
  };
}
