import { useMutation } from '@apollo/client/react';
import {
  ProjectSegments,
  SegmentDelete,
  SegmentFreeze,
  SegmentRefresh,
  SegmentThaw,
  type SegmentItem,
} from '@waybill/schema/segments';
import { formatCount } from '../ui/format.ts';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';

interface Answer {
  segment: SegmentItem | null;
  userErrors: readonly { message: string }[];
}

/** What can be done to a segment without a form. Refusals are shown as toasts; true when it was done. */
export function useSegmentActions() {
  const [freeze] = useMutation(SegmentFreeze);
  const [thaw] = useMutation(SegmentThaw);
  const [refresh] = useMutation(SegmentRefresh);
  const [remove, removing] = useMutation(SegmentDelete, { refetchQueries: [ProjectSegments] });

  async function tell(
    failed: string,
    done: (segment: SegmentItem) => string,
    send: () => Promise<Answer | undefined>,
  ): Promise<boolean> {
    try {
      const answer = await send();
      if (!toastUserErrors(answer?.userErrors, failed)) return false;
      if (answer?.segment) toastDone(done(answer.segment));
      return true;
    } catch (error) {
      toastFailed(error, failed);
      return false;
    }
  }

  return {
    freeze: ({ id }: SegmentItem) =>
      tell(
        'Not frozen',
        ({ name, backerCount }) =>
          `“${name}” keeps ${formatCount(backerCount, 'backer')}, whatever happens from now on.`,
        async () => (await freeze({ variables: { id } })).data?.segmentFreeze,
      ),
    thaw: ({ id }: SegmentItem) =>
      tell(
        'Still frozen',
        ({ name }) => `“${name}” follows its filter again.`,
        async () => (await thaw({ variables: { id } })).data?.segmentThaw,
      ),
    refresh: ({ id }: SegmentItem) =>
      tell(
        'Not refreshed',
        ({ name, backerCount }) => `“${name}” holds ${formatCount(backerCount, 'backer')} now.`,
        async () => (await refresh({ variables: { id } })).data?.segmentRefresh,
      ),
    remove: async ({ id, name }: SegmentItem): Promise<boolean> => {
      const failed = 'Not deleted';
      try {
        const { data } = await remove({ variables: { id } });
        if (!toastUserErrors(data?.segmentDelete.userErrors, failed)) return false;
        toastDone(`“${name}” is deleted. Its backers stay as they are.`);
        return true;
      } catch (error) {
        toastFailed(error, failed);
        return false;
      }
    },
    removing: removing.loading,
  };
}
