import { Alert, Code, Text } from '@mantine/core';
import { IconMailbox } from '@tabler/icons-react';
import type { MailSettings } from '@waybill/schema/mail-settings';
import { usePaths } from '../paths.ts';
import { sizes, tone } from '../theme.ts';
import { TextLink } from '../ui/TextLink.tsx';

/** While no mail server is configured: that nothing leaves the machine, and where the mails are. Nothing otherwise. */
export function TransportNote({ settings, here = false }: { settings: MailSettings; here?: boolean }) {
  const paths = usePaths();
  if (settings.transport !== 'MAILBOX') return null;
  return (
    <Alert
      variant="light"
      py="xs"
      bg={tone('lock', 'soft')}
      icon={<IconMailbox size={sizes.icon.medium} stroke={2} color={tone('lock')} />}
      role="note"
    >
      <Text size="sm">
        Nothing leaves this machine: mails are kept{' '}
        {here ? (
          'here'
        ) : (
          <>
            in the{' '}
            <TextLink href={paths.notifications('mailbox')} inherit underline="always">
              mailbox
            </TextLink>
          </>
        )}
        , and no backer gets one, until Waybill is started with <Code>SMTP_URL</Code>.
      </Text>
    </Alert>
  );
}
