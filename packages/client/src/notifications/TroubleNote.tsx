import { Alert, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { MailFeed } from '@waybill/schema/notifications';
import { sizes, tone } from '../theme.ts';

/** While the mail server cannot be reached: that nothing is lost, and what was said. Nothing otherwise. */
export function TroubleNote({ feed }: { feed: MailFeed }) {
  if (!feed.trouble) return null;
  return (
    <Alert
      mb="md"
      variant="light"
      bg={tone('attention', 'soft')}
      icon={<IconPlugConnectedX size={sizes.icon.medium} stroke={2} color={tone('attention')} />}
      role="alert"
    >
      <Text size="sm">
        The mail server takes no mail just now: {feed.trouble} Waybill tries again by itself, and nothing is
        lost.
      </Text>
    </Alert>
  );
}
