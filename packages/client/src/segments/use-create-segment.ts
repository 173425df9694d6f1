import { useMutation } from '@apollo/client/react';
import { useNavigate } from '@tanstack/react-router';
import type { VariablesOf } from '@waybill/schema/graphql';
import { ProjectSegments, SegmentCreate } from '@waybill/schema/segments';
import { usePaths } from '../paths.ts';
import { formatCount } from '../ui/format.ts';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';

export type SegmentInput = VariablesOf<typeof SegmentCreate>['input'];

/** Makes a segment and goes to its page; what is wrong stands in `errors`. */
export function useCreateSegment(projectId: string) {
  const navigate = useNavigate();
  const paths = usePaths();
  const errors = useUserErrors(['name']);
  const [create, { loading }] = useMutation(SegmentCreate, { refetchQueries: [ProjectSegments] });

  const make = async (input: SegmentInput): Promise<void> => {
    try {
      const { data } = await create({ variables: { projectId, input } });
      const payload = data?.segmentCreate;
      if (!errors.take(payload?.userErrors) || !payload?.segment) return;
      const { id, name, backerCount } = payload.segment;
      toastDone(`“${name}” is saved with ${formatCount(backerCount, 'backer')}.`);
      await navigate({ to: paths.segment(id) });
    } catch (error) {
      errors.fail(error);
    }
  };
  return { make, making: loading, errors };
}
