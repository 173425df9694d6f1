import { Alert, Group, Text } from '@mantine/core';
import { IconCircleX } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { sizes, tone } from '../theme.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { LeaveOffButton } from './LeaveOffButton.tsx';
import { useWebhooks } from './use-webhooks.ts';
import { turnedOff } from './webhook-looks.ts';

/** On every page of a creator: that Waybill turned an endpoint off, until somebody turns it on or lets it be. */
export function WebhooksOffNotice() {
  const { slug, endpoints } = useWebhooks();
  const { endpoint: shown } = useParams({ strict: false });
  // Its own page says so itself.
  const off = endpoints?.find(({ id, disabledReason }) => id !== shown && turnedOff(disabledReason));
  if (!off) return null;
  return (
    <Alert
      mb="lg"
      variant="light"
      role="status"
      bg={tone('attention', 'soft')}
      icon={<IconCircleX size={sizes.icon.medium} color={tone('attention')} />}
      title="A webhook endpoint was turned off"
    >
      <Text size="sm" mb="xs" style={{ overflowWrap: 'anywhere' }}>
        {off.disabledReason === 'GONE'
          ? `${off.url} answered that it is gone. Nothing is sent to it any more.`
          : `${off.url} took nothing, however often it was tried. Nothing is sent to it any more.`}
      </Text>
      <Group gap="xs">
        <LinkButton size="compact-md" variant="default" href={paths.webhook(slug, off.id)}>
          Look at it
        </LinkButton>
        <LeaveOffButton id={off.id} />
      </Group>
    </Alert>
  );
}
