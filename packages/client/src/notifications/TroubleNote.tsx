import { Alert, Code, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { MailFeed } from '@waybill/schema/notifications';
import { sizes, tone } from '../theme.ts';
import { formatAgo, formatCount, formatMoment } from '../ui/format.ts';
import { isInTrouble, toGo } from './mail-counts.ts';

/** While the mail server cannot be reached: since when, what was said, what to do, and that nothing is lost. */
export function TroubleNote({ feed }: { feed: MailFeed }) {
  if (!isInTrouble(feed)) return null;
  return (
    <Alert
      mb="md"
      variant="light"
      bg={tone('attention', 'soft')}
      icon={<IconPlugConnectedX size={sizes.icon.medium} stroke={2} color={tone('attention')} />}
      role="alert"
      title={
        <>
          No mail goes out
          {feed.troubleSince ? (
            <>
              , since{' '}
              <time dateTime={feed.troubleSince} title={formatMoment(feed.troubleSince)}>
                {formatAgo(feed.troubleSince)}
              </time>
            </>
          ) : null}
        </>
      }
    >
      <Text size="sm">{feed.trouble}</Text>
      <Text size="sm">
        {formatCount(toGo(feed.counts), 'mail waits', 'mails wait')}, and nothing is lost: Waybill tries again
        by itself, every five minutes at the latest. If it goes on, see whether the server runs and whether
        address, port, name and password in <Code>SMTP_URL</Code> are right; Waybill reads them when it
        starts.
      </Text>
    </Alert>
  );
}
