import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { sizes } from '../theme.ts';

/** Light or dark; follows the system until it is chosen. */
export function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const computed = useComputedColorScheme('light');
  const next = computed === 'dark' ? 'light' : 'dark';
  const Sign = next === 'dark' ? IconMoon : IconSun;
  return (
    <Tooltip label={`Use ${next} colors`}>
      <ActionIcon visibleFrom="xs" onClick={() => setColorScheme(next)} aria-label={`Use ${next} colors`}>
        <Sign size={sizes.icon.large - 2} stroke={sizes.iconStroke} />
      </ActionIcon>
    </Tooltip>
  );
}
