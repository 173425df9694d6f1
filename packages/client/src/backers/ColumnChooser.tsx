import { Button, Checkbox, Popover, Stack, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconColumns3 } from '@tabler/icons-react';
import { sizes } from '../theme.ts';
import { columnChoices } from './report-columns.tsx';

type Chosen = Record<string, boolean>;

/** The columns a person chose, kept in this browser. A column that is not named is as it is for everyone. */
export function useChosenColumns(): [Chosen, (chosen: Chosen) => void] {
  const [chosen, setChosen] = useLocalStorage<Chosen>({
    key: 'waybill.report-columns',
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  return [chosen, setChosen];
}

/** Which columns the report shows. */
export function ColumnChooser({ chosen, onChange }: { chosen: Chosen; onChange: (chosen: Chosen) => void }) {
  return (
    <Popover position="bottom-end" trapFocus shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={sizes.icon.medium} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Stack gap="xs">
          {columnChoices.map(({ id, label, hidden, rank }) => (
            <Checkbox
              key={id}
              label={label}
              checked={chosen[id] ?? !hidden}
              disabled={rank === Infinity}
              onChange={(event) => onChange({ ...chosen, [id]: event.currentTarget.checked })}
            />
          ))}
          <Text size="xs" c="dimmed" maw={160}>
            What does not fit beside the rest is left out; what you tick comes first.
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
