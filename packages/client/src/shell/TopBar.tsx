import { ActionIcon, Group, UnstyledButton } from '@mantine/core';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { sizes } from '../theme.ts';
import { paths } from '../paths.ts';
import { Keys } from '../ui/Keys.tsx';
import { LiveDot } from '../ui/LiveDot.tsx';
import { Logo } from '../ui/Logo.tsx';
import { ProjectSwitcher } from './ProjectSwitcher.tsx';
import { SchemeToggle } from './SchemeToggle.tsx';
import { UserMenu } from './UserMenu.tsx';
import classes from './TopBar.module.css';

interface TopBarProps {
  onMenu: () => void;
  onJump: () => void;
  onKeys: () => void;
}

/** The bar on top: where one is, the jump box, whether it is live, and who one is. */
export function TopBar({ onMenu, onJump, onKeys }: TopBarProps) {
  const { project } = useParams({ strict: false });
  return (
    <div className={classes['root']}>
      <Group gap="xs" wrap="nowrap" className={classes['start']}>
        <ActionIcon hiddenFrom="sm" aria-label="Open the menu" onClick={onMenu}>
          <IconMenu2 size={sizes.icon.large} stroke={sizes.iconStroke} />
        </ActionIcon>
        <Link to={paths.projects()} className={classes['logo']} aria-label="Waybill, all projects">
          <Logo />
        </Link>
        <ProjectSwitcher />
      </Group>
      <UnstyledButton className={classes['jump']} onClick={onJump}>
        <IconSearch size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />
        <span className={classes['jumpWord']}>
          {project ? 'Search backers, jump to…' : 'Jump to…'}
          <span className="wb-sr-only"> a backer, a page or an action</span>
        </span>
        <span className={classes['jumpKeys']} aria-hidden>
          <Keys of="mod K" />
        </span>
      </UnstyledButton>
      <Group gap={4} wrap="nowrap">
        <LiveDot />
        <SchemeToggle />
        <UserMenu onKeys={onKeys} />
      </Group>
    </div>
  );
}
