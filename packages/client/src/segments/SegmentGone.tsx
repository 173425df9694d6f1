import { usePaths } from '../paths.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';

/** Where a segment was, or where an address says that one is. @param deleted it was there while the page was open */
export function SegmentGone({ deleted }: { deleted: boolean }) {
  return (
    <EmptyState
      order={1}
      title={deleted ? 'This segment was deleted' : 'There is no such segment'}
      description={
        deleted
          ? 'Somebody else has deleted it. Its backers stay as they are.'
          : 'It may have been deleted, or it belongs to a creator you are not a member of.'
      }
      action={<LinkButton href={usePaths().segments()}>Go to the segments</LinkButton>}
    />
  );
}
