import {
  Avatar,
  Menu,
  Text,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconKeyboard, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useSignOut } from '../access/use-sign-out.ts';
import { useViewer } from '../access/viewer.ts';
import { sizes } from '../theme.ts';
import { Keys } from '../ui/Keys.tsx';

/** Who is signed in, the keys, and the way out. */
export function UserMenu({ onKeys }: { onKeys: () => void }) {
  const viewer = useViewer();
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const next = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark';
  const user = viewer?.user;
  if (!user) return null;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton p={4}>
          <Avatar size={28} radius="xl" name={user.name} color="accent" variant="filled" aria-hidden />
          <span className="wb-sr-only">Account of {user.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
            {user.name}
          </Text>
          <Text size="xs" truncate>
            {user.email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          hiddenFrom="xs"
          leftSection={
            next === 'dark' ? <IconMoon size={sizes.icon.medium} /> : <IconSun size={sizes.icon.medium} />
          }
          onClick={() => setColorScheme(next)}
        >
          Use {next} colors
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={sizes.icon.medium} />}
          rightSection={<Keys of="?" />}
          onClick={onKeys}
        >
          Keys
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={sizes.icon.medium} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
