import { Autocomplete, NumberInput, Select, TextInput } from '@mantine/core';
import { filterField, valueShape } from '@waybill/schema/filter-fields';
import type { FilterLeaf, FilterValue } from '@waybill/schema/filter-tree';
import { isSkuQuantity } from './leaf.ts';
import { inMain } from './in-main.ts';
import { ListEditor } from './ListEditor.tsx';
import { PairEditor } from './PairEditor.tsx';
import { SkuQuantityEditor } from './SkuQuantityEditor.tsx';
import { useFilterScope, useValueOptions, withCurrent } from './use-value-options.ts';

export interface ValueEditorProps {
  leaf: FilterLeaf;
  /** undefined: the condition waits for a value. */
  onChange: (value: FilterValue | undefined) => void;
  /** It waits, and the person wanted to go on. */
  missing: boolean;
}

/** The field for a condition's value, as its type and its comparison want it. */
export function ValueEditor({ leaf, onChange, missing }: ValueEditorProps) {
  const { type, choices, source, words, label } = filterField(leaf.field);
  const known = useValueOptions(useFilterScope(), leaf.field);
  const options = choices ?? known;
  const shape = valueShape(leaf.operator);
  const { value } = leaf;
  const common = { 'aria-label': `${label}: value`, error: missing } as const;

  if (shape === 'NONE') return null;
  if (shape === 'DAYS') {
    return (
      <NumberInput
        {...common}
        placeholder="Days"
        suffix=" days"
        min={1}
        allowDecimal={false}
        allowNegative={false}
        value={typeof value === 'number' ? value : ''}
        onChange={(days) => onChange(typeof days === 'number' ? days : undefined)}
      />
    );
  }
  if (words) {
    return (
      <Select
        {...common}
        data={[
          { value: 'yes', label: words[0] },
          { value: 'no', label: words[1] },
        ]}
        allowDeselect={false}
        comboboxProps={inMain}
        value={value === false ? 'no' : 'yes'}
        onChange={(answer) => onChange(answer !== 'no')}
      />
    );
  }
  if (type === 'SKU_QUANTITY') {
    return (
      <SkuQuantityEditor
        pair={shape === 'PAIR'}
        value={isSkuQuantity(value) ? value : undefined}
        skus={options}
        onChange={onChange}
        missing={missing}
      />
    );
  }
  if (shape === 'LIST') {
    return (
      <ListEditor
        leaf={leaf}
        options={options}
        closed={type !== 'TEXT' && source !== 'TAGS'}
        onChange={onChange}
        missing={missing}
      />
    );
  }
  if (shape === 'PAIR') {
    return (
      <PairEditor
        key={type}
        type={type === 'DATE' ? 'date' : 'number'}
        label={label}
        value={value}
        onChange={onChange}
        missing={missing}
      />
    );
  }
  const one = typeof value === 'string' ? value : '';
  if (type === 'NUMBER') {
    return (
      <NumberInput
        {...common}
        placeholder="Number"
        allowDecimal={false}
        value={typeof value === 'number' ? value : ''}
        onChange={(number) => onChange(typeof number === 'number' ? number : undefined)}
      />
    );
  }
  if (type === 'DATE') {
    return (
      <TextInput
        {...common}
        type="date"
        value={one}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    );
  }
  if (type === 'TEXT' || source === 'TAGS') {
    const text = { ...common, placeholder: 'Text', value: one };
    return options.length > 0 ? (
      <Autocomplete
        {...text}
        data={options.map((option) => option.value)}
        limit={50}
        comboboxProps={inMain}
        renderOption={({ option }) =>
          options.find((each) => each.value === option.value)?.label ?? option.value
        }
        onChange={(next) => onChange(next || undefined)}
      />
    ) : (
      <TextInput {...text} onChange={(event) => onChange(event.currentTarget.value || undefined)} />
    );
  }
  return (
    <Select
      {...common}
      placeholder="Choose"
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage="Nothing of that name"
      limit={200}
      data={withCurrent(options, one ? [one] : [])}
      comboboxProps={inMain}
      value={one || null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
