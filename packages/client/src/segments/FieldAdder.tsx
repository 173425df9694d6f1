import { Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { isFilterField } from '@waybill/schema/filter-fields';
import { useState } from 'react';
import { sizes } from '../theme.ts';
import { useBuilder } from './builder-context.ts';
import { draftNodeOf } from './draft.ts';
import { fieldOptions } from './field-options.ts';
import classes from './FilterBuilder.module.css';
import { inMain } from './in-main.ts';
import { leafFor } from './leaf.ts';

/** The next condition begins with its field: found by typing, taken by Enter, and the keyboard is on its value. */
export function FieldAdder({ groupId }: { groupId: string }) {
  const { change, focus } = useBuilder();
  const [search, setSearch] = useState('');
  return (
    <div data-part="add" className={classes['adder']}>
      <Select
        aria-label="Add a condition"
        placeholder="Add a condition"
        leftSection={<IconPlus size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
        data={fieldOptions}
        searchable
        openOnFocus={false}
        selectFirstOptionOnChange
        nothingFoundMessage="No field of that name"
        comboboxProps={inMain}
        maxDropdownHeight={320}
        searchValue={search}
        onSearchChange={setSearch}
        value={null}
        onChange={(field) => {
          setSearch('');
          if (!isFilterField(field)) return;
          const node = draftNodeOf(leafFor(field));
          change({ do: 'add', groupId, node });
          focus(node.id, 'value');
        }}
      />
    </div>
  );
}
