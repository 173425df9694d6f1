import { Alert, Button, Group, Text } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import type { MailSettings } from '@waybill/schema/mail-settings';
import type { MailFeed } from '@waybill/schema/notifications';
import { mayWrite, type Project } from '../projects/project.ts';
import { sizes, tone } from '../theme.ts';
import { formatAgo, formatCount } from '../ui/format.ts';
import { toGo } from './mail-counts.ts';
import { usePause } from './use-pause.ts';

interface PausedNoteProps {
  project: Project;
  settings: MailSettings;
  feed: MailFeed;
}

/** Says on every tab that nothing goes out now, since when and by whom, with the way on. */
export function PausedNote({ project, settings, feed }: PausedNoteProps) {
  const { resume, busy } = usePause(project.id);
  if (!feed.pausedAt) return null;
  const waiting = toGo(feed.counts);
  return (
    <Alert
      mb="md"
      variant="light"
      bg={tone('shipping', 'soft')}
      icon={<IconPlayerPause size={sizes.icon.medium} stroke={2} color={tone('shipping')} />}
      role="note"
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          Sending is paused since {formatAgo(feed.pausedAt)}
          {settings.pausedBy ? `, by ${settings.pausedBy}` : ''}.{' '}
          {waiting > 0
            ? `${formatCount(waiting, 'mail waits', 'mails wait')} and nothing is lost.`
            : 'No mail waits.'}
        </Text>
        {mayWrite(project.creator.role) ? (
          <Button size="compact-sm" variant="default" onClick={() => void resume()} loading={busy}>
            Resume sending
          </Button>
        ) : null}
      </Group>
    </Alert>
  );
}
