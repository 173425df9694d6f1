import { skipToken, useQuery } from '@apollo/client/react';
import { useDebouncedValue } from '@mantine/hooks';
import { DigitalRewardsCheck, type DigitalRewardsCheckInput } from '@waybill/schema/digital-rewards';
import { useRef } from 'react';

/** Codes rest this long before they are checked. */
const pause = 300;

export interface LiveCheck {
  /** Null until the first is known. */
  check: DigitalRewardsCheck | null;
  /** It is of what was there before: what is there now is being checked. */
  stale: boolean;
  error: Error | undefined;
}

/** Whether codes and recipients match, while both are being written. Codes never get into the cache. */
export function useRewardsCheck(projectId: string, input: DigitalRewardsCheckInput | null): LiveCheck {
  const text = input && JSON.stringify(input);
  const [rested] = useDebouncedValue(text, pause);
  const { data, loading, error } = useQuery(
    DigitalRewardsCheck,
    rested === null
      ? skipToken
      : {
          variables: { projectId, input: JSON.parse(rested) as DigitalRewardsCheckInput },
          fetchPolicy: 'no-cache',
        },
  );
  const last = useRef<DigitalRewardsCheck | null>(null);
  if (text === null) last.current = null;
  else if (data?.digitalRewardsCheck) last.current = data.digitalRewardsCheck;
  return { check: last.current, stale: rested !== text || loading, error };
}
