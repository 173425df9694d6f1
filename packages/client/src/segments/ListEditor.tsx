import { Button, MultiSelect, TagsInput } from '@mantine/core';
import { IconList } from '@tabler/icons-react';
import { filterField } from '@waybill/schema/filter-fields';
import type { FilterLeaf } from '@waybill/schema/filter-tree';
import { useState } from 'react';
import { sizes } from '../theme.ts';
import { formatCount } from '../ui/format.ts';
import classes from './FilterBuilder.module.css';
import { inMain } from './in-main.ts';
import { listOf } from './leaf.ts';
import { LongListDialog } from './LongListDialog.tsx';
import { withCurrent, type ValueOption } from './use-value-options.ts';

/** More values than this are not shown one by one: ten thousand pills help nobody, and stop the page. */
const mostPills = 20;

interface ListEditorProps {
  leaf: FilterLeaf;
  options: readonly ValueOption[];
  /** Only the options can be chosen; else others can be typed. */
  closed: boolean;
  onChange: (value: string[] | number[] | undefined) => void;
  missing: boolean;
}

/** Any of these, none of these: from what there is, or typed. */
export function ListEditor({ leaf, options, closed, onChange, missing }: ListEditorProps) {
  const { type, label } = filterField(leaf.field);
  const [editing, setEditing] = useState(false);
  const values = listOf(leaf.value);
  const numeric = type === 'NUMBER';
  const change = (texts: readonly string[]) => {
    const numbers = numeric ? texts.map(Number).filter(Number.isSafeInteger) : null;
    const next = numbers ?? [...texts];
    onChange(next.length > 0 ? next : undefined);
  };
  const common = { 'aria-label': `${label}: values`, error: missing, comboboxProps: inMain } as const;

  if (values.length > mostPills) {
    return (
      <>
        <Button
          variant="default"
          fullWidth
          justify="flex-start"
          leftSection={<IconList size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
          onClick={() => setEditing(true)}
        >
          {formatCount(values.length, 'value')}: {values.slice(0, 3).join(', ')} …
        </Button>
        {editing ? (
          <LongListDialog label={label} values={values} onChange={change} onClose={() => setEditing(false)} />
        ) : null}
      </>
    );
  }
  if (closed && !numeric) {
    return (
      <MultiSelect
        {...common}
        classNames={{ inputField: classes['inputField'] ?? '' }}
        placeholder={values.length === 0 ? 'Choose' : ''}
        searchable
        clearable
        hidePickedOptions
        selectFirstOptionOnChange
        limit={200}
        nothingFoundMessage="Nothing of that name"
        data={withCurrent(options, values)}
        value={values}
        onChange={change}
      />
    );
  }
  return (
    <TagsInput
      {...common}
      classNames={{ inputField: classes['inputField'] ?? '' }}
      placeholder={values.length === 0 ? 'Type, Enter, type the next' : ''}
      splitChars={[',', ';', '\n', '\t', ...(numeric ? [' '] : [])]}
      data={options.map((option) => option.value)}
      renderOption={({ option }) =>
        options.find(({ value }) => value === option.value)?.label ?? option.value
      }
      limit={50}
      clearable
      value={values}
      onChange={change}
      isDuplicate={(value, current) => current.includes(value)}
    />
  );
}
