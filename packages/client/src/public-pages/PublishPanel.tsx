import { Anchor, Group, Paper, Text, Title } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { paths } from '../paths.ts';
import { mayManage, type Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { TextLink } from '../ui/TextLink.tsx';
import classes from './PublishPanel.module.css';
import { PublishSwitch } from './PublishSwitch.tsx';

/** Whether strangers see this project, and where; for who may decide it. */
export function PublishPanel({ project }: { project: Project }) {
  const { creator, publishedAt } = project;
  if (!mayManage(creator.role)) return null;
  return (
    <Paper component="section" aria-labelledby="publish-title" withBorder p="lg" className={classes['root']}>
      <Title order={2} size="h3" id="publish-title" mb="xs">
        Public profile
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {publishedAt === null
          ? 'Show everybody how far this project is, with the evidence: shares, never names or counts of backers.'
          : 'Everybody can see how far this project is, and what that rests on.'}
      </Text>
      <PublishSwitch project={project} />
      <Group gap="md" mt="md">
        {publishedAt === null ? null : (
          <Anchor href={creator.profileUrl} target="_blank" rel="noopener" size="sm">
            See the profile <IconExternalLink size={sizes.icon.small} aria-label="(opens in a new tab)" />
          </Anchor>
        )}
        <TextLink href={paths.profile(creator.slug)} size="sm">
          {publishedAt === null ? 'Name, words and badge' : 'Badge and words'}
        </TextLink>
      </Group>
    </Paper>
  );
}
