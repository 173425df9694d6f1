import { Anchor, Button, Paper, Stack, Text, Title } from '@mantine/core';
import { IconExternalLink, IconWorldSearch } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useQuery } from '@apollo/client/react';
import { CreatorProfile } from '@waybill/schema/public-pages';
import { useViewerAt } from '../access/viewer.ts';
import { paths } from '../paths.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import rows from '../ui/settings-rows.module.css';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { BadgeEmbed } from './BadgeEmbed.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { PublishSwitch } from './PublishSwitch.tsx';

/** What strangers see of a creator: its words, which projects, and a badge to take along. */
export function ProfilePage() {
  const { creator: slug } = useParams({ from: '/signed-in/$creator/settings/profile' });
  const { manages } = useViewerAt(slug);
  const { data, dataState, error, refetch } = useQuery(CreatorProfile, { variables: { slug } });
  const creator = dataState === 'complete' ? data.creator : undefined;
  const waiting = useDelayed(creator === undefined && !error);
  const published = creator?.projects.some((project) => project.publishedAt !== null) ?? false;

  return (
    <div className={rows['page']}>
      <PageHeader
        title="Public profile"
        description="A page that everybody can see, with the projects you publish and what their status rests on."
        actions={
          creator && published ? (
            <Button
              component="a"
              href={creator.profileUrl}
              target="_blank"
              rel="noopener"
              variant="default"
              rightSection={<IconExternalLink size={sizes.icon.medium} aria-label="(opens in a new tab)" />}
            >
              See the profile
            </Button>
          ) : null
        }
      />
      {error && !creator ? (
        <ErrorState error={error} title="The profile could not be read" onRetry={() => void refetch()} />
      ) : null}
      {waiting ? (
        <Paper withBorder px="lg">
          <SkeletonRows rows={4} height={72} />
        </Paper>
      ) : null}
      {creator ? (
        <Stack gap="xl">
          <section aria-labelledby="profile-projects">
            <Title order={2} id="profile-projects" mb="sm">
              Projects
            </Title>
            <Paper withBorder>
              {creator.projects.length === 0 ? (
                <EmptyState
                  compact
                  icon={IconWorldSearch}
                  title="No project yet"
                  description="Make one first; then decide here whether it stands on your profile."
                />
              ) : (
                <ul className={rows['list']} aria-label="Projects">
                  {creator.projects.map((project) => (
                    <li key={project.id} className={rows['row']}>
                      <div className={rows['words']}>
                        <TextLink
                          href={paths.project(creator.slug, project.slug).dashboard()}
                          size="sm"
                          fw={550}
                        >
                          {project.title}
                        </TextLink>
                        <Text size="xs" c="dimmed" mt={2}>
                          {project.publishedAt === null ? 'Only your members see it' : 'Everybody sees it'}
                        </Text>
                      </div>
                      <div className={rows['tail']}>
                        <StatusBadge project={project.status} />
                        {manages ? <PublishSwitch project={project} named /> : null}
                      </div>
                    </li>
                  ))}
                </ul>
              )}
            </Paper>
          </section>
          {manages ? <ProfileForm key={creator.id} creator={creator} /> : null}
          <section aria-labelledby="profile-badge">
            <Title order={2} id="profile-badge" mb="sm">
              Badge
            </Title>
            {published ? (
              <BadgeEmbed profileUrl={creator.profileUrl} name={creator.name} />
            ) : (
              <Text size="sm" c="dimmed">
                Publish a project, and a badge for your own site appears here. Until then{' '}
                <Anchor href={creator.profileUrl} inherit>
                  {creator.profileUrl}
                </Anchor>{' '}
                shows nothing.
              </Text>
            )}
          </section>
        </Stack>
      ) : null}
    </div>
  );
}
