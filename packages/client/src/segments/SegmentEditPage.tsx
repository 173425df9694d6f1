import { useMutation } from '@apollo/client/react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { IconSnowflake } from '@tabler/icons-react';
import { SegmentUpdate, type SegmentItem } from '@waybill/schema/segments';
import { useEffect } from 'react';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { RoutePending } from '../routes/RoutePending.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useDelayed } from '../ui/useDelayed.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { ChangedNotice } from './ChangedNotice.tsx';
import { changesOf, treeOf, type Made } from './draft.ts';
import { SegmentBuilder } from './SegmentBuilder.tsx';
import { useDraft } from './use-draft.ts';
import { SegmentGone } from './SegmentGone.tsx';
import { useSegment } from './use-segment.ts';

/** Changes whom a segment holds. */
export function SegmentEditPage() {
  const { segmentId } = useParams({ from: '/signed-in/$creator/$project/segments/$segmentId/edit' });
  const project = useProject();
  const { segment, deleted, error, retry } = useSegment(project.id, segmentId);
  const waiting = useDelayed(segment === undefined && !error);
  if (segment) return <Editor key={segmentId} segment={segment} readAgain={retry} />;
  if (segment === null) return <SegmentGone deleted={deleted} />;
  if (error) return <ErrorState error={error} title="The segment could not be read" onRetry={retry} />;
  return waiting ? <RoutePending /> : null;
}

function Editor({ segment, readAgain }: { segment: SegmentItem; readAgain: () => void }) {
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();
  const errors = useUserErrors(['name']);
  const [update, { loading }] = useMutation(SegmentUpdate);
  const title = `Edit “${segment.name}”`;

  const href = paths.segmentEdit(segment.id);
  const edited = useDraft(href, segment);
  const { base, since, restart } = edited;
  const made = { name: edited.name.trim(), filter: treeOf(edited.draft) };
  const untouched = Object.keys(changesOf(base, made)).length === 0;
  const changed = segment.updatedAt !== since && !loading;

  useEffect(
    function followWhatIsNotTouched() {
      if (changed && untouched) restart(segment);
    },
    [changed, untouched, restart, segment],
  );

  const save = async (made: Made, expectedUpdatedAt: string | undefined) => {
    try {
      const input = { ...changesOf(base, made), expectedUpdatedAt };
      const { data } = await update({ variables: { id: segment.id, input } });
      const { userErrors = [], segment: saved } = data?.segmentUpdate ?? {};
      if (userErrors.some(({ field }) => field?.includes('expectedUpdatedAt'))) {
        errors.clear();
        return readAgain();
      }
      if (!errors.take(userErrors) || !saved) return;
      restart(saved);
      toastDone(`“${saved.name}” is saved.`);
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
        href={href}
        segmentId={segment.id}
        edited={edited}
        notice={(finish) =>
          changed && !untouched ? (
            <ChangedNotice
              segment={segment}
              saving={loading}
              onTake={() => restart(segment)}
              onSave={() => finish((made) => void save(made, segment.updatedAt))}
            />
          ) : null
        }
        saveLabel="Save the filter"
        saving={loading}
        errors={errors}
        onSave={(made) => void save(made, since)}
      />
    </>
  );
}
