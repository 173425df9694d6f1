import { Button, Code, CopyButton, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react';
import { sizes } from '../theme.ts';
import { readableError } from './errors.ts';

interface ErrorStateProps {
  error: unknown;
  /** What was being done, as the head: "The backers could not be read". */
  title?: string;
  onRetry?: () => void;
  /** 1 where it is the whole page and there is no other heading. */
  order?: 1 | 2;
  compact?: boolean;
}

/** Something failed: what, where, how to mend it, and the id to copy. */
export function ErrorState({ error, title, onRetry, order = 2, compact }: ErrorStateProps) {
  const readable = readableError(error);
  return (
    <Stack role="alert" align="center" gap="sm" py={compact ? 'lg' : 64} px="md" ta="center">
      <ThemeIcon variant="light" color="red" size={sizes.icon.hero + 16} radius="xl" aria-hidden>
        <IconAlertTriangle size={sizes.icon.large + 4} stroke={sizes.iconStroke} />
      </ThemeIcon>
      <Title order={order} size="h3">
        {title ?? readable.title}
      </Title>
      <Text c="dimmed" size="sm" maw={480}>
        {readable.detail}
      </Text>
      {readable.id ? (
        <Group gap="xs">
          <Code>{readable.id}</Code>
          <CopyButton value={readable.id}>
            {({ copied, copy }) => (
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={copy}
                leftSection={
                  copied ? <IconCheck size={sizes.icon.small} /> : <IconCopy size={sizes.icon.small} />
                }
              >
                {copied ? 'Copied' : 'Copy id'}
              </Button>
            )}
          </CopyButton>
        </Group>
      ) : null}
      {onRetry ? (
        <Button variant="default" onClick={onRetry} leftSection={<IconRefresh size={sizes.icon.medium} />}>
          Try again
        </Button>
      ) : null}
    </Stack>
  );
}
