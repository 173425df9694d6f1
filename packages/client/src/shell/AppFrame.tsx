import { AppShell } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';

export function AppFrame() {
  return (
    <AppShell>
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
