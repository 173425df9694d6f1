import { Select, Text } from '@mantine/core';
import type { MappableField, UploadedColumn } from '@waybill/schema/operations';

interface ColumnSelectProps {
  column: UploadedColumn;
  fields: readonly MappableField[];
  onChange: (field: string | null) => void;
  disabled?: boolean;
}

/** No field of ours: the value of a column that is left out. */
const ignored = '-';

/** What a column is taken for; it may be ignored. */
export function ColumnSelect({ column, fields, onChange, disabled }: ColumnSelectProps) {
  // A later version of the server may know fields that this page has no name for.
  const known = column.field === null || fields.some((field) => field.field === column.field);
  return (
    <Select
      size="xs"
      aria-label={`Column ${column.header || column.index + 1} is`}
      value={column.field ?? ignored}
      onChange={(field) => onChange(field === ignored ? null : field)}
      disabled={disabled}
      allowDeselect={false}
      searchable
      nothingFoundMessage="No such field"
      data={[
        { value: ignored, label: 'Ignored' },
        ...fields.map((field) => ({ value: field.field, label: field.label })),
        ...(known ? [] : [{ value: column.field ?? ignored, label: column.field ?? 'Ignored' }]),
      ]}
      comboboxProps={{ width: 280, position: 'bottom-start' }}
      maxDropdownHeight={320}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="dimmed">
            {option.value === ignored
              ? 'The column is left out.'
              : fields.find((field) => field.field === option.value)?.description}
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
