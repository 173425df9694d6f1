import { EmptyState } from '../ui/EmptyState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { paths } from '../paths.ts';

/** An address that leads nowhere, or to something of someone else: the same words for both. */
export function RouteNotFound() {
  return (
    <EmptyState
      order={1}
      title="There is nothing at this address"
      description="It may have been renamed or removed, or it belongs to a creator you are not a member of."
      action={<LinkButton href={paths.projects()}>Go to your projects</LinkButton>}
    />
  );
}
