import { Paper, Stack, Text, Title } from '@mantine/core';
import type { MailCounts, MailFeed } from '@waybill/schema/notifications';
import { usePaths } from '../paths.ts';
import { formatCount, formatDuration } from '../ui/format.ts';
import { TextLink } from '../ui/TextLink.tsx';
import { isInTrouble, meant, secondsToGo, toGo } from './mail-counts.ts';
import { MailBar } from './MailBar.tsx';

interface OperationMailsProps {
  operationId: string;
  counts: MailCounts;
  /** Null until it is known. */
  feed: MailFeed | null;
}

/** The mails that an operation has queued: how many are sent, to go, failed and uncertain; live. */
export function OperationMails({ operationId, counts, feed }: OperationMailsProps) {
  const paths = usePaths();
  const left = toGo(counts);
  const seconds = feed ? secondsToGo(counts, feed) : null;
  return (
    <Paper withBorder p="lg" component="section" aria-label="Mail of this operation">
      <Stack gap="md">
        <div>
          <Title order={2}>
            {left > 0
              ? `${formatCount(left, 'mail is', 'mails are')} on the way out`
              : `${formatCount(meant(counts), 'mail')} of this operation`}
          </Title>
          <Text size="sm" c="dimmed">
            {left === 0
              ? 'None is left to send.'
              : feed?.pausedAt
                ? 'Sending is paused; nothing is lost.'
                : feed && isInTrouble(feed)
                  ? 'They wait for the mail server; nothing is lost.'
                  : seconds === null
                    ? 'They go out at the pace that the settings allow.'
                    : `All out in ${formatDuration(seconds)} at the pace of now.`}{' '}
            <TextLink
              href={paths.notifications('ledger')}
              search={{ operation: operationId }}
              inherit
              underline="always"
            >
              See them in the ledger
            </TextLink>
          </Text>
        </div>
        <MailBar counts={counts} linked operationId={operationId} />
      </Stack>
    </Paper>
  );
}
