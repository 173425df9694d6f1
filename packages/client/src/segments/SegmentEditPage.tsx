import { useMutation } from '@apollo/client/react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { IconSnowflake } from '@tabler/icons-react';
import type { FilterTree } from '@waybill/schema/filter-tree';
import { SegmentUpdate, type SegmentItem } from '@waybill/schema/segments';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { RouteNotFound } from '../routes/RouteNotFound.tsx';
import { RoutePending } from '../routes/RoutePending.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useDelayed } from '../ui/useDelayed.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { SegmentBuilder } from './SegmentBuilder.tsx';
import { useSegment } from './use-segment.ts';

/** Changes whom a segment holds. */
export function SegmentEditPage() {
  const { segmentId } = useParams({ from: '/signed-in/$creator/$project/segments/$segmentId/edit' });
  const project = useProject();
  const { segment, error, retry } = useSegment(project.id, segmentId);
  const waiting = useDelayed(segment === undefined && !error);
  if (segment) return <Editor key={segmentId} segment={segment} />;
  if (segment === null) return <RouteNotFound />;
  if (error) return <ErrorState error={error} title="The segment could not be read" onRetry={retry} />;
  return waiting ? <RoutePending /> : null;
}

function Editor({ segment }: { segment: SegmentItem }) {
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();
  const errors = useUserErrors(['name']);
  const [update, { loading }] = useMutation(SegmentUpdate);
  const title = `Edit “${segment.name}”`;

  const save = async (input: { name: string; filter: FilterTree }) => {
    try {
      const { data } = await update({ variables: { id: segment.id, input } });
      if (!errors.take(data?.segmentUpdate.userErrors)) return;
      toastDone(`“${input.name}” is saved.`);
      await navigate({ to: paths.segment(segment.id) });
    } catch (error) {
      errors.fail(error);
    }
  };

  if (segment.kind === 'SNAPSHOT') {
    return (
      <>
        <PageHeader title={title} />
        <EmptyState
          icon={IconSnowflake}
          title="A snapshot keeps its list"
          description="Its filter does not decide now. Thaw the segment to edit the filter, or make a new one."
          action={<LinkButton href={paths.segment(segment.id)}>Open the segment</LinkButton>}
        />
      </>
    );
  }
  return (
    <>
      <PageHeader title={title} documentTitle={`${title} · ${project.title}`} />
      <SegmentBuilder
        project={project}
        href={paths.segmentEdit(segment.id)}
        segmentId={segment.id}
        stored={segment.filter}
        storedName={segment.name}
        saveLabel="Save the filter"
        saving={loading}
        errors={errors}
        onSave={(made) => void save(made)}
      />
    </>
  );
}
