import { useQuery } from '@apollo/client/react';
import { Paper, Text, Title } from '@mantine/core';
import { MailRuns, type MailFeed } from '@waybill/schema/notifications';
import { usePaths } from '../paths.ts';
import type { Project } from '../projects/project.ts';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import classes from './MailRunsPanel.module.css';
import { useMailChanges } from './use-mail.ts';

/** The last runs with who, when and what came of them; each has its report. Nothing before the first. */
export function MailRunsPanel({ project, feed }: { project: Project; feed: MailFeed }) {
  const paths = usePaths();
  const { data, refetch } = useQuery(MailRuns, { variables: { projectId: project.id } });
  useMailChanges(feed, () => {
    refetch().catch(() => undefined);
  });
  const runs = data?.project?.operations.nodes ?? [];
  if (runs.length === 0) return null;
  return (
    <Paper withBorder component="section" aria-labelledby="runs-title" className={classes['panel']}>
      <Title order={2} size="h3" id="runs-title" className={classes['title']}>
        Last runs
      </Title>
      <ul className={classes['list']}>
        {runs.map((run) => (
          <li key={run.id} className={classes['run']}>
            <div className={classes['words']}>
              <TextLink href={paths.operation(run.id)} size="sm" fw={550} c="inherit" underline="hover">
                {run.failure?.message ?? run.summary.sentence}
              </TextLink>
              <Text size="xs" c="dimmed">
                {run.actor.name} ·{' '}
                <time dateTime={run.createdAt} title={formatMoment(run.createdAt)}>
                  {formatAgo(run.createdAt)}
                </time>
              </Text>
            </div>
            <StatusBadge operation={run.status} />
          </li>
        ))}
      </ul>
    </Paper>
  );
}
