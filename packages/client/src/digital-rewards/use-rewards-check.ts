import { useApolloClient } from '@apollo/client/react';
import { useDebouncedValue } from '@mantine/hooks';
import { DigitalRewardsCheck, type DigitalRewardsCheckInput } from '@waybill/schema/digital-rewards';
import { useEffect, useState } from 'react';

/** Codes rest this long before they are checked. */
const pause = 300;

export interface LiveCheck {
  /** Null until the first is known. */
  check: DigitalRewardsCheck | null;
  /** It is of what was there before: what is there now is being checked. */
  stale: boolean;
  error: unknown;
}

/** An answer and the question it is to. */
interface Answer {
  of: string;
  check: DigitalRewardsCheck | null;
  error: unknown;
}

/**
 * Whether codes and recipients match, while both are being written. Asked once for each text and past the cache, where
 * codes have no place; a query hook would ask again whenever the page reads itself anew.
 */
export function useRewardsCheck(projectId: string, input: DigitalRewardsCheckInput | null): LiveCheck {
  const client = useApolloClient();
  const text = input && JSON.stringify(input);
  const [rested] = useDebouncedValue(text, pause);
  const [answer, setAnswer] = useState<Answer | null>(null);

  useEffect(
    function ask() {
      if (rested === null) return undefined;
      let current = true;
      const take = (check: DigitalRewardsCheck | null, error: unknown) => {
        if (current) setAnswer((before) => ({ of: rested, check: check ?? before?.check ?? null, error }));
      };
      client
        .query({
          query: DigitalRewardsCheck,
          variables: { projectId, input: JSON.parse(rested) as DigitalRewardsCheckInput },
          fetchPolicy: 'no-cache',
        })
        .then(({ data }) => take(data?.digitalRewardsCheck ?? null, null))
        .catch((error: unknown) => take(null, error));
      return () => {
        current = false;
      };
    },
    [client, projectId, rested],
  );

  if (text === null) return { check: null, stale: false, error: null };
  const known = answer?.of === text;
  return { check: answer?.check ?? null, stale: !known, error: known ? answer.error : null };
}
