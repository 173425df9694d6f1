import { Select, Text } from '@mantine/core';
import type { MappableField, UploadedColumn } from '@waybill/schema/operations';

interface ColumnSelectProps {
  column: UploadedColumn;
  fields: readonly MappableField[];
  onChange: (field: string | null) => void;
  disabled?: boolean;
}

/** What a column is taken for; empty means that it is ignored. */
export function ColumnSelect({ column, fields, onChange, disabled }: ColumnSelectProps) {
  return (
    <Select
      size="xs"
      aria-label={`Column ${column.header || column.index + 1} is`}
      placeholder="Ignored"
      value={column.field}
      onChange={onChange}
      disabled={disabled}
      clearable
      searchable
      nothingFoundMessage="No such field"
      data={fields.map((field) => ({ value: field.field, label: field.label }))}
      comboboxProps={{ width: 280, position: 'bottom-start' }}
      maxDropdownHeight={320}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="dimmed">
            {fields.find((field) => field.field === option.value)?.description}
          </Text>
        </div>
      )}
    />
  );
}

/** How sure the guess is, in words: nothing when it is sure, or when the column is ignored. */
export function confidenceWords(column: UploadedColumn): string | null {
  if (column.field === null || column.confidence >= 0.9) return null;
  return `A guess, ${Math.round(column.confidence * 100)} % sure`;
}
