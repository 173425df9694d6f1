import { useQuery } from '@apollo/client/react';
import { Postage } from '@waybill/schema/postage';

/** Settings, boxes and customs data of a project. */
export function usePostage(projectId: string) {
  const { data, dataState, error, refetch } = useQuery(Postage, {
    variables: { projectId },
    fetchPolicy: 'cache-and-network',
  });
  return {
    postage: dataState === 'complete' ? (data.project ?? undefined) : undefined,
    error,
    retry: () => void refetch().catch(() => undefined),
  };
}

export type PostageState = NonNullable<ReturnType<typeof usePostage>['postage']>;

/** Whether labels can be bought: the settings are whole and there is a box. */
export function isReady({ postage, parcelPresets }: PostageState): boolean {
  return postage.missing.length === 0 && parcelPresets.length > 0;
}
