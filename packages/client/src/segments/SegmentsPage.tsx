import { Group, Paper } from '@mantine/core';
import { IconClipboardText, IconFilterCog, IconPlus } from '@tabler/icons-react';
import { usePaths } from '../paths.ts';
import { mayWrite, useProject } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { SegmentRow } from './SegmentRow.tsx';
import classes from './SegmentsPage.module.css';
import { useSegments } from './use-segments.ts';

/** The named sets of backers of a project, with how many are in each now. */
export function SegmentsPage() {
  const project = useProject();
  const paths = usePaths();
  const { segments, error, retry } = useSegments(project.id);
  const waiting = useDelayed(!segments && !error);
  const writes = mayWrite(project.creator.role);
  const icon = { size: sizes.icon.medium, stroke: sizes.iconStroke, 'aria-hidden': true } as const;
  const ways = (
    <>
      <LinkButton
        variant="default"
        href={paths.segmentNew()}
        search={{ paste: 'yes' }}
        leftSection={<IconClipboardText {...icon} />}
      >
        Paste a list
      </LinkButton>
      <LinkButton href={paths.segmentNew()} leftSection={<IconPlus {...icon} />}>
        New segment
      </LinkButton>
    </>
  );

  return (
    <>
      <PageHeader
        title="Segments"
        documentTitle={`Segments · ${project.title}`}
        description="Named sets of backers: who is left in Germany, who bought the lamp, whom the packer asked about."
        actions={writes && segments?.length ? ways : null}
      />
      {error && !segments ? (
        <ErrorState error={error} title="The segments could not be read" onRetry={retry} />
      ) : null}
      {waiting ? (
        <Paper withBorder px="md">
          <SkeletonRows rows={5} height={88} />
        </Paper>
      ) : null}
      {segments?.length === 0 ? (
        <EmptyState
          icon={IconFilterCog}
          title="No segments yet"
          description={
            writes
              ? 'Put together whom to ship, hold or tell next, by conditions or from a list of numbers. A filter of the backer report can be saved as one too.'
              : 'Whoever ships can put backers together here, by conditions or from a list.'
          }
          action={writes ? <Group gap="xs">{ways}</Group> : null}
        />
      ) : null}
      {segments && segments.length > 0 ? (
        <Paper withBorder style={{ overflow: 'hidden' }}>
          <ul className={classes['list']} aria-label="Segments">
            {segments.map((segment) => (
              <SegmentRow key={segment.id} segment={segment} />
            ))}
          </ul>
        </Paper>
      ) : null}
    </>
  );
}
