import { useQuery } from '@apollo/client/react';
import { TemplateCounts } from '@waybill/schema/projects';
import { everyoneToPack } from '../projects/template-target.ts';

/**
 * How many the template lists when it is for nobody in particular, and how many of Start Shipping it leaves out;
 * undefined until it is known.
 */
export function useTemplateCounts(projectId: string) {
  const { data } = useQuery(TemplateCounts, {
    variables: {
      projectId,
      listed: everyoneToPack.filter,
      held: { bucket: ['START_SHIPPING'], onHold: true },
      digital: { bucket: ['START_SHIPPING'], onHold: false, digitalOnly: true },
    },
    fetchPolicy: 'cache-and-network',
  });
  const counts = data?.project;
  if (!counts) return undefined;
  return {
    listed: counts.listed.totalCount,
    held: counts.held.totalCount,
    digital: counts.digital.totalCount,
  };
}
