import { Menu } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { sizes } from '../theme.ts';

/** In a menu of actions on backers: opens the push to a partner, which its owner draws. */
export function PushItem({ onChoose }: { onChoose: () => void }) {
  return (
    <Menu.Item
      leftSection={<IconPackageExport size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
      onClick={onChoose}
    >
      Push to a partner…
    </Menu.Item>
  );
}
