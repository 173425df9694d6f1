import { Button, SimpleGrid, Stack, Title } from '@mantine/core';
import { IconPackages, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDelayed } from '../ui/useDelayed.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { SkeletonCard } from '../ui/Skeletons.tsx';
import { CreateProjectDialog } from './CreateProjectDialog.tsx';
import { mayManage } from './project.ts';
import { ProjectCard } from './ProjectCard.tsx';
import classes from './ProjectsPage.module.css';
import { useProjects } from './use-projects.ts';

/** Every project of the viewer's creators, as a card each, kept current. */
export function ProjectsPage() {
  const { create } = useSearch({ from: '/signed-in/' });
  const navigate = useNavigate();
  const { creators, live, error, retry } = useProjects();
  const loading = useDelayed(!creators && !error);
  const managed = creators?.filter((creator) => mayManage(creator.role)) ?? [];
  const openCreate = () => void navigate({ to: '/', search: { create: 'project' } });
  const newButton = (
    <Button leftSection={<IconPlus size={sizes.icon.medium} />} onClick={openCreate}>
      New project
    </Button>
  );
  const empty = creators?.every((creator) => creator.projects.length === 0) ?? false;

  return (
    <div className={classes['page']}>
      <PageHeader
        title="Projects"
        description="What is left to ship, whether it goes well, and what waits for you."
        actions={managed.length > 0 && !empty ? newButton : null}
      />
      {error && !creators ? (
        <ErrorState error={error} title="The projects could not be read" onRetry={retry} />
      ) : null}
      {loading ? (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <SkeletonCard height={224} />
          <SkeletonCard height={224} />
        </SimpleGrid>
      ) : null}
      {empty ? (
        <EmptyState
          icon={IconPackages}
          title="No project yet"
          description={
            managed.length > 0
              ? 'Make a project for your campaign, then import its backers from the file that Kickstarter, BackerKit or Gamefound gave you.'
              : 'Ask an owner or a manager to make the first one.'
          }
          action={managed.length > 0 ? newButton : null}
        />
      ) : null}
      <Stack gap="xl">
        {creators?.map((creator) =>
          creator.projects.length === 0 ? null : (
            <section key={creator.id} aria-label={creator.name}>
              {creators.length > 1 ? (
                <Title order={2} mb="sm">
                  {creator.name}
                </Title>
              ) : null}
              <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" className={classes['cards']}>
                {creator.projects.map((project) => (
                  <ProjectCard key={project.id} project={project} live={live.has(project.id)} />
                ))}
              </SimpleGrid>
            </section>
          ),
        )}
      </Stack>
      {create === 'project' && managed.length > 0 ? (
        <CreateProjectDialog
          creators={managed}
          onClose={() => void navigate({ to: '/', search: {}, replace: true })}
        />
      ) : null}
    </div>
  );
}
