import { Autocomplete, Group, NumberInput, Text } from '@mantine/core';
import type { SkuQuantity } from '@waybill/schema/filter-tree';
import { useState } from 'react';
import classes from './FilterBuilder.module.css';
import { inMain } from './in-main.ts';
import type { ValueOption } from './use-value-options.ts';

interface SkuQuantityEditorProps {
  pair: boolean;
  value: SkuQuantity | undefined;
  skus: readonly ValueOption[];
  onChange: (value: SkuQuantity | undefined) => void;
  missing: boolean;
}

/** Which SKU, and how many of it. What is half filled in is kept here and is no value yet. */
export function SkuQuantityEditor({ pair, value, skus, onChange, missing }: SkuQuantityEditorProps) {
  const given = value === undefined ? [] : [value.quantity].flat();
  const [half, setHalf] = useState<{ sku: string; from: number | ''; to: number | '' }>({
    sku: value?.sku ?? '',
    from: given[0] ?? '',
    to: given[1] ?? given[0] ?? '',
  });
  const change = (part: Partial<typeof half>) => {
    const { sku, from, to } = { ...half, ...part };
    setHalf({ sku, from, to });
    const whole = sku !== '' && from !== '' && (!pair || to !== '');
    onChange(whole ? { sku, quantity: pair ? [from, Number(to)] : from } : undefined);
  };
  const count = (name: 'from' | 'to') => (
    <NumberInput
      aria-label={pair ? `Quantity: ${name}` : 'Quantity'}
      placeholder="0"
      hideControls
      min={0}
      allowDecimal={false}
      allowNegative={false}
      className={classes['count']}
      error={missing && half[name] === ''}
      value={half[name]}
      onChange={(number) => change({ [name]: typeof number === 'number' ? number : '' })}
    />
  );
  return (
    <Group gap="xs" wrap="nowrap">
      <Autocomplete
        aria-label="SKU"
        placeholder="SKU"
        className={classes['end']}
        data={skus.map((sku) => sku.value)}
        limit={50}
        comboboxProps={inMain}
        error={missing && half.sku === ''}
        value={half.sku}
        onChange={(sku) => change({ sku })}
      />
      <Text size="sm" c="dimmed">
        ×
      </Text>
      {count('from')}
      {pair ? (
        <>
          <Text size="sm" c="dimmed">
            to
          </Text>
          {count('to')}
        </>
      ) : null}
    </Group>
  );
}
