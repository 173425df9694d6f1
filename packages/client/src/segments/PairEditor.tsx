import { Group, NumberInput, Text, TextInput } from '@mantine/core';
import type { FilterValue } from '@waybill/schema/filter-tree';
import { useState } from 'react';
import classes from './FilterBuilder.module.css';

interface PairEditorProps {
  type: 'number' | 'date';
  label: string;
  value: FilterValue | undefined;
  onChange: (value: string[] | number[] | undefined) => void;
  missing: boolean;
}

type End = string | number;

/** From … to, both ends included. One end alone is kept here and is no value yet. */
export function PairEditor({ type, label, value, onChange, missing }: PairEditorProps) {
  const [first = '', second = ''] = Array.isArray(value) ? value : [];
  const [ends, setEnds] = useState<readonly [End, End]>([first, second]);
  const change = (index: 0 | 1, end: End) => {
    const next: readonly [End, End] = index === 0 ? [end, ends[1]] : [ends[0], end];
    setEnds(next);
    onChange(next.includes('') ? undefined : ([...next] as string[] | number[]));
  };
  const field = (index: 0 | 1) => {
    const common = { 'aria-label': `${label}: ${index === 0 ? 'from' : 'to'}`, error: missing } as const;
    return type === 'date' ? (
      <TextInput
        {...common}
        type="date"
        className={classes['dateEnd']}
        value={String(ends[index])}
        onChange={(event) => change(index, event.currentTarget.value)}
      />
    ) : (
      <NumberInput
        {...common}
        hideControls
        allowDecimal={false}
        className={classes['end']}
        value={ends[index]}
        onChange={(number) => change(index, typeof number === 'number' ? number : '')}
      />
    );
  };
  return (
    <Group gap="xs" wrap={type === 'date' ? 'wrap' : 'nowrap'}>
      {field(0)}
      <Text size="sm" c="dimmed">
        and
      </Text>
      {field(1)}
    </Group>
  );
}
