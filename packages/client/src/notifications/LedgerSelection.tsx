import { Button, Group, Paper, Text } from '@mantine/core';
import { formatCount, formatNumber } from '../ui/format.ts';
import { DecideButtons } from './DecideButtons.tsx';
import classes from './LedgerSelection.module.css';

/** How many mails the server settles in one call. */
const most = 1000;

interface LedgerSelectionProps {
  status: 'UNKNOWN' | 'FAILED';
  /** The ticked ones. */
  ids: readonly string[];
  /** Every one that is loaded. */
  shown: readonly string[];
  onSelect: (ids: readonly string[]) => void;
}

/** Settles many uncertain or failed mails at once. */
export function LedgerSelection({ status, ids, shown, onSelect }: LedgerSelectionProps) {
  const all = shown.slice(0, most);
  return (
    <Paper withBorder component="section" aria-label="Selected mails" className={classes['bar']}>
      <Group gap="xs">
        <Text size="sm" fw={600} role="status">
          {ids.length === 0
            ? status === 'UNKNOWN'
              ? 'Tick the mails you know the end of'
              : 'Tick the mails to send again or give up'
            : `${formatCount(ids.length, 'mail')} selected`}
        </Text>
        {ids.length < all.length ? (
          <Button size="compact-sm" variant="subtle" onClick={() => onSelect(all)}>
            Select {formatNumber(all.length)}
          </Button>
        ) : (
          <Button size="compact-sm" variant="subtle" onClick={() => onSelect([])}>
            Clear
          </Button>
        )}
      </Group>
      {ids.length > 0 ? <DecideButtons ids={ids} status={status} onDecided={() => onSelect([])} /> : null}
    </Paper>
  );
}
