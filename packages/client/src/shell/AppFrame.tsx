import { lazy, Suspense } from 'react';
import { AppShell, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useMatch } from '@tanstack/react-router';
import { useViewer } from '../access/viewer.ts';
import { sizes } from '../theme.ts';
import { Navigation } from './Navigation.tsx';
import { StatusSubscriber } from './StatusSubscriber.tsx';
import { TopBar } from './TopBar.tsx';
import { useShellKeys } from './use-shell-keys.ts';
import { WebhooksOffNotice } from '../webhooks/WebhooksOffNotice.tsx';
import classes from './AppFrame.module.css';

const JumpBox = lazy(() => import('./JumpBox.tsx').then((module) => ({ default: module.JumpBox })));
const KeysDialog = lazy(() => import('./KeysDialog.tsx').then((module) => ({ default: module.KeysDialog })));

/** The frame around every signed-in page: bar, navigation, main. On a phone the navigation is a drawer. */
export function AppFrame() {
  const [drawer, { open: openDrawer, close: closeDrawer }] = useDisclosure(false);
  const [jumping, { open: openJump, close: closeJump, toggle: toggleJump }] = useDisclosure(false);
  const [keysShown, { open: openKeys, close: closeKeys }] = useDisclosure(false);
  const viewer = useViewer();
  // The packing table has the screen to itself.
  const bare = Boolean(useMatch({ from: '/signed-in/$creator/$project/scan', shouldThrow: false }));
  useShellKeys({ toggleJump, openKeys });

  return (
    <AppShell
      header={{ height: sizes.barHeight }}
      navbar={{ width: sizes.navWidth, breakpoint: 'sm', collapsed: { mobile: true } }}
      padding={bare ? 0 : { base: 'md', sm: 'xl' }}
      disabled={bare}
    >
      <a href="#main" className={classes['skip']}>
        Skip to the page
      </a>
      <AppShell.Header className={classes['bar']}>
        {bare ? null : <TopBar onMenu={openDrawer} onJump={openJump} onKeys={openKeys} />}
      </AppShell.Header>
      <AppShell.Navbar visibleFrom="sm" className={classes['nav']} aria-label="Main">
        <Navigation />
      </AppShell.Navbar>
      <Drawer opened={drawer} onClose={closeDrawer} size={sizes.navWidth + 48} title="Menu" padding="sm">
        <nav aria-label="Menu">
          <Navigation onNavigate={closeDrawer} />
        </nav>
      </Drawer>
      <AppShell.Main id="main" tabIndex={-1} className={classes['main']}>
        <WebhooksOffNotice />
        <Outlet />
      </AppShell.Main>
      {viewer?.creators.map((creator) => (
        <StatusSubscriber key={creator.id} creatorId={creator.id} />
      ))}
      <Suspense>
        {jumping ? <JumpBox onClose={closeJump} onKeys={openKeys} /> : null}
        {keysShown ? <KeysDialog onClose={closeKeys} /> : null}
      </Suspense>
    </AppShell>
  );
}
