import { Alert, Button, Group, Text } from '@mantine/core';
import {
  IconArrowBackUp,
  IconBolt,
  IconCircleCheck,
  IconLock,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import type { BackerDetail } from '@waybill/schema/backers';
import { sizes } from '../theme.ts';
import { formatDay, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { useBackerActions } from './backer-actions.ts';
import { obstacles } from './order-actions.ts';
import { Section } from './Section.tsx';
import { shipmentSourceWords } from './tracking-looks.ts';

/** How far the order is, and what can be done with it now. */
export function BackerOrder({ backer, writable }: { backer: BackerDetail; writable: boolean }) {
  const act = useBackerActions();
  const { order } = backer;
  const why = obstacles(order);
  const icon = { size: sizes.icon.medium, stroke: sizes.iconStroke, 'aria-hidden': true } as const;
  const does = (kind: 'mark' | 'force' | 'revert' | 'lock' | 'hold' | 'release') => () =>
    act({ kind, backerId: backer.id });
  return (
    <Section title="Order" action={<StatusBadge order={order.status} />}>
      {order.fulfilledAt ? (
        <Text size="sm" c="dimmed" mb="sm">
          Fulfilled{' '}
          <time dateTime={order.fulfilledAt} title={formatMoment(order.fulfilledAt)}>
            {formatDay(order.fulfilledAt)}
          </time>
          {order.fulfilledBy ? `, ${shipmentSourceWords[order.fulfilledBy]}` : ''}
        </Text>
      ) : null}
      {order.hold ? (
        <Alert color="red" variant="light" mb="sm" icon={<IconPlayerPause {...icon} />} title="On hold">
          {order.hold.reason}
          {order.hold.until ? `, until ${formatDay(order.hold.until)}` : ''}
          {writable ? (
            <Group gap="xs" mt="xs">
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconPlayerPlay {...icon} />}
                onClick={does('release')}
              >
                Release
              </Button>
              {why.hold === null ? (
                <Button size="compact-sm" variant="default" onClick={does('hold')}>
                  Change
                </Button>
              ) : null}
            </Group>
          ) : null}
        </Alert>
      ) : null}
      {writable ? (
        <Group gap="xs">
          {why.mark === null ? (
            <Button leftSection={<IconCircleCheck {...icon} />} onClick={does('mark')}>
              Mark as Fulfilled
            </Button>
          ) : null}
          {why.lock === null ? (
            <Button leftSection={<IconLock {...icon} />} onClick={does('lock')}>
              Lock the address
            </Button>
          ) : null}
          {why.mark !== null && why.force === null ? (
            <Button variant="light" color="red" leftSection={<IconBolt {...icon} />} onClick={does('force')}>
              Force Mark as Fulfilled
            </Button>
          ) : null}
          {why.revert === null ? (
            <Button variant="default" leftSection={<IconArrowBackUp {...icon} />} onClick={does('revert')}>
              Revert
            </Button>
          ) : null}
          {why.hold === null && !order.hold ? (
            <Button variant="default" leftSection={<IconPlayerPause {...icon} />} onClick={does('hold')}>
              Hold
            </Button>
          ) : null}
          {why.mark !== null && why.revert !== null ? (
            <Text size="xs" c="dimmed">
              {why.mark}.
            </Text>
          ) : null}
        </Group>
      ) : null}
    </Section>
  );
}
