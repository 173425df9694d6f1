import type { ReactNode } from 'react';
import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconInbox, type Icon } from '@tabler/icons-react';
import { sizes } from '../theme.ts';

interface EmptyStateProps {
  icon?: Icon;
  title: string;
  /** What to do next, in a sentence. */
  description?: ReactNode;
  /** The one button that does it. */
  action?: ReactNode;
  /** 1 where it is the whole page and there is no other heading. */
  order?: 1 | 2;
  /** Less room around it, for use inside a card. */
  compact?: boolean;
}

/** Nothing here yet: what would be here, and the one step that brings it. */
export function EmptyState({
  icon: Sign = IconInbox,
  title,
  description,
  action,
  order = 2,
  compact,
}: EmptyStateProps) {
  return (
    <Stack align="center" gap="sm" py={compact ? 'lg' : 64} px="md" ta="center">
      <ThemeIcon variant="light" color="gray" size={sizes.icon.hero + 16} radius="xl" aria-hidden>
        <Sign size={sizes.icon.large + 4} stroke={sizes.iconStroke} />
      </ThemeIcon>
      <Title order={order} size="h3">
        {title}
      </Title>
      {description ? (
        <Text c="dimmed" size="sm" maw={440} style={{ textWrap: 'balance' }}>
          {description}
        </Text>
      ) : null}
      {action}
    </Stack>
  );
}
