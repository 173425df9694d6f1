import { skipToken, useSubscription } from '@apollo/client/react';

const own = { queryDeduplication: false };

/**
 * Apollo's `useSubscription`, each with a subscription of its own. Apollo would let all that ask the same share one
 * and not repeat the last value to those that come later: a panel whose code loads after the badge beside it heard
 * nothing until the next change. The server reads a change once for both, and once more for who comes later.
 */
export const useLive = ((subscription: never, options?: object | typeof skipToken) =>
  useSubscription(
    subscription,
    (options === skipToken ? skipToken : { ...options, context: own }) as never,
  )) as typeof useSubscription;

/**
 * Apollo's own: all that ask the same share one subscription. For what names changes and has no value to draw, so that
 * whoever comes later misses none, as long as they read for themselves as they begin.
 */
export { useSubscription as useLiveShared } from '@apollo/client/react';
