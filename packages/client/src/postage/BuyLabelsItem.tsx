import { Menu } from '@mantine/core';
import { IconReceipt2 } from '@tabler/icons-react';
import { sizes } from '../theme.ts';

/** In a menu of actions on backers: opens the purchase of their labels, which its owner draws. */
export function BuyLabelsItem({ onChoose }: { onChoose: () => void }) {
  return (
    <Menu.Item
      leftSection={<IconReceipt2 size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
      onClick={onChoose}
    >
      Buy labels…
    </Menu.Item>
  );
}
