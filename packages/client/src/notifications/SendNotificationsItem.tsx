import { Menu } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import type { TrackingNotificationsInput } from '@waybill/schema/notifications';
import { sizes } from '../theme.ts';
import { useSendNotifications } from './use-send-notifications.ts';

/** In a menu of actions on many backers: tells those of them who are not told yet or were told wrong, after a preview. */
export function SendNotificationsItem({ target }: { target: TrackingNotificationsInput['target'] }) {
  const { send, preparing } = useSendNotifications();
  return (
    <Menu.Item
      leftSection={<IconMailForward size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
      disabled={preparing}
      closeMenuOnClick={false}
      onClick={() => void send(target)}
    >
      Send tracking notifications…
    </Menu.Item>
  );
}
