import { useEffect, type ReactNode } from 'react';
import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { Logo } from '../ui/Logo.tsx';
import classes from './AuthFrame.module.css';

interface AuthFrameProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Below the card: the other way in. */
  below?: ReactNode;
}

/** The page around sign-in, sign-up and invitations: one card, nothing else to look at. */
export function AuthFrame({ title, description, children, below }: AuthFrameProps) {
  useEffect(
    function nameTheTab() {
      document.title = `${title} · Waybill`;
    },
    [title],
  );
  return (
    <div className={classes['root']}>
      <header className={classes['logo']}>
        <Logo />
      </header>
      <main className={classes['main']}>
        <Paper withBorder p={{ base: 'lg', xs: 'xl' }} className={classes['card']}>
          <Stack gap="lg">
            <Stack gap={4}>
              <Title order={1}>{title}</Title>
              {description ? (
                <Text c="dimmed" size="sm">
                  {description}
                </Text>
              ) : null}
            </Stack>
            {children}
          </Stack>
        </Paper>
        {below ? (
          <Text size="sm" c="dimmed" ta="center" mt="md">
            {below}
          </Text>
        ) : null}
      </main>
    </div>
  );
}

/** A link in the words below the card. */
export function AuthLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Anchor href={href} inherit fw={550} underline="always">
      {children}
    </Anchor>
  );
}
