import { useMutation } from '@apollo/client/react';
import {
  ExceptionContact,
  ExceptionHold,
  ExceptionReopen,
  ExceptionReship,
  ExceptionResolve,
} from '@waybill/schema/exceptions';
import { formatCount } from '../ui/format.ts';
import { toastDone } from '../ui/toasts.ts';
import type { UserErrorLike } from '../ui/useUserErrors.ts';

/** What a dialog needs of an action's errors. */
interface Errors {
  take: (errors: readonly UserErrorLike[] | null | undefined) => boolean;
  fail: (error: unknown) => void;
}

interface Answer {
  exceptions: readonly unknown[] | null;
  leftAlone: number | null;
  userErrors: readonly UserErrorLike[];
}

/** What can be done about exceptions. Each answers true when it was done, and says so. */
export function useExceptionActions(errors: Errors) {
  const [resolve, resolving] = useMutation(ExceptionResolve);
  const [contact, contacting] = useMutation(ExceptionContact);
  const [hold, holding] = useMutation(ExceptionHold);
  const [reship, reshipping] = useMutation(ExceptionReship);
  const [reopen, reopening] = useMutation(ExceptionReopen);

  async function run(
    ask: () => Promise<Answer | undefined>,
    done: (count: number) => string,
  ): Promise<boolean> {
    try {
      const answer = await ask();
      if (!errors.take(answer?.userErrors)) return false;
      const left = answer?.leftAlone ?? 0;
      toastDone(
        `${done(answer?.exceptions?.length ?? 0)}${left > 0 ? `; ${formatCount(left, 'other was', 'others were')} left alone` : ''}`,
      );
      return true;
    } catch (error) {
      errors.fail(error);
      return false;
    }
  }

  return {
    resolve: (ids: string[], note: string | null) =>
      run(
        async () => (await resolve({ variables: { input: { ids, note } } })).data?.exceptionResolve,
        (count) => `${formatCount(count, 'exception')} resolved`,
      ),
    contact: (ids: string[], note: string | null) =>
      run(
        async () => (await contact({ variables: { input: { ids, note } } })).data?.exceptionContact,
        (count) => `${formatCount(count, 'parcel waits', 'parcels wait')} for an answer`,
      ),
    hold: (ids: string[], reason: string, until: string | null) =>
      run(
        async () => (await hold({ variables: { input: { ids, reason, until } } })).data?.exceptionHold,
        (count) => `${formatCount(count, 'order')} on hold`,
      ),
    reship: (ids: string[], note: string | null) =>
      run(
        async () => (await reship({ variables: { input: { ids, note } } })).data?.exceptionReship,
        (count) => `${formatCount(count, 'order is', 'orders are')} back in Start Shipping`,
      ),
    reopen: (ids: string[]) =>
      run(
        async () => (await reopen({ variables: { ids } })).data?.exceptionReopen,
        (count) => `${formatCount(count, 'exception needs', 'exceptions need')} somebody again`,
      ),
    busy: [resolving, contacting, holding, reshipping, reopening].some(({ loading }) => loading),
  };
}
