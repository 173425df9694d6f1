import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown, IconPackages, IconPlus } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useViewer } from '../access/viewer.ts';
import { paths } from '../paths.ts';
import { mayManage } from '../projects/project.ts';
import { sizes, tone } from '../theme.ts';
import { projectStatusLooks } from '../ui/status.ts';
import classes from './ProjectSwitcher.module.css';

/** Names the open project and leads to the others. */
export function ProjectSwitcher() {
  const viewer = useViewer();
  const navigate = useNavigate();
  const { creator: creatorSlug, project: projectSlug } = useParams({ strict: false });
  if (!viewer) return null;
  const open = viewer.creators
    .find((creator) => creator.slug === creatorSlug)
    ?.projects.find((project) => project.slug === projectSlug);

  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <UnstyledButton
          className={classes['target']}
          aria-label={`${open?.title ?? 'All projects'}: choose a project`}
        >
          <span className={classes['title']}>{open?.title ?? 'All projects'}</span>
          <IconChevronDown size={sizes.icon.small} stroke={2} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {viewer.creators.map((creator) => (
          <div key={creator.id}>
            <Menu.Label>{creator.name}</Menu.Label>
            {creator.projects.map((project) => {
              const look = projectStatusLooks[project.status];
              const Sign = look.icon;
              return (
                <Menu.Item
                  key={project.id}
                  leftSection={
                    <Sign
                      size={sizes.icon.medium}
                      stroke={sizes.iconStroke}
                      color={tone(look.tone)}
                      aria-label={look.word}
                    />
                  }
                  rightSection={
                    project === open ? <IconCheck size={sizes.icon.medium} aria-label="Open now" /> : null
                  }
                  onClick={() => void navigate({ to: paths.project(creator.slug, project.slug).dashboard() })}
                >
                  {project.title}
                </Menu.Item>
              );
            })}
          </div>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconPackages size={sizes.icon.medium} stroke={sizes.iconStroke} />}
          onClick={() => void navigate({ to: '/' })}
        >
          All projects
        </Menu.Item>
        {viewer.creators.some((creator) => mayManage(creator.role)) ? (
          <Menu.Item
            leftSection={<IconPlus size={sizes.icon.medium} stroke={sizes.iconStroke} />}
            onClick={() => void navigate({ to: '/', search: { create: 'project' } })}
          >
            New project
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
