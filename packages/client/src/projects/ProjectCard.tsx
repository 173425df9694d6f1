import { Group, Paper, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconFileImport } from '@tabler/icons-react';
import type { Projects } from '@waybill/schema/projects';
import type { ResultOf } from '@waybill/schema/graphql';
import { useConnection } from '../connection.ts';
import { paths } from '../paths.ts';
import { sizes } from '../theme.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { formatAgo, formatCount, formatNumber, formatRate, formatShare } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { mayManage } from './project.ts';
import { ProjectMatters } from './ProjectMatters.tsx';
import { ProjectSubscriber } from './ProjectSubscriber.tsx';
import classes from './ProjectCard.module.css';

export type ProjectOnCard = NonNullable<
  ResultOf<typeof Projects>['viewer']
>['creators'][number]['projects'][number];

/** The evidence behind the status, in the order it can be checked: marked, seen by a carrier, delivered. */
function evidence({ progress }: ProjectOnCard): string {
  const parts = [`${formatNumber(progress.fulfilled)} marked`];
  if (progress.confirmed > 0) parts.push(`${formatNumber(progress.confirmed)} confirmed by a carrier`);
  if (progress.delivered > 0) parts.push(`${formatNumber(progress.delivered)} delivered`);
  return parts.join(' · ');
}

function pace({ progress }: ProjectOnCard): string {
  const { shippedPerMinute, estimatedCompletionAt } = progress;
  if (shippedPerMinute <= 0) return 'Nothing is moving now';
  const done = estimatedCompletionAt ? `, all done ${formatAgo(estimatedCompletionAt)}` : '';
  return `${formatRate(shippedPerMinute)} orders a minute${done}`;
}

interface ProjectCardProps {
  project: ProjectOnCard;
  /** Whether it listens to the project itself. */
  live: boolean;
}

/** One project at a glance: status with evidence, how far, how fast, and what waits for a person. */
export function ProjectCard({ project, live }: ProjectCardProps) {
  const { progress, creator } = project;
  const stale = useConnection().state === 'offline';
  const at = paths.project(creator.slug, project.slug);
  const titleId = `project-${project.id}`;

  return (
    <Paper component="article" withBorder p="lg" className={classes['root']} aria-labelledby={titleId}>
      {live ? <ProjectSubscriber projectId={project.id} /> : null}
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
        <Title order={2} id={titleId} className={classes['title']}>
          <Link to={at.dashboard()} className={classes['link']}>
            {project.title}
          </Link>
        </Title>
        <StatusBadge project={progress.status} />
      </Group>
      {progress.orders === 0 ? (
        <div className={classes['fresh']}>
          <Text size="sm" c="dimmed">
            No backers yet. Import them from your campaign’s export to begin.
          </Text>
          {mayManage(creator.role) ? (
            <LinkButton
              href={at.import()}
              variant="default"
              className={classes['above']}
              leftSection={<IconFileImport size={sizes.icon.medium} stroke={sizes.iconStroke} />}
            >
              Import backers
            </LinkButton>
          ) : null}
        </div>
      ) : (
        <>
          <Text size="sm" c="dimmed" mt={4}>
            {evidence(project)}
          </Text>
          <Group gap="xs" align="baseline" mt="lg" mb={8} className={classes['numbers']}>
            <Text component="span" size="xl" fw={650}>
              <AnimatedNumber value={progress.fulfilled} />
            </Text>
            <Text component="span" size="sm" c="dimmed">
              of {formatNumber(progress.eligibleOrders)} fulfilled · {formatShare(progress.fulfilledShare)}
            </Text>
          </Group>
          <ProgressBar
            share={progress.fulfilledShare}
            label={`Orders of ${project.title} fulfilled`}
            mark={0.5}
            stale={stale}
          />
          <Text size="sm" mt="sm">
            {progress.untilFulfilled > 0
              ? `${formatCount(progress.untilFulfilled, 'more order')} until Fulfilled`
              : 'The majority is fulfilled'}
            <Text component="span" size="sm" c="dimmed">
              {' · '}
              {pace(project)}
            </Text>
          </Text>
          <ProjectMatters project={project} />
        </>
      )}
    </Paper>
  );
}
