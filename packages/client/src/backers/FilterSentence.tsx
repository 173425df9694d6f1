import { Button, CloseButton, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from '../ui/format.ts';
import type { BackerSearch } from './backer-search.ts';
import { filterChips, narrowingKeys } from './filter-chips.ts';
import classes from './FilterSentence.module.css';
import type { ChangeSearch } from './use-report-search.ts';

interface FilterSentenceProps {
  search: BackerSearch;
  total: number | null;
  change: ChangeSearch;
  onEdit: () => void;
  /** What can be done with a list that is narrowed: stands at the end. */
  children?: ReactNode;
}

/** What the list shows, in a sentence of which every filter is a part that can be changed or taken out. */
export function FilterSentence({ search, total, change, onEdit, children }: FilterSentenceProps) {
  const chips = filterChips(search);
  const narrowed = chips.length > 0 || Boolean(search.q);
  return (
    <Group gap={6} mih={28} mb="sm" role="group" aria-label="Filters in force">
      <Text size="sm" fw={550} role="status">
        {total === null ? '' : formatCount(total, 'backer')}
      </Text>
      {chips.map((chip) => (
        <span key={chip.key} className={classes['chip']}>
          <button type="button" className={classes['words']} onClick={onEdit} title="Change the filters">
            {chip.words}
          </button>
          <CloseButton
            size="xs"
            aria-label={`Remove the filter: ${chip.words}`}
            onClick={() => change(Object.fromEntries(chip.clears.map((key) => [key, undefined])))}
          />
        </span>
      ))}
      {search.q ? (
        <Text size="sm" c="dimmed">
          matching “{search.q}”
        </Text>
      ) : null}
      {narrowed ? (
        <>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => change(Object.fromEntries(narrowingKeys.map((key) => [key, undefined])))}
          >
            Clear
          </Button>
          {children}
        </>
      ) : null}
    </Group>
  );
}
