import { skipToken, useQuery } from '@apollo/client/react';
import { ProjectSegments } from '@waybill/schema/segments';

export type SegmentChoices = ReturnType<typeof useSegmentChoices>;

/**
 * The segments of which one may be chosen, and why none can be.
 *
 * @param projectId undefined where nobody asks
 */
export function useSegmentChoices(projectId: string | undefined) {
  const { data, error } = useQuery(ProjectSegments, projectId ? { variables: { projectId } } : skipToken);
  const known = data?.project?.segments;
  if (known)
    return { segments: known, why: known.length === 0 ? 'This project has no segment yet.' : undefined };
  // Nothing is said of what is on its way.
  return { segments: [], why: error ? 'The segments could not be read.' : undefined };
}
