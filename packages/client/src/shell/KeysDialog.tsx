import { Group, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useListedShortcuts, type Shortcut } from '../ui/keys.ts';
import { Keys } from '../ui/Keys.tsx';

/** Every key that works on the page that is open, by what it is for. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const groups = new Map<string, Shortcut[]>();
  for (const shortcut of useListedShortcuts()) {
    groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut]);
  }
  return (
    <Modal opened onClose={onClose} title="Keys" size="lg">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xl">
        {[...groups].map(([name, shortcuts]) => (
          <Stack key={name} gap="xs">
            <Title order={3}>{name}</Title>
            {shortcuts.map((shortcut) => (
              <Group key={shortcut.keys} justify="space-between" wrap="nowrap" gap="md">
                <Text size="sm">{shortcut.does}</Text>
                <Keys of={shortcut.keys} />
              </Group>
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Modal>
  );
}
